"""An instrument that is still being written: who may touch it, and what a touch does to it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.register.office import Change
from engine.core.authority.register import InstrumentState
from engine.errors import NotADraft, NotFound, NotYours
from engine.say import say
from engine.store.records import InstrumentRow
from engine.store.register_acts import who_entered
from engine.store.register_changes import correct, known_row

UNISSUED = (InstrumentState.DRAFT, InstrumentState.REVIEWED)


def instrument_known(session: Session, instrument_id: UUID) -> InstrumentRow:
    """Raises NotFound."""
    row = known_row(session, InstrumentRow, instrument_id)
    if row is None:
        raise NotFound(say("Không có văn bản giao quyền này trong danh mục thẩm quyền."))
    return row


def draft_known(session: Session, instrument_id: UUID) -> InstrumentRow:
    """One that gives nothing yet. Raises NotFound, NotADraft."""
    row = instrument_known(session, instrument_id)
    if row.state not in UNISSUED:
        raise NotADraft(row.state)
    return row


def rewrite(
    change: Change,
    act: InstrumentRow,
    *,
    kind: str = "corrected",
    reason: str | None = None,
    seen: int | None = None,
    **changed: Any,
) -> InstrumentRow:
    """A new row of the draft: what was reviewed is a draft again. Raises AlreadyDone."""
    return correct(
        change.session,
        act,
        change.by_id,
        change.now,
        kind=kind,
        reason=reason,
        seen=seen,
        **{"state": InstrumentState.DRAFT, "state_since": change.now, **changed},
    )


def require_other_eyes(change: Change, act: InstrumentRow) -> None:
    """Raises NotYours for everybody who wrote a row of it, or of one of its lines."""
    if change.by_id in who_entered(change.session, act.id, [InstrumentState.DRAFT]):
        raise NotYours(
            say(
                "Ông/bà đã nhập hoặc sửa văn bản này nên không được thẩm định hay đưa vào hiệu "
                "lực; việc đó phải do người quản trị thẩm quyền khác làm."
            ),
            "entered_it",
        )
