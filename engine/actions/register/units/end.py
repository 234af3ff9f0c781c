"""A unit ends on a day, with nothing left in it; else it is reorganised."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.register.office import changing
from engine.actions.register.units.told import columns_of, told_of, unit_known
from engine.actions.register.wrong import TO, Wrong
from engine.outside.outside import Outside
from engine.say import say
from engine.store.register_changes import correct
from engine.store.register_people import open_count


def end_unit(outside: Outside, actor: Actor, unit_id: UUID, last: date | None, reason: str) -> None:
    """`last` is its last day. Raises NotYours, NotFound; InvalidAnswers without day or reason, for
    a day before it began, and while seats, units or open dossiers are left in it."""
    with changing(outside, actor) as change:
        former, wrong = unit_known(change.session, unit_id), Wrong()
        why = wrong.reason(reason)
        if last is None:
            wrong.add(TO, say("Hãy ghi ngày cuối cùng."))
        if count := open_count(change.session, unit_id):
            said = say(
                "Đơn vị còn %(count)s hồ sơ đang giải quyết; hãy dùng trang Sắp xếp đơn vị.",
                count=count,
            )
            wrong.add(TO, said)
        columns = columns_of(
            change.session, replace(told_of(former), valid_to=last), wrong, unit_id
        )
        correct(
            change.session,
            former,
            change.by_id,
            change.now,
            kind="ended",
            reason=why,
            valid_to=columns["valid_to"],
        )
