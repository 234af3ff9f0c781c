"""A registrar writes a line of a draft anew: its receivers, its procedures, its condition."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.register.grants.line import draft_of, fall_back, line_known, written
from engine.actions.register.instruments.line_told import LineTold, columns_told
from engine.actions.register.office import changing
from engine.actions.register.wrong import LONGEST_REASON, Wrong
from engine.outside.outside import Outside
from engine.store.register_changes import correct


def correct_grant(
    outside: Outside,
    actor: Actor,
    grant_id: UUID,
    told: LineTold,
    reason: str = "",
    seen: int | None = None,
) -> None:
    """`seen` is the row that the page showed. Raises NotYours, NotFound, NotADraft, AlreadyDone,
    InvalidAnswers."""
    with changing(outside, actor) as change:
        former, wrong = line_known(change, grant_id), Wrong()
        draft = draft_of(change, former.instrument_id)
        why = wrong.line("reason", reason, None, LONGEST_REASON) or None
        row = written(change, draft, replace(told, id=grant_id), wrong)
        correct(
            change.session,
            former,
            change.by_id,
            change.now,
            reason=why,
            seen=seen,
            **columns_told(row),
        )
        fall_back(change, draft.act, why)
