"""A reorganisation that was entered is approved by somebody else, or dropped."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.register.office import require_registrar
from engine.actions.register.reorganisations.count import counted
from engine.core.reorganisation import from_rows
from engine.errors import AlreadyDone, NotFound, NotYours
from engine.outside.outside import Outside
from engine.say import say
from engine.store.records import ReorganisationRow


def approve_reorganisation(outside: Outside, actor: Actor, reorganisation_id: UUID) -> None:
    """What its preview counts is kept; from its day on the worker carries it out.

    Raises NotYours (no registrar, or the one who entered it), NotFound, AlreadyDone.
    """
    with outside.sessions.begin() as session:
        now = require_registrar(session, outside, actor)
        row = _undecided(session, reorganisation_id)
        if row.entered_by_id == actor.person_id:
            raise NotYours(
                say("Người nhập không tự duyệt; quản trị thẩm quyền khác phải xem và duyệt.")
            )
        row.foreseen = counted(session, from_rows(row.steps), row.effective_at)
        row.approved_by_id, row.approved_at = actor.person_id, now
    outside.queue.nudge()


def drop_reorganisation(outside: Outside, actor: Actor, reorganisation_id: UUID) -> None:
    """It is not carried out; it stays to be read. An approved one may be dropped until it begins.

    Raises NotYours, NotFound, AlreadyDone.
    """
    with outside.sessions.begin() as session:
        now = require_registrar(session, outside, actor)
        row = _taken(session, reorganisation_id)
        if row.register_done_at is not None or row.dropped_at is not None:
            raise AlreadyDone(say("Việc sắp xếp này đã được thực hiện hoặc đã bỏ."))
        row.dropped_at = now


def _undecided(session: Session, reorganisation_id: UUID) -> ReorganisationRow:
    row = _taken(session, reorganisation_id)
    if row.approved_at is not None or row.dropped_at is not None:
        raise AlreadyDone(say("Việc sắp xếp này đã được duyệt hoặc đã bỏ."))
    return row


def _taken(session: Session, reorganisation_id: UUID) -> ReorganisationRow:
    """Held until the commit."""
    row = session.get(ReorganisationRow, reorganisation_id, with_for_update=True)
    if row is None:
        raise NotFound(say("Không có việc sắp xếp này."))
    return row
