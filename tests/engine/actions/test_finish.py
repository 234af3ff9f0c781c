"""The second half of a signature: it waits, it is finished, or it is refused; never lowered."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select, update

from engine.actions.documents.attempts import begin, make, refuse
from engine.actions.documents.finish import finish
from engine.actions.documents.ready import Ready, ready_to_sign
from engine.actions.documents.show import show
from engine.actions.documents.sign import sign
from engine.actions.operations.retry import retry
from engine.core.dossier import Attempt
from engine.errors import AlreadyDone, NotFound, SigningRefused
from engine.outside.keys import KeyFiles
from engine.questions.operations.operations import stuck
from engine.questions.task.attempt import attempt as attempt_view
from engine.simulate import demo_city as city
from engine.store.documents import load_attempt
from engine.store.history import history_of
from engine.store.records import OutboxRow, SigningAttemptRow
from signing.apply.begin import begin_signature
from signing.keys.key import DIGEST
from signing.validation_data.gather import chains_in
from signing.verify.verify import verify
from tests.factories.clock import local
from tests.factories.meanwhile import meanwhile
from tests.factories.office import GATHER, HAND_OVER, RELEASE, SEAL, SIGN, Office, person
from tests.factories.people import (
    change_elsewhere,
    correct_appointment,
    end_assignment,
    revoke_assignment,
)
from tests.factories.pki import EXPIRED_AT, REVOKED_AT, RunningPki
from tests.factories.stages import Case

CHAIRMAN = person("chu_tich")


def _attempt(office: Office, dossier_id: UUID, attempt_id: UUID) -> Attempt:
    with office.outside.sessions() as session:
        found = load_attempt(session, dossier_id, attempt_id)
    assert found is not None
    return found


def _history(office: Office, dossier_id: UUID) -> list[dict[str, object]]:
    with office.outside.sessions() as session:
        return [json.loads(content) for _, content in history_of(session, dossier_id)]


def _waiting(office: Office, dossier_id: UUID) -> list[str | None]:
    """The troubles of what is not done."""
    with office.outside.sessions() as session:
        return list(
            session.scalars(
                select(OutboxRow.trouble).where(
                    OutboxRow.dossier_id == dossier_id, OutboxRow.done_at.is_(None)
                )
            )
        )


def _assert_not_released(office: Office, dossier_id: UUID, attempt_id: UUID, reason: str) -> None:
    """Nothing is signed, the task is open, and the history says why."""
    assert office.sweep() == 1
    assert _attempt(office, dossier_id, attempt_id).status == "refused"
    assert office.open_steps(dossier_id) == [SIGN]
    [document] = office.documents(dossier_id)
    assert [v.stage for v in document.versions] == ["shown"]
    last = _history(office, dossier_id)[-1]
    assert (last["kind"], last["reason"]) == ("signature_refused", reason)
    assert _waiting(office, dossier_id) == []
    seen = attempt_view(office.outside, CHAIRMAN, dossier_id, attempt_id)
    assert seen.status == "refused"
    assert seen.trouble is not None
    assert seen.trouble.endswith(".")


# --- services that do not answer ----------------------------------------------------------------


def test_without_a_timestamp_the_signature_waits_visibly_and_is_finished_later(
    to_sign: Case, pki: RunningPki
) -> None:
    office = to_sign.office
    with pki.down("tsa"):
        attempt_id = office.sign(to_sign.id)
        assert office.sweep() == 0
        seen = attempt_view(office.outside, CHAIRMAN, to_sign.id, attempt_id)
        assert (seen.status, seen.tries) == ("made", 1)
        assert seen.trouble is not None
        assert "dấu thời gian" in seen.trouble
        assert seen.next_try_at is not None
        [waits] = stuck(office.outside, CHAIRMAN)
        assert (waits.what, waits.why) == ("Hoàn tất chữ ký", seen.trouble)
        assert office.open_steps(to_sign.id) == [SIGN]
        office.clock.forward(seconds=6)
        assert office.sweep() == 0
    assert office.sweep() == 0  # not due yet: the second pause is longer
    office.clock.forward(seconds=11)
    assert office.sweep() == 2
    assert _attempt(office, to_sign.id, attempt_id).status == "finished"
    assert stuck(office.outside, CHAIRMAN) == ()
    [document] = office.documents(to_sign.id)
    signed = document.latest("signed")
    assert signed is not None
    assert len(chains_in(office.outside.files.get(signed.file_sha256))) == 2  # signer and TSA


def test_no_timestamp_service_at_all_is_told_and_never_signed_without(to_sign: Case) -> None:
    services = replace(to_sign.office.outside.services, tsa_url=None)
    office = to_sign.office.with_outside(services=services)
    office.sign(to_sign.id)
    assert office.sweep() == 0
    [trouble] = _waiting(office, to_sign.id)
    assert trouble is not None
    assert "TRINHKY_TSA_URL" in trouble
    assert office.open_steps(to_sign.id) == [SIGN]


def test_what_waits_can_be_tried_again_at_once(to_sign: Case, pki: RunningPki) -> None:
    office = to_sign.office
    with pki.down("tsa"):
        office.sign(to_sign.id)
        office.sweep()
    [waits] = stuck(office.outside, CHAIRMAN)
    assert waits.outbox_id is not None
    assert office.sweep() == 0
    retry(office.outside, CHAIRMAN, to_sign.id, waits.outbox_id)
    assert office.sweep() == 2
    with pytest.raises(NotFound):
        retry(office.outside, CHAIRMAN, to_sign.id, waits.outbox_id)


def test_without_a_revocation_answer_the_signature_is_made_and_waits(
    to_sign: Case, pki: RunningPki
) -> None:
    office = to_sign.office
    with pki.down("ocsp", "crls"):
        attempt_id = office.sign(to_sign.id)
        assert office.sweep() == 0
        [trouble] = _waiting(office, to_sign.id)
        assert trouble is not None
        assert "thu hồi" in trouble
        assert _attempt(office, to_sign.id, attempt_id).status == "made"
    office.clock.forward(seconds=10)
    assert office.sweep() == 2
    assert office.open_steps(to_sign.id) == [SEAL]


def test_without_a_revocation_answer_the_evidence_waits(to_sign: Case, pki: RunningPki) -> None:
    office = to_sign.office
    attempt_id = office.sign(to_sign.id)
    finish(office.outside, to_sign.id, attempt_id)
    assert office.open_steps(to_sign.id) == [GATHER]
    with pki.down("ocsp", "crls"):
        assert office.sweep() == 0
        [waits] = stuck(office.outside, CHAIRMAN)
        assert waits.what == "Bước máy"
    assert office.open_steps(to_sign.id) == [GATHER]
    office.clock.forward(seconds=10)
    assert office.sweep() == 1
    assert office.open_steps(to_sign.id) == [SEAL]


# --- certificates that end meanwhile ------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "after", "reason"),
    [
        ("revoked", REVOKED_AT, "certificate_revoked"),
        ("expired", EXPIRED_AT, "certificate_expired"),
    ],
)
def test_a_certificate_that_ended_after_the_signature_releases_nothing(
    to_sign: Case, pki: RunningPki, tmp_path: Path, key: str, after: object, reason: str
) -> None:
    folder = pki.keys_with(tmp_path / "keys", chu_tich=key)
    office = to_sign.office.with_outside(keys=KeyFiles(folder))
    attempt_id = office.sign(to_sign.id)
    office.clock.at = local("2026-03-09 14:00")
    _assert_not_released(office, to_sign.id, attempt_id, reason)


def test_a_half_made_file_that_was_damaged_releases_nothing(to_sign: Case) -> None:
    office = to_sign.office
    attempt_id = office.sign(to_sign.id)
    kept = json.loads(
        office.outside.files.get(str(_attempt(office, to_sign.id, attempt_id).begun_sha256))
    )
    pdf = bytearray(office.outside.files.get(kept["pdf"]))
    pdf[500] ^= 1
    kept["pdf"] = office.outside.files.put(bytes(pdf))
    forged = office.outside.files.put(json.dumps(kept).encode())
    _rewrite(office, to_sign.id, attempt_id, begun_sha256=forged)
    _assert_not_released(office, to_sign.id, attempt_id, "document_changed")


def test_a_raw_signature_of_another_key_releases_nothing(to_sign: Case) -> None:
    office = to_sign.office
    attempt_id = office.sign(to_sign.id)
    _rewrite(office, to_sign.id, attempt_id, raw_signature=bytes(256))
    _assert_not_released(office, to_sign.id, attempt_id, "wrong_key")


def _rewrite(office: Office, dossier_id: UUID, attempt_id: UUID, **columns: object) -> None:
    with office.outside.sessions.begin() as session:
        session.execute(
            update(SigningAttemptRow)
            .where(SigningAttemptRow.dossier_id == dossier_id, SigningAttemptRow.id == attempt_id)
            .values(**columns)
        )


# --- authority that ends meanwhile --------------------------------------------------------------


def test_an_instrument_revoked_after_the_signature_releases_nothing(to_sign: Case) -> None:
    office = to_sign.office
    attempt_id = office.sign(to_sign.id, "pho_chu_tich")
    office.clock.forward(minutes=1)
    revoke_assignment(office.outside, office.clock.now())
    _assert_not_released(office, to_sign.id, attempt_id, "revoked")
    office.sign(to_sign.id, "chu_tich")
    office.sweep()
    assert office.open_steps(to_sign.id) == [SEAL]


def test_an_instrument_revoked_while_the_timestamp_was_made_releases_nothing(
    to_sign: Case,
) -> None:
    office = to_sign.office
    attempt_id = office.sign(to_sign.id, "pho_chu_tich")

    services = meanwhile(
        office.outside.services, lambda: revoke_assignment(office.outside, office.clock.now())
    )
    slow = office.with_outside(services=services)
    _assert_not_released(slow, to_sign.id, attempt_id, "revoked")


def test_a_signer_whom_the_register_no_longer_knows_releases_nothing(to_sign: Case) -> None:
    office = to_sign.office
    attempt_id = office.sign(to_sign.id, "pho_chu_tich")
    correct_appointment(office.outside, "pho_chu_tich", office.clock.now())
    _assert_not_released(office, to_sign.id, attempt_id, "not_appointed")


def test_a_change_of_the_register_elsewhere_does_not_void_a_signature(to_sign: Case) -> None:
    office = to_sign.office
    attempt_id = office.sign(to_sign.id)
    change_elsewhere(office.outside)
    assert office.sweep() == 2
    assert _attempt(office, to_sign.id, attempt_id).status == "finished"


# --- twice, and together ------------------------------------------------------------------------


def test_finishing_twice_changes_nothing(to_sign: Case) -> None:
    office = to_sign.office
    attempt_id = office.sign(to_sign.id)
    finish(office.outside, to_sign.id, attempt_id)
    assert len(_waiting(office, to_sign.id)) == 1  # the evidence alone
    version = office.dossier(to_sign.id).version
    finish(office.outside, to_sign.id, attempt_id)
    finish(office.outside, to_sign.id, UUID(int=0))
    assert office.dossier(to_sign.id).version == version


def test_a_refusal_settles_what_was_asked_of_the_worker(to_sign: Case) -> None:
    office = to_sign.office
    attempt_id = office.sign(to_sign.id, "pho_chu_tich")
    revoke_assignment(office.outside, office.clock.now())
    finish(office.outside, to_sign.id, attempt_id)
    assert _waiting(office, to_sign.id) == []


def test_two_workers_that_refuse_leave_one_refusal(to_sign: Case) -> None:
    office = to_sign.office
    attempt_id = office.sign(to_sign.id)
    attempt = _attempt(office, to_sign.id, attempt_id)
    for _ in range(2):
        refuse(office.outside, office.ref(to_sign.id, SIGN), attempt, "wrong_key", "Sai khóa.")
    kinds = [entry["kind"] for entry in _history(office, to_sign.id)]
    assert kinds.count("signature_refused") == 1


def test_a_mandate_that_changed_before_the_key_was_used_is_told(to_sign: Case) -> None:
    office, ref = to_sign.office, to_sign.office.ref(to_sign.id, SIGN)
    deputy = person("pho_chu_tich")
    shown = show(office.outside, deputy, ref).sha256
    ready = ready_to_sign(office.outside, deputy, ref, shown, "sign")
    end_assignment(office.outside, office.clock.now() + timedelta(hours=1))
    with pytest.raises(SigningRefused) as refused:
        begin(office.outside, ready)
    assert refused.value.reason == "page_changed"


def test_a_mandate_that_changed_after_the_signature_releases_nothing(to_sign: Case) -> None:
    office = to_sign.office
    attempt_id = office.sign(to_sign.id, "pho_chu_tich")
    end_assignment(office.outside, office.clock.now() + timedelta(hours=1))
    _assert_not_released(office, to_sign.id, attempt_id, "mandate_changed")


def test_a_mandate_that_changed_while_the_timestamp_was_made_releases_nothing(
    to_sign: Case,
) -> None:
    office = to_sign.office
    attempt_id = office.sign(to_sign.id, "pho_chu_tich")
    ends = office.clock.now() + timedelta(hours=1)
    services = meanwhile(office.outside.services, lambda: end_assignment(office.outside, ends))
    slow = office.with_outside(services=services)
    _assert_not_released(slow, to_sign.id, attempt_id, "mandate_changed")


def test_of_two_who_sign_at_once_one_signature_is_kept(to_sign: Case) -> None:
    """The later `begin` takes the place of the earlier, whose raw signature comes too late."""
    office, ref = to_sign.office, to_sign.office.ref(to_sign.id, SIGN)
    shown = show(office.outside, CHAIRMAN, ref).sha256
    ready = ready_to_sign(office.outside, CHAIRMAN, ref, shown, "sign")
    earlier = begin(office.outside, ready).id
    later = sign(office.outside, CHAIRMAN, ref, shown, city.KEY_PASSWORD)
    with pytest.raises(AlreadyDone):
        _make(office, ready, earlier)
    with pytest.raises(AlreadyDone):
        begin(office.outside, ready)
    assert office.sweep() == 2
    assert _attempt(office, to_sign.id, earlier).status == "refused"
    assert _attempt(office, to_sign.id, later).status == "finished"


def _make(office: Office, ready: Ready, attempt_id: UUID) -> None:
    """The second step of an attempt that was begun before."""
    key = office.outside.keys.open(city.seat("chu_tich").identity, city.KEY_PASSWORD)
    begun = begin_signature(
        office.outside.files.get(ready.shown_sha256),
        ready.field,
        key.chain,
        profile=ready.profile,
        signed_at=ready.now,
        reason="Ký ban hành văn bản",
        location=ready.place,
        appearance=ready.appearance,
    )
    make(office.outside, ready, attempt_id, begun, key.sign_raw(begun.attributes, DIGEST))


def test_a_worker_that_was_slow_does_not_release_what_another_has_refused(
    to_sign: Case,
) -> None:
    office = to_sign.office
    attempt_id = office.sign(to_sign.id)
    services = meanwhile(
        office.outside.services,
        lambda: _rewrite(office, to_sign.id, attempt_id, status="refused"),
    )
    office.with_outside(services=services).sweep()
    assert office.open_steps(to_sign.id) == [SIGN]
    [document] = office.documents(to_sign.id)
    assert document.status == "shown"


# --- the end ------------------------------------------------------------------------------------


def test_a_result_that_does_not_verify_is_not_released(to_seal: Case) -> None:
    office = to_seal.office
    attempt_id = office.seal(to_seal.id)
    finish(office.outside, to_seal.id, attempt_id)
    assert office.open_steps(to_seal.id) == [RELEASE]
    trusting_nobody = replace(office.outside.services, trust=office.outside.settings.home / "none")
    assert office.with_outside(services=trusting_nobody).sweep() == 0
    [trouble] = _waiting(office, to_seal.id)
    assert trouble is not None
    assert "không qua kiểm tra cuối" in trouble
    assert office.documents(to_seal.id)[0].status == "sealed"
    office.clock.forward(seconds=10)
    assert office.sweep() == 1
    assert office.open_steps(to_seal.id) == [HAND_OVER]


def test_an_unfinished_file_is_not_valid_at_any_stage(to_seal: Case) -> None:
    [document] = to_seal.office.documents(to_seal.id)
    roots = to_seal.office.outside.services.roots()
    for version in document.versions:
        report = verify(
            to_seal.office.outside.files.get(version.file_sha256),
            roots,
            at=to_seal.office.clock.now(),
        )
        assert report.verdict == "invalid"
