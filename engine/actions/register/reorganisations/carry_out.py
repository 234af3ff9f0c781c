"""The worker carries a reorganisation out: the register in one transaction, then the dossiers, one
a transaction, in the order of their ids. Killed at any moment, it goes on with the next one."""

from __future__ import annotations

from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from engine.actions.register.office import Change
from engine.actions.register.reorganisations.count import DOSSIERS, figures
from engine.actions.register.reorganisations.dossier_part import take_over
from engine.actions.register.reorganisations.register_part import RegisterPart
from engine.core.authority_moves import Cause
from engine.core.performers import PartyUnknown
from engine.core.reorganisation import Step, from_rows
from engine.errors import Overtaken, TrinhKyError
from engine.outside.outside import Outside
from engine.store.records import ReorganisationRow
from engine.store.register_changes import hold_register
from engine.store.register_epoch import bump_epoch
from engine.store.reorganisation_plan import plan_of
from engine.store.reorganisations import due_reorganisations, take_reorganisation
from engine.store.reorganised_dossiers import Going, going_dossiers
from engine.store.time import read_time

KIND = "reorganised"

log = structlog.get_logger()


def reorganise_some(outside: Outside) -> int:
    """The worker's turn: everything whose day has come; how many dossiers went. One that fails says
    so in its row and holds up nothing."""
    with outside.sessions.begin() as session:
        due = due_reorganisations(session, read_time(session, outside.clock.now()).now)
    return sum(_carry_out(outside, each) for each in due)


def _carry_out(outside: Outside, reorganisation_id: UUID) -> int:
    went = 0
    while True:
        try:
            answer = _next(outside, reorganisation_id)
        except Overtaken:
            continue  # somebody acted on the dossier meanwhile: judge it again
        except Exception as surprise:
            log.exception("reorganisation_failed", reorganisation=str(reorganisation_id))
            said = surprise.sentence if isinstance(surprise, TrinhKyError) else _software(surprise)
            with outside.sessions.begin() as session:
                session.get_one(ReorganisationRow, reorganisation_id).trouble = said
            return went
        if answer is None:
            return went
        went += answer


def _next(outside: Outside, reorganisation_id: UUID) -> int | None:
    """Do the next part; None when there is nothing left, or another worker has it."""
    with outside.sessions.begin() as session:
        row = take_reorganisation(session, reorganisation_id)
        if row is None:
            return None
        steps = from_rows(row.steps)
        now = read_time(session, outside.clock.now()).now
        if row.register_done_at is None:
            assert row.approved_by_id is not None
            _register(Change(session, row.approved_by_id, now), row, steps)
            return 0
        going = next(going_dossiers(session, steps, row.last_id), None)
        if going is None:
            row.outcome = {**(row.outcome or {}), DOSSIERS: row.moved}
            row.done_at, row.trouble = now, None
            log.info("reorganisation_done", reorganisation=str(row.id), dossiers=row.moved)
            return None
        return _dossier(session, outside, row, steps, going)


def _register(change: Change, row: ReorganisationRow, steps: tuple[Step, ...]) -> None:
    hold_register(change.session)
    plan = plan_of(change.session, steps, row.effective_at)
    row.outcome = figures(plan)
    RegisterPart(change, steps, plan, row.effective_at, row.decision).carry_out()
    row.register_done_at = change.now
    change.session.flush()
    bump_epoch(change.session)


def _dossier(
    session: Session,
    outside: Outside,
    row: ReorganisationRow,
    steps: tuple[Step, ...],
    going: Going,
) -> int:
    cause = Cause(KIND, row.id, row.decision)
    row.last_id = going.id
    try:
        with session.begin_nested():
            went = take_over(session, going.id, steps, cause, outside.clock.now())
    except Overtaken:
        raise
    except (TrinhKyError, PartyUnknown) as refused:
        row.left = [*row.left, [going.code, str(refused)]]
        log.warning("dossier_not_taken_over", dossier=str(going.id), why=str(refused))
        return 0
    row.moved, row.trouble = row.moved + went, None
    return int(went)


def _software(surprise: Exception) -> str:
    return f"Lỗi phần mềm ({type(surprise).__name__}); đã ghi nhật ký, hệ thống thử lại."
