"""The văn thư numbers, dates and seals: the number is used once and never lost silently."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import delete, select, update

from engine.actions.documents.dates import number_and_date
from engine.actions.documents.seal import seal
from engine.actions.documents.show import show
from engine.errors import AlreadyDone, NotFound, NotYours
from engine.outside.keys import KeyFiles
from engine.simulate import demo_city as city
from engine.store.records import NumberRow, OutboxRow, SigningAttemptRow
from signing.errors import RevocationUnavailable, SigningError
from signing.values import ValidationData
from tests.engine.store.factory import census
from tests.factories.clock import local
from tests.factories.office import EXAMINE, FIT, GATHER, HAND_OVER, RELEASE, SEAL, Office, person
from tests.factories.pki import REVOKED_AT, RunningPki
from tests.factories.stages import Case

SECRET = city.KEY_PASSWORD
CLERK = person("van_thu")


def _numbers(office: Office) -> list[tuple[int, str, str | None]]:
    with office.outside.sessions() as session:
        rows = session.scalars(select(NumberRow).order_by(NumberRow.reserved_at))
        return [(n.value, n.status, n.reason) for n in rows]


@pytest.mark.parametrize(
    ("swapped", "at", "reason"),
    [
        (None, None, "wrong_password"),
        (city.seat("van_thu").identity, None, "wrong_holder"),
        ("revoked-seal", REVOKED_AT, "certificate_revoked"),
    ],
    ids=["a wrong password", "a person's certificate", "a revoked certificate"],
)
def test_a_seal_that_may_not_seal_takes_no_number(
    to_seal: Case, pki: RunningPki, tmp_path: Path, swapped: str | None, at: object, reason: str
) -> None:
    office = to_seal.office
    if swapped is not None:
        folder = pki.keys_with(tmp_path / "keys", ward=swapped)
        office = office.with_outside(keys=KeyFiles(folder))
    if at is not None:
        office.clock.at = local("2026-03-09 14:00")
    ref = office.ref(to_seal.id, SEAL)
    sha256 = show(office.outside, CLERK, ref).sha256
    with office.outside.sessions() as session:
        before = census(session)
    with pytest.raises(SigningError) as refused:
        seal(office.outside, CLERK, ref, sha256, "sai" if swapped is None else SECRET)
    assert refused.value.reason == reason
    with office.outside.sessions() as session:
        assert census(session) == before
    assert office.open_steps(to_seal.id) == [SEAL]


def test_only_the_clerk_with_the_seal_seals(to_seal: Case) -> None:
    ref = to_seal.office.ref(to_seal.id, SEAL)
    sha256 = show(to_seal.office.outside, CLERK, ref).sha256
    for login in ("chu_tich", "mot_cua"):
        with pytest.raises(NotYours) as refused:
            seal(to_seal.office.outside, person(login), ref, sha256, SECRET)
        assert refused.value.clause == "not_competent"


def test_the_evidence_of_the_worker_is_used_while_it_is_fresh(
    to_seal: Case, pki: RunningPki
) -> None:
    with pki.down("ocsp", "crls"):
        to_seal.office.seal(to_seal.id)


def test_stale_evidence_is_gathered_anew_and_without_an_answer_nothing_is_sealed(
    to_seal: Case, pki: RunningPki
) -> None:
    office = to_seal.office
    [document] = office.documents(to_seal.id)
    evidence = ValidationData.from_json(
        office.outside.files.get(str(document.evidence_sha256)).decode()
    )
    office.clock.at = evidence.usable_until
    ref = office.ref(to_seal.id, SEAL)
    sha256 = show(office.outside, CLERK, ref).sha256
    with pki.down("ocsp", "crls"), pytest.raises(RevocationUnavailable):
        seal(office.outside, CLERK, ref, sha256, SECRET)
    assert _numbers(office) == []
    office.seal(to_seal.id)
    assert office.sweep() == 2
    assert office.documents(to_seal.id)[0].status == "released"


def test_a_seal_without_a_timestamp_waits_and_keeps_its_number(
    to_seal: Case, pki: RunningPki
) -> None:
    office = to_seal.office
    with pki.down("tsa"):
        office.seal(to_seal.id)
        assert office.sweep() == 0
    assert office.open_steps(to_seal.id) == [SEAL]
    assert _numbers(office) == [(1, "reserved", None)]
    assert office.documents(to_seal.id)[0].number is None
    office.clock.forward(seconds=10)
    assert office.sweep() == 2
    assert _numbers(office) == [(1, "assigned", None)]
    assert office.documents(to_seal.id)[0].number == 1


def test_a_seal_that_failed_leaves_its_number_to_the_next_seal(
    to_seal: Case, pki: RunningPki, tmp_path: Path
) -> None:
    folder = pki.keys_with(tmp_path / "keys", ward="revoked-seal")
    failing = to_seal.office.with_outside(keys=KeyFiles(folder))
    attempt_id = failing.seal(to_seal.id)
    failing.clock.at = local("2026-03-09 14:00")
    failing.sweep()
    with failing.outside.sessions() as session:
        attempt = session.get_one(SigningAttemptRow, (to_seal.id, attempt_id))
    assert attempt.status == "refused"
    assert attempt.trouble is not None
    assert "thu hồi" in attempt.trouble
    to_seal.office.seal(to_seal.id)
    to_seal.office.sweep()
    assert _numbers(to_seal.office) == [(1, "assigned", None)]


def test_a_seal_that_failed_in_the_old_year_leaves_a_gap_with_its_reason(
    to_seal: Case, pki: RunningPki
) -> None:
    office = to_seal.office
    office.clock.at = local("2026-12-31 16:00")
    attempt_id = office.seal(to_seal.id)
    _interrupt(office, to_seal.id, attempt_id)
    office.clock.at = local("2027-01-04 09:00")
    office.seal(to_seal.id)
    assert office.sweep() == 2
    old, new = _numbers(office)
    assert old == (1, "cancelled", "Văn bản được phát hành trong năm khác.")
    assert new == (1, "assigned", None)
    [document] = office.documents(to_seal.id)
    assert document.issued_at == office.clock.now()


def _interrupt(office: Office, dossier_id: UUID, attempt_id: UUID) -> None:
    """As if the raw signature had never come back."""
    with office.outside.sessions.begin() as session:
        session.execute(
            update(SigningAttemptRow)
            .where(SigningAttemptRow.id == attempt_id)
            .values(status="begun")
        )
        session.execute(
            delete(OutboxRow).where(
                OutboxRow.dossier_id == dossier_id, OutboxRow.kind == "finish_signature"
            )
        )


def test_two_clerks_who_seal_at_once_use_one_number(to_seal: Case) -> None:
    office, ref = to_seal.office, to_seal.office.ref(to_seal.id, SEAL)
    sha256 = show(office.outside, CLERK, ref).sha256

    def attempt(_: int) -> bool:
        try:
            seal(office.outside, CLERK, ref, sha256, SECRET)
        except AlreadyDone:
            return False
        return True

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(attempt, range(3))).count(True) == 1
    assert office.sweep() == 2
    assert office.open_steps(to_seal.id) == [HAND_OVER]
    assert _numbers(office) == [(1, "assigned", None)]


def test_before_the_signature_there_is_nothing_to_seal(to_seal: Case) -> None:
    office = to_seal.office
    second = office.receive().dossier_id
    office.complete("tu_phap", second, EXAMINE, FIT)
    with pytest.raises(NotFound):
        show(office.outside, CLERK, replace(office.ref(to_seal.id, SEAL), dossier_id=second))
    assert GATHER not in office.open_steps(second)
    assert RELEASE not in office.open_steps(second)


@pytest.mark.parametrize(
    ("number", "at", "written"),
    [
        (7, "2026-03-09 09:00", ("07", "09", "3", "2026")),
        (10, "2026-02-28 09:00", ("10", "28", "02", "2026")),
        (123, "2026-12-31 23:30", ("123", "31", "12", "2026")),
        (1, "2027-01-01 00:10", ("01", "01", "01", "2027")),
    ],
)
def test_number_and_date_are_written_as_the_decree_says(
    number: int, at: str, written: tuple[str, ...]
) -> None:
    assert tuple(number_and_date(number, local(at)).values()) == written
