"""The steps of a reorganisation in words, and what no rule can decide about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.core.authority.subjects import seal_subject
from engine.core.reorganisation import KINDS, Step, StepKind
from engine.outside.outside import Outside
from engine.questions.people.keeping import asked
from engine.say import say
from engine.store.people import person_names
from engine.store.records import InstrumentRow, UnitRow
from engine.store.register_values import unit_of
from engine.store.reorganisation_plan import Plan, head_seat


def kind_choices() -> tuple[tuple[str, str], ...]:
    """The kinds of step, in words."""
    return tuple((str(kind), say(words)) for kind, words in KINDS.items())


def step_words(outside: Outside, actor: Actor, steps: Sequence[Step]) -> tuple[str, ...]:
    """Steps that are being written, in words. Raises NotYours."""
    with asked(outside, actor) as (session, _now):
        return tuple(told(session, step) for step in steps)


def told(session: Session, step: Step) -> str:
    unit = unit_name(session, step.unit_id)
    if step.kind is StepKind.RENAME:
        return say("%(unit)s đổi tên thành %(name)s", unit=unit, name=step.name)
    parts = [
        say("%(code)s về %(unit)s", code=code, unit=unit_name(session, to))
        for code, to in step.by_procedure.items()
    ]
    if step.into is not None:
        rest = say("phần còn lại về %(unit)s", unit=unit_name(session, step.into))
        parts.append(
            rest if parts else say("toàn bộ về %(unit)s", unit=unit_name(session, step.into))
        )
    how = say("%(unit)s kết thúc", unit=unit) if step.ended else say("%(unit)s tách", unit=unit)
    return f"{how}: {'; '.join(parts)}"


def unit_name(session: Session, unit_id: UUID) -> str:
    name = session.scalar(
        select(UnitRow.name).where(UnitRow.id == unit_id, UnitRow.recorded_to.is_(None))
    )
    return name or say("đơn vị đã bỏ khỏi danh mục")


def needs(session: Session, plan: Plan, steps: Sequence[Step], at: datetime) -> Iterator[str]:
    """What no rule can decide."""
    vacated = {seat.id: seat.title for seat in plan.vacated}
    people = [post for post in plan.posts if post.position_id in vacated]
    names = person_names(session, {post.person_id for post in people})
    for post in people:
        yield say(
            "%(who)s thôi giữ %(title)s; cần quyết định bổ nhiệm, phân công mới.",
            who=names.get(post.person_id, ""),
            title=vacated[post.position_id],
        )
    takers = {unit for step in steps for unit in (step.into, *step.by_procedure.values()) if unit}
    for unit_id in sorted(takers, key=str):
        if head_seat(session, unit_id, at) is None:
            yield say(
                "%(unit)s chưa có vị trí cấp trưởng; thẩm quyền theo luật không chuyển sang được.",
                unit=unit_name(session, unit_id),
            )
    fallen = {grant.instrument_id for grant in plan.fallen}
    numbers = session.scalars(
        select(InstrumentRow.number)
        .where(InstrumentRow.id.in_(fallen), InstrumentRow.recorded_to.is_(None))
        .order_by(InstrumentRow.number)
    )
    for number in numbers:
        yield say(
            "Văn bản số %(number)s hết hiệu lực một phần; đơn vị nhận cần văn bản mới nếu vẫn cần.",
            number=number,
        )
    ended = {step.unit_id for step in steps if step.ended}
    for unit in plan.units:
        if unit.id in ended:
            yield say(
                "Con dấu, chứng thư số %(seal)s của %(unit)s thôi dùng; thu hồi theo quy định.",
                seal=seal_subject(unit_of(unit)),
                unit=unit.name,
            )
