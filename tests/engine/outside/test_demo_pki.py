from __future__ import annotations

import hashlib
import os
import socket
import stat
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from asn1crypto import tsp
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtensionOID, NameOID

from engine.errors import SettingsWrong
from engine.outside.demo_pki import DemoPki, ensure_pki
from engine.outside.demo_pki_config import PkiSubject, SubjectKind

PASSWORD = "mat khau"
CHAIRMAN = PkiSubject(
    "chu-tich", "Lê Quang Hùng", "UBND phường Bến Nước", "PNOVN-1", SubjectKind.PERSON
)
WARD = PkiSubject(
    "phuong", "UBND phường Bến Nước", "UBND phường Bến Nước", "GOVVN-1", SubjectKind.ORGANISATION
)
REVOKED = PkiSubject(
    "thu-hoi", "Người Bị Thu Hồi", "UBND phường Bến Nước", "PNOVN-2", SubjectKind.PERSON,
    revoked_at=datetime(2026, 6, 1, tzinfo=UTC),
)  # fmt: skip
NEWCOMER = PkiSubject(
    "moi", "Người Mới", "UBND phường Bến Nước", "PNOVN-3", SubjectKind.PERSON,
    valid_to=datetime(2026, 1, 1, tzinfo=UTC),
)  # fmt: skip
SUBJECTS = (CHAIRMAN, WARD, REVOKED)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def pki(home: Path) -> DemoPki:
    return ensure_pki(home, SUBJECTS, PASSWORD)


@pytest.fixture(scope="module")
def served(pki: DemoPki) -> Iterator[DemoPki]:
    """The PKI answering, in a process as the demo runs it."""
    server = subprocess.Popen(pki.child.command, env={**os.environ, **pki.child.environ})
    deadline = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", pki.port)).close()
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        else:
            break
    yield pki
    server.terminate()
    server.wait()


def _opened(
    pki: DemoPki, label: str
) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate, x509.Certificate]:
    """Key, certificate and issuer of a subject's file."""
    key, certificate, chain = pkcs12.load_key_and_certificates(
        (pki.keys / f"{label}.p12").read_bytes(), PASSWORD.encode()
    )
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    assert certificate is not None
    return key, certificate, chain[0]


def _root(pki: DemoPki) -> x509.Certificate:
    return x509.load_pem_x509_certificate((pki.trust / "demo-root.pem").read_bytes())


def _ask_ocsp(pki: DemoPki, label: str, as_of: datetime | None = None) -> ocsp.OCSPResponse:
    _, certificate, issuer = _opened(pki, label)
    access = certificate.extensions.get_extension_for_oid(
        ExtensionOID.AUTHORITY_INFORMATION_ACCESS
    ).value
    assert isinstance(access, x509.AuthorityInformationAccess)
    url = next(
        str(a.access_location.value)
        for a in access
        if a.access_method == AuthorityInformationAccessOID.OCSP
    )
    assert url == pki.ocsp_url
    question = ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, SHA1()).build()
    answer = _post(url, question.public_bytes(Encoding.DER), "application/ocsp-request", as_of)
    return ocsp.load_der_ocsp_response(answer)


def _post(url: str, body: bytes, kind: str, as_of: datetime | None = None) -> bytes:
    headers = {"Content-Type": kind}
    if as_of is not None:
        headers["X-Certomancer-Fake-Time"] = as_of.isoformat()
    with urlopen(Request(url, body, headers), timeout=10) as response:
        return bytes(response.read())


def test_a_person_and_an_organisation_are_told_apart_by_their_identifiers(pki: DemoPki) -> None:
    person = _opened(pki, "chu-tich")[1].subject
    ward = _opened(pki, "phuong")[1].subject
    assert person.get_attributes_for_oid(NameOID.SERIAL_NUMBER)[0].value == "PNOVN-1"
    assert not person.get_attributes_for_oid(NameOID.ORGANIZATION_IDENTIFIER)
    assert ward.get_attributes_for_oid(NameOID.ORGANIZATION_IDENTIFIER)[0].value == "GOVVN-1"
    assert not ward.get_attributes_for_oid(NameOID.SERIAL_NUMBER)


def test_every_name_says_that_it_is_a_demonstration(pki: DemoPki) -> None:
    for subject in SUBJECTS:
        _, certificate, issuer = _opened(pki, subject.label)
        for name in (certificate.subject, issuer.subject, _root(pki).subject):
            organisation = name.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)[0].value
            assert str(organisation).endswith("(DEMO)")


def test_each_key_fits_its_certificate_and_each_certificate_leads_to_the_root(
    pki: DemoPki,
) -> None:
    for subject in SUBJECTS:
        key, certificate, issuer = _opened(pki, subject.label)
        assert key.public_key() == certificate.public_key()
        certificate.verify_directly_issued_by(issuer)
        issuer.verify_directly_issued_by(_root(pki))


def test_only_this_user_reads_the_keys(pki: DemoPki) -> None:
    for folder in (pki.folder, pki.keys):
        assert stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0
        for path in folder.rglob("*"):
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_a_wrong_password_does_not_open_a_key(pki: DemoPki) -> None:
    with pytest.raises(ValueError, match="password"):
        pkcs12.load_key_and_certificates((pki.keys / "chu-tich.p12").read_bytes(), b"khac")


def test_a_second_start_changes_nothing(pki: DemoPki, home: Path) -> None:
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    assert ensure_pki(home, SUBJECTS, PASSWORD) == pki
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before


def test_a_newcomer_changes_nobody_elses_certificate(tmp_path: Path) -> None:
    first = ensure_pki(tmp_path, [CHAIRMAN, WARD], PASSWORD)
    before = _opened(first, "phuong")[1]
    second = ensure_pki(tmp_path, [NEWCOMER, CHAIRMAN, WARD], PASSWORD)
    assert second.port == first.port
    assert _opened(second, "phuong")[1] == before
    assert _opened(second, "moi")[1].not_valid_after_utc == NEWCOMER.valid_to


def test_ocsp_answers_for_days_and_knows_who_is_revoked(served: DemoPki) -> None:
    good = _ask_ocsp(served, "chu-tich")
    assert good.certificate_status is ocsp.OCSPCertStatus.GOOD
    assert good.next_update_utc is not None
    assert good.next_update_utc - good.this_update_utc == timedelta(days=7)
    revoked = _ask_ocsp(served, "thu-hoi")
    assert revoked.certificate_status is ocsp.OCSPCertStatus.REVOKED
    assert revoked.revocation_time_utc == REVOKED.revoked_at


def test_asked_as_of_an_earlier_time_it_answers_as_then(served: DemoPki) -> None:
    then = datetime(2026, 3, 1, tzinfo=UTC)
    within = then + timedelta(microseconds=1)  # a strict reader takes whole seconds only
    answer = _ask_ocsp(served, "thu-hoi", as_of=within)
    assert answer.certificate_status is ocsp.OCSPCertStatus.GOOD
    assert answer.this_update_utc == then


def test_a_time_that_is_none_is_refused(served: DemoPki) -> None:
    request = Request(served.tsa_url, b"", {"X-Certomancer-Fake-Time": "yesterday"})
    with pytest.raises(HTTPError) as refused:
        urlopen(request, timeout=10)
    assert refused.value.code == 400


def test_the_crl_is_signed_by_the_issuer_and_lists_the_revoked_one(served: DemoPki) -> None:
    _, certificate, issuer = _opened(served, "thu-hoi")
    points = certificate.extensions.get_extension_for_oid(
        ExtensionOID.CRL_DISTRIBUTION_POINTS
    ).value
    assert isinstance(points, x509.CRLDistributionPoints)
    assert points[0].full_name is not None
    with urlopen(str(points[0].full_name[0].value), timeout=10) as response:
        crl = x509.load_der_x509_crl(response.read())
    issuing = issuer.public_key()
    assert isinstance(issuing, rsa.RSAPublicKey)
    assert crl.is_signature_valid(issuing)
    assert [entry.serial_number for entry in crl] == [certificate.serial_number]


@pytest.mark.parametrize("as_of", [None, datetime(2026, 3, 1, 8, tzinfo=UTC)])
def test_the_tsa_stamps_the_digest_that_it_was_given(
    served: DemoPki, as_of: datetime | None
) -> None:
    digest = hashlib.sha256(b"van ban").digest()
    question = tsp.TimeStampReq(
        {
            "version": 1,
            "message_imprint": {
                "hash_algorithm": {"algorithm": "sha256"},
                "hashed_message": digest,
            },
            "nonce": 663,
            "cert_req": True,
        }
    )
    asked = datetime.now(UTC)
    answer = tsp.TimeStampResp.load(
        _post(served.tsa_url, question.dump(), "application/timestamp-query", as_of)
    )
    assert answer["status"]["status"].native == "granted"
    signed = answer["time_stamp_token"]["content"]
    stamp = signed["encap_content_info"]["content"].parsed
    assert stamp["message_imprint"]["hashed_message"].native == digest
    assert stamp["nonce"].native == 663
    assert abs(stamp["gen_time"].native - (as_of or asked)) < timedelta(seconds=10)
    signer = signed["signer_infos"][0]
    certificate = x509.load_der_x509_certificate(signed["certificates"][0].chosen.dump())
    certificate.verify_directly_issued_by(_root(served))
    public = certificate.public_key()
    assert isinstance(public, rsa.RSAPublicKey)
    attributes = signer["signed_attrs"].untag().dump()
    public.verify(signer["signature"].native, attributes, padding.PKCS1v15(), SHA256())


def test_a_home_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsWrong) as refused:
        ensure_pki(tmp_path / "file", SUBJECTS, PASSWORD)
    assert str(tmp_path / "file") in refused.value.sentence
