"""What the reader is offered to do with a whole dossier; each act judges again by itself."""

from __future__ import annotations

from dataclasses import dataclass

from engine.actions.actor import Actor
from engine.actions.judge import holds
from engine.core.authority.register import Power
from engine.core.seats import leads
from engine.store.load_standing import Standing


@dataclass(frozen=True, slots=True)
class DossierActs:
    """Rút hồ sơ, dừng giải quyết, xin lỗi và gia hạn, liên kết hồ sơ."""

    withdraw: bool
    stop: bool
    apologise: bool
    link: bool

    @property
    def any(self) -> bool:
        return self.withdraw or self.stop or self.apologise or self.link


NONE = DossierActs(False, False, False, False)


def dossier_acts(actor: Actor, standing: Standing) -> DossierActs:
    """Nothing of a dossier that has ended."""
    dossier, around, now = standing
    if dossier.status in ("finished", "stopped"):
        return NONE
    desk = [
        p.id
        for p in around.register.positions.values()
        if p.unit_id == dossier.receiving_unit_id and Power.RECEIVE in p.powers
    ]
    accountable = actor.person_id == dossier.accountable_id
    answers = accountable or leads(around.register, actor.person_id, dossier.unit_id, now)
    at_desk = holds(around.register, actor.person_id, desk, now)
    return DossierActs(
        withdraw=at_desk,
        stop=answers,
        apologise=answers and dossier.due_at is not None and dossier.extended_at is None,
        link=answers or at_desk,
    )
