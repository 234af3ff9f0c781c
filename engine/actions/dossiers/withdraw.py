"""The desk takes a dossier back for the applicant (rút hồ sơ)."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.dossiers.standing_end import end
from engine.actions.reasons import written
from engine.actions.supplements.receive import may_receive
from engine.core.acts import Withdrawn
from engine.outside.outside import Outside
from engine.say import say


def withdraw(outside: Outside, actor: Actor, dossier_id: UUID, reason: str) -> None:
    """End the dossier on the applicant's request, as long as no result is signed.

    NĐ 118/2025/NĐ-CP Art 21. Raises NotFound, NotYours (only the receiving desk), AlreadyDone
    (it has ended), ResultSigned, InvalidAnswers (no reason); then nothing is stored.
    """
    why = written(reason, "reason", say("Chưa ghi lý do rút hồ sơ."))
    end(outside, actor, dossier_id, why, act=Withdrawn, opinion="withdrawal", may=may_receive)
