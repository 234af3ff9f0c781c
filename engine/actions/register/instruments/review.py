"""A second registrar has compared the draft with the decision: reviewed."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.register.instruments.draft import draft_known, require_other_eyes, rewrite
from engine.actions.register.instruments.rules import judged, refuse_grave
from engine.actions.register.office import changing
from engine.core.authority.register import InstrumentState
from engine.errors import AlreadyDone
from engine.outside.outside import Outside
from engine.say import say
from engine.store.register_acts import lines_of


def review(outside: Outside, actor: Actor, instrument_id: UUID, seen: int | None) -> None:
    """`seen` is the row that the page showed. Raises NotYours (also for who entered it), NotFound,
    NotADraft, AlreadyDone; InvalidAnswers when the rules of entry have something against it."""
    with changing(outside, actor) as change:
        act = draft_known(change.session, instrument_id)
        require_other_eyes(change, act)
        if act.state == InstrumentState.REVIEWED:
            raise AlreadyDone(say("Văn bản này đã được thẩm định."))
        lines = lines_of(change.session, instrument_id)
        refuse_grave(judged(change.session, act, lines, change.now))
        rewrite(change, act, kind="reviewed", seen=seen, state=InstrumentState.REVIEWED)
