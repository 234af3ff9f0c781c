from __future__ import annotations

import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID, ObjectIdentifier

from signing.errors import KeyUnreadable
from signing.keys.certificate import describe, load_roots, parse
from signing.profile import Holder
from tests.signing.pki import LEADER_ID, SEAL_ID, Pki
from tests.signing.self_issued import self_issued


def test_a_persons_certificate_in_plain_words(pki: Pki) -> None:
    info = describe(pki.certificate("leader"))
    assert info.subject == "Nguyễn Văn Đức"
    assert info.identifier == LEADER_ID
    assert info.holder is Holder.PERSON
    assert info.issuer == "CA thử nghiệm"
    assert info.usages == {"digital_signature", "non_repudiation"}
    assert info.not_before < info.not_after
    assert info.sha256 == hashlib.sha256(pki.certificate("leader")).hexdigest()


def test_an_organisations_certificate_is_told_by_its_identifier(pki: Pki) -> None:
    info = describe(pki.certificate("seal"))
    assert info.holder is Holder.ORGANISATION
    assert info.identifier == SEAL_ID
    assert info.organisation == "Ủy ban nhân dân phường Thử Nghiệm"


@pytest.mark.parametrize(
    ("identifier", "holder"),
    [
        ("MST:0100000001", Holder.ORGANISATION),
        ("GOVVN-1", Holder.ORGANISATION),
        ("CCCD:001080000001", Holder.PERSON),
        ("PASVN-1", Holder.PERSON),
    ],
)
@pytest.mark.parametrize("oid", ["2.5.4.5", "0.9.2342.19200300.100.1.1"])
def test_the_kind_of_holder_is_read_from_how_the_identifier_begins(
    oid: str, identifier: str, holder: Holder
) -> None:
    subject = {NameOID.COMMON_NAME: "Ai đó", ObjectIdentifier(oid): identifier}
    key = ec.generate_private_key(ec.SECP256R1())
    info = describe(self_issued(key, subject).public_bytes(Encoding.DER))
    assert (info.identifier, info.holder) == (identifier, holder)


def test_a_certificate_without_usages_asserts_none() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    assert describe(self_issued(key).public_bytes(Encoding.DER)).usages == frozenset()


def test_roots_are_read_from_pem_bundles_and_der() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    one, two = self_issued(key), self_issued(key)
    bundle = one.public_bytes(Encoding.PEM) + two.public_bytes(Encoding.PEM)
    ders = tuple(each.public_bytes(Encoding.DER) for each in (one, two))
    assert load_roots([bundle]) == ders
    assert load_roots([ders[0]]) == ders[:1]


@pytest.mark.parametrize("content", [b"", b"abc", b"-----BEGIN CERTIFICATE-----\nQQ==\n"])
def test_what_is_no_certificate_is_refused(content: bytes) -> None:
    for reading in (describe, parse, lambda one: load_roots([one])):
        with pytest.raises(KeyUnreadable):
            reading(content)
