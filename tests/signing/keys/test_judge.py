from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from signing.errors import (
    CertificateExpired,
    CertificateNotYetValid,
    CertificateRefused,
    CertificateRevoked,
    ChainUntrusted,
    KeyTooWeak,
    RevocationUnavailable,
    SomeoneElse,
    WrongHolder,
    WrongUsage,
)
from signing.keys.certificate import CertificateInfo
from signing.keys.judge import judge_certificate
from signing.profile import Holder
from signing.validation_data.fetch import Fetcher, fetch_answers
from signing.values import CertificateChain, ValidationData
from tests.signing.making import Made
from tests.signing.pki import LEADER_ID, SEAL_ID, Pki


def _data(pki: Pki, label: str) -> ValidationData:
    """Fresh answers, also about a certificate that `gather` would refuse."""
    now = datetime.now(UTC)
    path = (pki.certificate("root"), pki.certificate("issuer"), pki.certificate(label))
    answers = fetch_answers([path], Fetcher())
    return ValidationData(path[1:], answers.ocsps, answers.crls, now, now + timedelta(days=1))


def _judge(pki: Pki, label: str, data: ValidationData, **asked: object) -> CertificateInfo:
    usual = {"holder": Holder.PERSON, "identifier": LEADER_ID, "at": datetime.now(UTC)}
    return judge_certificate(
        pki.chain(label),
        trust_roots=pki.roots,
        validation_data=data,
        **{**usual, **asked},  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("label", "holder", "identifier"),
    [
        ("leader", Holder.PERSON, LEADER_ID),
        ("leader-ec", Holder.PERSON, LEADER_ID),
        ("seal", Holder.ORGANISATION, SEAL_ID),
    ],
)
def test_a_good_certificate_in_the_right_hands_may_sign(
    pki: Pki, label: str, holder: Holder, identifier: str
) -> None:
    info = _judge(pki, label, _data(pki, label), holder=holder, identifier=identifier)
    assert info.identifier == identifier


@pytest.mark.parametrize(
    ("label", "refusal"),
    [
        ("expired", CertificateExpired),
        ("future", CertificateNotYetValid),
        ("revoked", CertificateRevoked),
        ("encrypter", WrongUsage),
        ("evil", ChainUntrusted),
    ],
)
def test_a_bad_certificate_is_refused_for_its_own_reason(
    pki: Pki, made: Made, label: str, refusal: type[CertificateRefused]
) -> None:
    data = made.data if label == "evil" else _data(pki, label)
    if label == "evil":
        data = replace(data, usable_until=datetime.now(UTC) + timedelta(days=1))
    with pytest.raises(refusal) as refused:
        _judge(pki, label, data)
    assert refused.value.sentence.endswith(".")
    assert "“" in refused.value.sentence


def test_someone_elses_certificate_is_refused_by_name(pki: Pki) -> None:
    with pytest.raises(SomeoneElse, match="Nguyễn Văn Đức"):
        _judge(pki, "leader", _data(pki, "leader"), identifier="CCCD:001080000002")


def test_a_person_cannot_seal_and_an_organisation_cannot_sign_for_a_person(pki: Pki) -> None:
    data = _data(pki, "leader")
    with pytest.raises(WrongHolder, match="của cá nhân"):
        _judge(pki, "leader", data, holder=Holder.ORGANISATION)
    with pytest.raises(WrongHolder, match="của tổ chức"):
        _judge(pki, "seal", data, identifier=SEAL_ID)


def test_a_weak_key_is_refused_wherever_it_is_kept(pki: Pki) -> None:
    with pytest.raises(KeyTooWeak):
        _judge(pki, "weak-seal", _data(pki, "leader"))


def test_the_second_decides(pki: Pki) -> None:
    data = replace(_data(pki, "leader"), usable_until=datetime.max.replace(tzinfo=UTC))
    now = datetime.now(UTC)
    with pytest.raises(CertificateExpired):
        _judge(pki, "leader", data, at=now + timedelta(days=501))
    with pytest.raises(CertificateNotYetValid):
        _judge(pki, "leader", data, at=now - timedelta(days=501))


def test_without_answers_nothing_is_signed(pki: Pki) -> None:
    data = replace(_data(pki, "leader"), ocsps=(), crls=())
    with pytest.raises(RevocationUnavailable):
        _judge(pki, "leader", data)


def test_answers_about_another_certificate_do_not_help(pki: Pki) -> None:
    with pytest.raises(RevocationUnavailable):
        _judge(pki, "leader", _data(pki, "leader-ec"))


def test_answers_that_have_aged_are_not_used(pki: Pki) -> None:
    data = _data(pki, "leader")
    with pytest.raises(RevocationUnavailable):
        _judge(pki, "leader", data, at=data.usable_until + timedelta(seconds=1))


def test_a_missing_intermediate_is_untrusted(pki: Pki) -> None:
    data = replace(_data(pki, "leader"), certificates=())
    with pytest.raises(ChainUntrusted):
        judge_certificate(
            CertificateChain(pki.certificate("leader")),
            holder=Holder.PERSON,
            identifier=LEADER_ID,
            at=datetime.now(UTC),
            trust_roots=pki.roots,
            validation_data=data,
        )
