"""The first half of a signature: what refuses it leaves nothing signed and the task open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from engine.actions.documents.attempts import begin
from engine.actions.documents.content import content_of
from engine.actions.documents.ready import ready_to_sign
from engine.actions.documents.seal import seal
from engine.actions.documents.show import page_to_sign, show
from engine.actions.documents.sign import sign
from engine.actions.documents.subject import spec_of
from engine.actions.judge import judge
from engine.actions.tasks.claim import claim
from engine.core.move import TaskRef
from engine.errors import AlreadyDone, NotFound, NotYours, SigningRefused, TrinhKyError
from engine.outside.keys import KeyFiles
from engine.simulate import demo_city as city
from engine.store.load_open_task import load_open_task
from engine.store.records import PersonRow, SigningAttemptRow
from engine.store.register_epoch import bump_epoch
from signing.errors import SigningError
from tests.engine.store.factory import census
from tests.factories.clock import local
from tests.factories.office import EXAMINE, SEAL, SIGN, Office, person
from tests.factories.people import change_elsewhere
from tests.factories.pki import EXPIRED_AT, REVOKED_AT, RunningPki
from tests.factories.stages import Case

SECRET = city.KEY_PASSWORD


def _page(case: Case, login: str = "chu_tich", step: str = SIGN) -> tuple[TaskRef, str]:
    ref = case.office.ref(case.id, step)
    return ref, show(case.office.outside, person(login), ref).sha256


def _with_keys(case: Case, pki: RunningPki, folder: Path, **swapped: str) -> Office:
    return case.office.with_outside(keys=KeyFiles(pki.keys_with(folder / "keys", **swapped)))


def _refused(
    office: Office, ref: TaskRef, sha256: str, login: str = "chu_tich", password: str = SECRET
) -> TrinhKyError | SigningError:
    """What signing says; that it stored nothing is seen here."""
    with office.outside.sessions() as session:
        before = census(session)
    refusal = _told(lambda: sign(office.outside, person(login), ref, sha256, password))
    with office.outside.sessions() as session:
        assert census(session) == before
    assert office.sweep() == 0
    assert office.open_steps(ref.dossier_id) == [SIGN]
    assert refusal.sentence.endswith(".")
    return refusal


def _told(act: Callable[[], object]) -> TrinhKyError | SigningError:
    try:
        act()
    except (TrinhKyError, SigningError) as refusal:
        return refusal
    pytest.fail("nothing was refused")


def _reason(refusal: TrinhKyError | SigningError) -> str:
    assert isinstance(refusal, SigningError | SigningRefused)
    return refusal.reason


def test_a_wrong_key_password_signs_nothing(to_sign: Case) -> None:
    ref, sha256 = _page(to_sign)
    assert _reason(_refused(to_sign.office, ref, sha256, password="sai")) == "wrong_password"


def test_a_signer_without_a_key_file_is_told_so(
    to_sign: Case, pki: RunningPki, tmp_path: Path
) -> None:
    folder = pki.keys_with(tmp_path / "keys")
    (folder / f"{city.seat('chu_tich').identity}.p12").unlink()
    ref, sha256 = _page(to_sign)
    refused = _refused(to_sign.office.with_outside(keys=KeyFiles(folder)), ref, sha256)
    assert _reason(refused) == "no_key"


@pytest.mark.parametrize(
    ("key", "at", "reason"),
    [
        ("revoked", REVOKED_AT, "certificate_revoked"),
        ("expired", EXPIRED_AT, "certificate_expired"),
        (city.seat("pho_chu_tich").identity, None, "someone_else"),
        (city.WARD_KEY, None, "wrong_holder"),
    ],
    ids=["revoked", "expired", "someone else's", "the organisation's"],
)
def test_a_certificate_that_may_not_sign_signs_nothing(
    to_sign: Case, pki: RunningPki, tmp_path: Path, key: str, at: object, reason: str
) -> None:
    office = _with_keys(to_sign, pki, tmp_path, chu_tich=key)
    ref, sha256 = _page(to_sign)
    if at is not None:
        office.clock.at = local("2026-03-09 14:00")
    assert _reason(_refused(office, ref, sha256)) == reason


@pytest.mark.parametrize("key", ["revoked", "expired"])
def test_the_same_certificate_signed_while_it_was_good(
    to_sign: Case, pki: RunningPki, tmp_path: Path, key: str
) -> None:
    office = _with_keys(to_sign, pki, tmp_path, chu_tich=key)
    office.sign(to_sign.id)
    office.sweep()
    assert office.open_steps(to_sign.id) == [SEAL]


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("expired", "certificate_expired"),
        (city.seat("pho_chu_tich").identity, "someone_else"),
    ],
)
def test_nobody_answering_about_revocation_excuses_no_other_fault(
    to_sign: Case, pki: RunningPki, tmp_path: Path, key: str, reason: str
) -> None:
    office = _with_keys(to_sign, pki, tmp_path, chu_tich=key)
    ref, sha256 = _page(to_sign)
    office.clock.at = local("2026-03-09 14:00")
    with pki.down("ocsp", "crls"):
        assert _reason(_refused(office, ref, sha256)) == reason


def test_a_page_that_is_not_the_one_shown_is_not_signed(to_sign: Case) -> None:
    ref, _ = _page(to_sign)
    assert _reason(_refused(to_sign.office, ref, "0" * 64)) == "page_changed"


def test_the_page_of_another_person_is_not_signed(to_sign: Case) -> None:
    ref, sha256 = _page(to_sign, "pho_chu_tich")
    assert _reason(_refused(to_sign.office, ref, sha256)) == "page_changed"


def test_before_a_page_was_opened_there_is_nothing_to_sign(to_sign: Case) -> None:
    ref = to_sign.office.ref(to_sign.id, SIGN)
    assert isinstance(_refused(to_sign.office, ref, "0" * 64), NotFound)


def test_who_is_not_competent_neither_sees_nor_signs_the_page(to_sign: Case) -> None:
    ref, sha256 = _page(to_sign)
    refused = _refused(to_sign.office, ref, sha256, "mot_cua")
    assert isinstance(refused, NotYours)
    assert refused.clause == "not_competent"
    with pytest.raises(NotYours):
        show(to_sign.office.outside, person("mot_cua"), ref)


def test_who_prepared_the_dossier_does_not_decide_it(to_sign: Case) -> None:
    ref, sha256 = _page(to_sign)
    refused = _refused(to_sign.office, ref, sha256, "tu_phap")
    assert isinstance(refused, NotYours)


def test_a_task_that_somebody_has_claimed_is_signed_by_nobody_else(to_sign: Case) -> None:
    ref, sha256 = _page(to_sign)
    claim(to_sign.office.outside, person("pho_chu_tich"), ref)
    refused = _refused(to_sign.office, ref, sha256)
    assert isinstance(refused, NotYours)
    assert refused.clause == "assigned"
    assert "Phạm Thu Hà" in refused.sentence


def test_a_signer_without_an_identifier_is_told_so(to_sign: Case) -> None:
    ref, sha256 = _page(to_sign)
    with to_sign.office.outside.sessions.begin() as session:
        bump_epoch(session)
        signer = session.scalars(
            select(PersonRow).where(PersonRow.id == city.seat("chu_tich").person_id)
        ).one()
        signer.identity = None
    assert _reason(_refused(to_sign.office, ref, sha256)) == "no_identity"


def test_a_form_step_and_the_seals_step_are_not_signed(received: Case, to_seal: Case) -> None:
    for case, step, login in ((received, EXAMINE, "tu_phap"), (to_seal, SEAL, "van_thu")):
        ref = case.office.ref(case.id, step)
        with pytest.raises(SigningRefused) as refused:
            sign(case.office.outside, person(login), ref, "0" * 64, SECRET)
        assert refused.value.reason == "not_a_signing_step"
    with pytest.raises(NotFound):
        show(received.office.outside, person("tu_phap"), received.office.ref(received.id, EXAMINE))


def test_the_signers_step_is_not_sealed(to_sign: Case) -> None:
    ref, sha256 = _page(to_sign)
    with pytest.raises(SigningRefused) as refused:
        seal(to_sign.office.outside, person("chu_tich"), ref, sha256, SECRET)
    assert refused.value.reason == "not_a_signing_step"


def test_while_a_signature_is_being_finished_nobody_makes_another(to_sign: Case) -> None:
    office, (ref, sha256) = to_sign.office, _page(to_sign)
    sign(office.outside, person("chu_tich"), ref, sha256, SECRET)
    with pytest.raises(AlreadyDone) as own:
        sign(office.outside, person("chu_tich"), ref, sha256, "not even looked at")
    assert own.value.sentence.startswith("Ông/bà đã ký")
    shown = show(office.outside, person("pho_chu_tich"), ref)
    with pytest.raises(AlreadyDone) as other:
        sign(office.outside, person("pho_chu_tich"), ref, shown.sha256, SECRET)
    assert other.value.by == "Lê Quang Hùng"


# --- the page -----------------------------------------------------------------------------------


def test_the_page_is_written_once_for_each_mandate(to_sign: Case) -> None:
    office = to_sign.office
    ref = office.ref(to_sign.id, SIGN)
    first = show(office.outside, person("chu_tich"), ref)
    version = office.dossier(to_sign.id).version
    assert show(office.outside, person("chu_tich"), ref) == first
    assert office.dossier(to_sign.id).version == version
    other = show(office.outside, person("pho_chu_tich"), ref)
    assert other.sha256 != first.sha256
    assert first.capacity == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert other.capacity == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert any("15/QĐ-UBND" in says for says in other.says)


def test_a_page_of_an_earlier_round_is_not_the_page_of_this_one(to_sign: Case) -> None:
    office, (ref, sha256) = to_sign.office, _page(to_sign)
    [document] = office.documents(to_sign.id)
    with office.outside.sessions() as session:
        dossier, task, around, now = load_open_task(session, ref, office.clock.now())
        says = content_of(session, dossier, spec_of(dossier, task))
    mandate = judge(person("chu_tich").person_id, task, dossier, around, now)
    assert mandate is not None
    page = page_to_sign(document, task, mandate, says)
    assert page is not None
    assert page.file_sha256 == sha256
    assert page_to_sign(document, replace(task, id=uuid4()), mandate, says) is None
    assert page_to_sign(document, task, replace(mandate, id="another"), says) is None
    assert page_to_sign(document, task, mandate, replace(says, sha256="another")) is None


def test_a_change_of_the_register_elsewhere_leaves_the_page_as_it_is(to_sign: Case) -> None:
    office, (ref, sha256) = to_sign.office, _page(to_sign)
    change_elsewhere(office.outside)
    assert show(office.outside, person("chu_tich"), ref).sha256 == sha256
    sign(office.outside, person("chu_tich"), ref, sha256, SECRET)


def test_the_password_is_written_nowhere(to_sign: Case, caplog: pytest.LogCaptureFixture) -> None:
    to_sign.office.sign(to_sign.id)
    with to_sign.office.outside.sessions() as session:
        kept = repr(census(session)) + caplog.text
        [attempt] = session.scalars(select(SigningAttemptRow))
        half = to_sign.office.outside.files.get(str(attempt.begun_sha256))
    assert SECRET not in kept
    assert SECRET.encode() not in half


def test_an_attempt_whose_process_died_is_replaced_by_the_next(to_sign: Case) -> None:
    office, (ref, sha256) = to_sign.office, _page(to_sign)
    left = _begun(office, ref, sha256)
    office.sign(to_sign.id)
    with office.outside.sessions() as session:
        told = {a.id: (a.status, a.trouble) for a in session.scalars(select(SigningAttemptRow))}
    assert told.pop(left) == ("refused", "Lần ký trước bị ngắt giữa chừng, chưa có chữ ký.")
    assert list(told.values()) == [("made", None)]


def _begun(office: Office, ref: TaskRef, sha256: str) -> UUID:
    return begin(
        office.outside, ready_to_sign(office.outside, person("chu_tich"), ref, sha256, "sign")
    ).id


def test_no_signing_task_that_never_was(to_sign: Case) -> None:
    with pytest.raises(NotFound):
        show(to_sign.office.outside, person("chu_tich"), TaskRef(to_sign.id, uuid4()))
