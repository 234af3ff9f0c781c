"""A seat that should never have been entered."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.register.office import changing
from engine.actions.register.positions.told import position_known
from engine.actions.register.wrong import REASON, Wrong
from engine.outside.outside import Outside
from engine.say import say
from engine.store.register_changes import strike
from engine.store.register_people import position_is_named


def strike_position(outside: Outside, actor: Actor, position_id: UUID, reason: str) -> None:
    """It stays readable for the past. Raises NotYours, NotFound; InvalidAnswers without a reason
    and when a post, a competence or a grant rests on it."""
    with changing(outside, actor) as change:
        former, wrong = position_known(change.session, position_id), Wrong()
        why = wrong.reason(reason)
        if position_is_named(change.session, position_id):
            said = say(
                "Đã có bổ nhiệm, thẩm quyền hoặc văn bản dựa vào vị trí này, nên chỉ kết thúc "
                "được, không bỏ khỏi danh mục được."
            )
            wrong.add(REASON, said)
        wrong.refuse()
        strike(change.session, former, change.by_id, change.now, why)
