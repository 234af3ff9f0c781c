"""A unit that should never have been entered."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.register.office import changing
from engine.actions.register.units.told import unit_known
from engine.actions.register.wrong import REASON, Wrong
from engine.outside.outside import Outside
from engine.say import say
from engine.store.register_changes import strike
from engine.store.register_people import unit_is_named


def strike_unit(outside: Outside, actor: Actor, unit_id: UUID, reason: str) -> None:
    """It stays readable for the past. Raises NotYours, NotFound; InvalidAnswers without a reason
    and when anything rests on it: then it can only be ended."""
    with changing(outside, actor) as change:
        former, wrong = unit_known(change.session, unit_id), Wrong()
        why = wrong.reason(reason)
        if unit_is_named(change.session, unit_id):
            said = say(
                "Đã có vị trí, thẩm quyền, văn bản hoặc hồ sơ dựa vào đơn vị này, nên chỉ kết "
                "thúc được, không bỏ khỏi danh mục được."
            )
            wrong.add(REASON, said)
        wrong.refuse()
        strike(change.session, former, change.by_id, change.now, why)
