"""The desk prints the receipt again: the printer had no paper, or the applicant lost it."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.step import judged_again, take
from engine.actions.supplements.receive import may_receive
from engine.core.acts import SlipReprinted
from engine.outside.outside import Outside
from engine.questions.reach import require_reach
from engine.store.history import times_of
from engine.store.load_standing import load_standing

RECEIPT = "giay_tiep_nhan"


def reprint(outside: Outside, actor: Actor, dossier_id: UUID) -> int:
    """Record that the receipt is printed again; the number of this print, from 1.

    Raises NotFound, NotYours (only the receiving desk); then nothing is recorded.
    """

    def attempt() -> int:
        with outside.sessions.begin() as session:
            dossier, around, now = load_standing(session, dossier_id, outside.clock.now())
            require_reach(session, actor, dossier, now)
            may_receive(actor, dossier, around, now)
            times = times_of(session, dossier_id, SlipReprinted.kind) + 1
            act = SlipReprinted(actor_id=actor.person_id, slip=RECEIPT, times=times)
            take(session, dossier, act, around, now)
            return times

    return judged_again(attempt)
