from __future__ import annotations

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from signing.errors import KeyTooWeak, KeyUnreadable, WrongKey, WrongPassword
from signing.keys.certificate import check_raw_signature
from signing.keys.key import DIGEST
from signing.keys.pkcs12 import open_pkcs12
from tests.signing.pki import PASSWORD, Pki
from tests.signing.self_issued import self_issued


@pytest.mark.parametrize("label", ["leader", "leader-ec"])
def test_an_opened_key_signs_what_its_certificate_verifies(pki: Pki, label: str) -> None:
    key = pki.key(label)
    raw = key.sign_raw(b"attributes", DIGEST)
    check_raw_signature(key.chain.leaf, raw, b"attributes")
    with pytest.raises(WrongKey):
        check_raw_signature(key.chain.leaf, raw, b"other attributes")


def test_the_chain_comes_with_the_key(pki: Pki) -> None:
    key = pki.key("leader")
    assert key.chain.leaf == pki.certificate("leader")
    assert pki.certificate("issuer") in key.chain.issuers


@pytest.mark.parametrize("password", ["", "sai", PASSWORD + " "])
def test_a_wrong_password_is_told_as_such(pki: Pki, password: str) -> None:
    with pytest.raises(WrongPassword) as refused:
        open_pkcs12(pki.key_file("leader"), password)
    assert "Mật khẩu" in refused.value.sentence


@pytest.mark.parametrize("content", [b"", b"not a key", b"\x30\x82\x01\x00"])
def test_what_is_no_key_file_is_told_as_such(content: bytes) -> None:
    with pytest.raises(KeyUnreadable):
        open_pkcs12(content, PASSWORD)


def _file(key: pkcs12.PKCS12PrivateKeyTypes | None, certificate: x509.Certificate | None) -> bytes:
    encryption = BestAvailableEncryption(PASSWORD.encode())
    return pkcs12.serialize_key_and_certificates(None, key, certificate, None, encryption)


@pytest.mark.parametrize(
    "weak",
    [rsa.generate_private_key(65537, 1024), ec.generate_private_key(ec.SECP384R1())],
    ids=["RSA-1024", "P-384"],
)
def test_a_key_of_unfit_strength_is_refused(
    weak: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey,
) -> None:
    with pytest.raises(KeyTooWeak):
        open_pkcs12(_file(weak, self_issued(weak)), PASSWORD)


def test_a_key_of_another_kind_is_refused() -> None:
    other = ed25519.Ed25519PrivateKey.generate()
    with pytest.raises(KeyUnreadable, match="RSA"):
        open_pkcs12(_file(other, self_issued(other)), PASSWORD)


def test_a_file_with_the_certificate_alone_is_refused() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    with pytest.raises(KeyUnreadable, match="không chứa đủ"):
        open_pkcs12(_file(None, self_issued(key)), PASSWORD)


def test_only_the_digest_of_this_package_is_signed(pki: Pki) -> None:
    with pytest.raises(ValueError):
        pki.key("leader-ec").sign_raw(b"x", "sha1")


def test_an_opened_key_does_not_show_itself(pki: Pki) -> None:
    assert "private" not in repr(pki.key("leader-ec")).lower()
