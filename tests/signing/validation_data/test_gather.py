from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import ocsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp as x509_ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

from signing.errors import (
    CertificateExpired,
    CertificateRefused,
    CertificateRevoked,
    ChainUntrusted,
    DocumentUnreadable,
    RevocationUnavailable,
)
from signing.keys.certificate import describe
from signing.validation_data.fetch import Fetcher
from signing.validation_data.gather import chains_in, gather
from signing.values import CertificateChain, ValidationData
from tests.signing.answering import answering
from tests.signing.making import Made
from tests.signing.pki import Pki


def _gather(pki: Pki, label: str, **more: str) -> ValidationData:
    return gather(
        [pki.chain(label)],
        trust_roots=pki.roots,
        fetch=Fetcher(headers=more),
        at=datetime.now(UTC),
    )


def test_the_answers_name_the_certificate_and_last_for_days(pki: Pki) -> None:
    data = _gather(pki, "leader")
    (answer,) = data.ocsps
    single = ocsp.OCSPResponse.load(answer).response_data["responses"][0]
    assert single["cert_status"].name == "good"
    assert data.usable_until == single["next_update"].native
    assert data.usable_until > datetime.now(UTC) + timedelta(days=2)
    assert len(data.crls) == 1
    labels = ("root", "issuer", "leader")
    assert set(data.certificates) == {pki.certificate(label) for label in labels}


def test_validation_data_survives_a_row(pki: Pki) -> None:
    data = _gather(pki, "leader-ec")
    assert ValidationData.from_json(data.to_json()) == data


@pytest.mark.parametrize(
    ("label", "refusal"),
    [
        ("revoked", CertificateRevoked),
        ("expired", CertificateExpired),
        ("evil", ChainUntrusted),
    ],
)
def test_a_bad_certificate_is_found_out(
    pki: Pki, label: str, refusal: type[CertificateRefused]
) -> None:
    with pytest.raises(refusal):
        _gather(pki, label)


def test_headers_reach_the_services(pki: Pki) -> None:
    past = datetime.now(UTC) - timedelta(days=30)
    data = gather(
        [pki.chain("leader")],
        trust_roots=pki.roots,
        fetch=Fetcher(headers={"X-Certomancer-Fake-Time": past.isoformat()}),
        at=past,
    )
    produced = ocsp.OCSPResponse.load(data.ocsps[0]).response_data["produced_at"].native
    assert abs(produced - past) < timedelta(seconds=2)


def test_everyone_in_a_signed_document_is_found_once(made: Made) -> None:
    def names(pdf: bytes) -> list[str]:
        return [describe(chain.leaf).subject for chain in chains_in(pdf)]

    assert names(made.by_leader) == ["Nguyễn Văn Đức", "TSA thử nghiệm"]
    assert names(made.sealed) == [
        *("Nguyễn Văn Đức", "TSA thử nghiệm", "Ủy ban nhân dân phường Thử Nghiệm")
    ]


def test_a_document_that_cannot_be_read_has_no_chains() -> None:
    with pytest.raises(DocumentUnreadable):
        chains_in(b"%PDF-1.7 nothing")


@pytest.fixture
def deaf_url() -> Iterator[str]:
    """A port that accepts connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


class _Authority:
    """A root that issues one certificate, to be asked about at `url`."""

    def __init__(self, url: str) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.root = self._issue("Gốc", x509.BasicConstraints(ca=True, path_length=None))
        place = x509.UniformResourceIdentifier(url)
        where = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, place)
        self.issued = self._issue("Ai đó", x509.AuthorityInformationAccess([where]))

    def _issue(self, subject: str, extension: x509.ExtensionType) -> x509.Certificate:
        now = datetime.now(UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)]))
            .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Gốc")]))
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(extension, critical=False)
            .sign(self.key, hashes.SHA256())
        )

    def good_until(self, end: datetime | None) -> bytes:
        """An OCSP answer, signed by the root."""
        now = datetime.now(UTC) - timedelta(minutes=1)
        good = x509_ocsp.OCSPCertStatus.GOOD
        answer = x509_ocsp.OCSPResponseBuilder().add_response(
            self.issued, self.root, hashes.SHA1(), good, now, end, None, None
        )
        answer = answer.responder_id(x509_ocsp.OCSPResponderEncoding.HASH, self.root)
        return answer.sign(self.key, hashes.SHA256()).public_bytes(Encoding.DER)

    def gather(self, others: Pki | None = None, timeout: float = 5) -> ValidationData:
        """With `others`: also about a certificate of theirs."""
        return gather(
            [
                CertificateChain(self.issued.public_bytes(Encoding.DER)),
                *([others.chain("leader")] if others else []),
            ],
            trust_roots=[
                self.root.public_bytes(Encoding.DER),
                *(others.roots if others else []),
            ],
            fetch=Fetcher(timeout=timeout),
            at=datetime.now(UTC),
        )


def test_an_answer_that_does_not_say_how_long_it_lasts_is_not_used(pki: Pki) -> None:
    answers: list[bytes] = []
    with answering(lambda _: answers[0], "application/ocsp-response") as url:
        authority = _Authority(url)
        end = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)
        answers.append(authority.good_until(end))
        assert authority.gather().usable_until == end
        assert authority.gather(pki).usable_until == end
        answers[0] = authority.good_until(None)
        for others in (None, pki):
            with pytest.raises(RevocationUnavailable):
                authority.gather(others)


def test_a_service_that_does_not_answer_is_waited_for_shortly(deaf_url: str) -> None:
    with pytest.raises(RevocationUnavailable, match="Ai đó"):
        _Authority(deaf_url).gather(timeout=0.2)


@pytest.mark.parametrize("content", [b"", b"busy"])
def test_an_answer_that_is_none_counts_as_no_answer(content: bytes) -> None:
    refused = pytest.raises(RevocationUnavailable, match="Ai đó")
    with answering(lambda _: content, "application/ocsp-response") as url, refused:
        _Authority(url).gather()


def test_a_service_that_is_down_is_told_by_the_certificate_concerned() -> None:
    with pytest.raises(RevocationUnavailable, match="Ai đó"):
        _Authority("http://127.0.0.1:1/").gather(timeout=1)
