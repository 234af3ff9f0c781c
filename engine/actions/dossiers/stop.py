"""The agency stops a dossier (dừng giải quyết)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.dossiers.standing_end import end
from engine.actions.reasons import written
from engine.core.acts import Stopped
from engine.core.dossier import Dossier, Surroundings
from engine.core.seats import leads
from engine.errors import NotYours
from engine.outside.outside import Outside
from engine.say import say


def stop(outside: Outside, actor: Actor, dossier_id: UUID, reason: str) -> None:
    """End the dossier by the agency's own decision, as long as no result is signed.

    Raises NotFound, NotYours (only the accountable officer and the heads of the resolving
    agency), AlreadyDone (it has ended), ResultSigned, InvalidAnswers (no reason); then nothing is
    stored.
    """
    why = written(reason, "reason", say("Chưa ghi lý do dừng giải quyết."))
    end(outside, actor, dossier_id, why, act=Stopped, opinion="stop", may=require_in_charge)


def require_in_charge(actor: Actor, dossier: Dossier, around: Surroundings, now: datetime) -> None:
    """Only who is accountable, or leads the resolving agency. Raises NotYours."""
    if actor.person_id == dossier.accountable_id:
        return
    if not leads(around.register, actor.person_id, dossier.unit_id, now):
        raise NotYours(
            say(
                "Chỉ người chịu trách nhiệm về hồ sơ hoặc lãnh đạo cơ quan giải quyết "
                "được làm việc này."
            ),
            "not_asked",
        )
