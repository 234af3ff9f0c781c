"""What the register answered, in values that a page, a command and a program can show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from engine.core.authority.register import (
    Clause,
    Link,
    LinkKind,
    Mandate,
    Power,
    Refusal,
    Register,
)
from engine.core.authority.ways import Way
from engine.core.authority.words import POWERS, end_words, moment_words, seat_name
from engine.say import marked, say

CLAUSES = {
    Clause.NOT_COMPETENT: marked("không có thẩm quyền"),
    Clause.EXPIRED: marked("đã hết hiệu lực"),
    Clause.NOT_YET: marked("chưa có hiệu lực"),
    Clause.SUSPENDED: marked("đang tạm ngưng"),
    Clause.REVOKED: marked("đã thu hồi"),
    Clause.CONDITION: marked("ngoài điều kiện được giao"),
    Clause.REDELEGATED: marked("giao tiếp quyền đã nhận"),
    Clause.OWN_CASE: marked("hồ sơ của chính mình"),
    Clause.CONFLICT_DECLARED: marked("đã khai báo xung đột lợi ích"),
    Clause.FOUR_EYES: marked("đã thẩm định hồ sơ này"),
    Clause.NOT_APPOINTED: marked("không giữ chức vụ"),
    Clause.NOT_QUALIFIED: marked("chưa đủ trình độ theo yêu cầu"),
    Clause.ABSENT: marked("chỉ xử lý thay khi vắng mặt"),
}


@dataclass(frozen=True, slots=True)
class Node:
    """One place on the way law → instrument → position → person. `kind` is law | instrument |
    seat | person; `record_id` names the record, `fails` that the answer no comes from here."""

    kind: str
    says: str
    record_id: UUID | None
    fails: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of a grant and the dossier's values by which it was met."""

    scope: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Yes:
    """Who may, as whom, on what ground. `valid_words` says from when until when all of it holds."""

    person: str
    power_words: str
    capacity: tuple[str, ...]
    chain: tuple[Node, ...]
    citations: tuple[str, ...]
    conditions: tuple[Condition, ...]
    valid_words: str
    mandate_id: str


@dataclass(frozen=True, slots=True)
class No:
    """Who may not (`person` None: nobody sits there), by which clause, in one sentence; `chain`
    is the way that failed, () where no way led to them at all."""

    person: str | None
    clause: str
    clause_words: str
    record_id: UUID | None
    says: str
    chain: tuple[Node, ...] = ()


def yes(mandate: Mandate, person: str, seat: str | None = None) -> Yes:
    """A mandate in words; `seat` names the position where the reader's slice knows it."""
    return Yes(
        person=person,
        power_words=say(POWERS[Power(mandate.power)]),
        capacity=mandate.capacity,
        chain=tuple(_nodes(mandate.chain, mandate.position_id, seat)),
        citations=mandate.citations,
        conditions=tuple(
            Condition(met.scope, tuple((name, _value(value)) for name, value in met.values))
            for met in mandate.conditions
        ),
        valid_words=_valid(mandate.valid_from, mandate.valid_to),
        mandate_id=mandate.id,
    )


def no(refusal: Refusal, person: str | None) -> No:
    """A refusal as it was said."""
    words = say(CLAUSES[refusal.clause])
    return No(person, refusal.clause.value, words, refusal.record_id, refusal.says)


def answered(register: Register, answer: Mandate | Refusal, person: str) -> Yes | No:
    """The answer to one person's question."""
    if isinstance(answer, Refusal):
        return no(answer, person)
    seat = register.positions.get(answer.position_id)
    return yes(answer, person, seat_name(register, seat) if seat else None)


def told(register: Register, way: Way) -> Yes | No:
    """The answer of a way, with the place where it fails."""
    person = register.persons.get(way.person_id) if way.person_id else None
    name = person.full_name if person else None
    if isinstance(way.answer, Mandate):
        return answered(register, way.answer, name or "")
    seat = seat_name(register, register.positions[way.position_id])
    nodes = list(_nodes(way.chain, way.position_id, seat))
    if way.person_id is None:
        nodes += [Node("seat", seat, way.position_id), Node("person", say("Chưa có ai"), None)]
    failing = _place(way, nodes, way.answer.record_id)
    nodes[failing] = replace(nodes[failing], fails=True)
    return replace(no(way.answer, name), chain=tuple(nodes))


def _nodes(chain: Sequence[Link], position_id: UUID, seat: str | None) -> Iterator[Node]:
    told = {link.record_id for link in chain}
    for link in chain:
        if link.kind is not LinkKind.APPOINTMENT:
            yield Node(link.kind.value, link.says, link.record_id)
            continue
        if seat is not None and position_id not in told:
            yield Node("seat", seat, position_id)
        yield Node("person", link.says, link.record_id)


def _place(way: Way, nodes: Sequence[Node], record_id: UUID | None) -> int:
    """Which node the refusal is about; a condition is its instrument's, what bars a person theirs.

    A seat on the way is told by the instrument that names it.
    """
    for place, node in enumerate(nodes):
        if record_id is not None and node.record_id == record_id:
            return place
    for place, grant in enumerate(way.route.grants, start=1):
        if record_id in (grant.id, grant.to_position_id, grant.to_unit_id):
            return place
    return len(nodes) - 1


def _valid(begins: datetime, ends: datetime | None) -> str:
    since = say("Có hiệu lực từ %(valid_from)s", valid_from=moment_words(begins))
    return f"{since} {end_words(ends)}." if ends else f"{since}."


def _value(value: object) -> str:
    if isinstance(value, bool):
        return say("có") if value else say("không")
    return str(value)
