"""A ward with a council of five and two consulted agencies, and what happens there."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from bpmn.values import Moved
from engine.core.acts import Act
from engine.core.advance import advance
from engine.core.authority.register import Appointment, Person, Position, Rank, Register
from engine.core.dossier import Dossier, Surroundings, Task
from engine.core.move import Move, TaskOpened
from tests.engine.core.authority.town import EVER, named
from tests.factories.dossiers import MORNING, register_with_roles, surroundings, task

BUILDING, FARMING = named("Sở Xây dựng"), named("Sở Nông nghiệp")
COUNCIL = named("Hội đồng")
PARTIES = {"so_xay_dung": BUILDING, "so_nong_nghiep": FARMING, "hoi_dong": COUNCIL}
SEATS: dict[str, tuple[UUID, frozenset[str]]] = {
    "xd_1": (BUILDING, frozenset({"expert"})),
    "xd_2": (BUILDING, frozenset({"expert"})),
    "nn_1": (FARMING, frozenset({"expert"})),
    "hd_1": (COUNCIL, frozenset({"chair", "member"})),
    "hd_2": (COUNCIL, frozenset({"secretary", "member"})),
    "hd_3": (COUNCIL, frozenset({"member"})),
    "hd_4": (COUNCIL, frozenset({"member"})),
    "hd_5": (COUNCIL, frozenset({"member"})),
}


def sitting(seat: str) -> UUID:
    """The person on a seat."""
    return named(f"người {seat}")


def register(without: tuple[str, ...] = ()) -> Register:
    """The ward's, with these seats and one person on each."""
    known = register_with_roles()
    seats = {name: told for name, told in SEATS.items() if name not in without}
    positions = {
        named(seat): Position(
            named(seat), unit, f"Chức vụ {seat}", Rank.STAFF, roles, frozenset(), EVER
        )
        for seat, (unit, roles) in seats.items()
    }
    persons = {
        sitting(seat): replace(
            _person(), id=sitting(seat), full_name=f"Người {seat}", identity=seat
        )
        for seat in seats
    }
    appointments = tuple(
        Appointment(named(f"bổ nhiệm {seat}"), sitting(seat), named(seat), False, EVER)
        for seat in seats
    )
    return replace(
        known,
        positions={**known.positions, **positions},
        persons={**known.persons, **persons},
        appointments=(*known.appointments, *appointments),
    )


def _person() -> Person:
    return next(iter(register_with_roles().persons.values()))


def around(**changed: Any) -> Surroundings:
    return surroundings(register=changed.pop("register", register()), **changed)


def after(
    case: Dossier,
    act: Act,
    what: Moved | None = None,
    where: Surroundings | None = None,
    now: datetime = MORNING,
) -> Move:
    """What follows from the act."""
    parties = {**case.parties, **PARTIES}
    return advance(replace(case, parties=parties), act, what, where or around(), now)


def told(move: Move) -> dict[str, Any]:
    entry: dict[str, Any] = json.loads(move.history.canonical)
    return entry


def as_open(row: TaskOpened, **changed: Any) -> Task:
    """The task that a Move has opened, as it is read back."""
    plain = task(
        row.element,
        id=row.id,
        kind=row.kind,
        unit_id=row.unit_id,
        performer=row.performer,
        power=row.power,
        assignee_id=row.assignee_id,
        due_at=row.due_at,
        budget_group=row.budget_group,
        holders=row.holders,
        incident=row.incident,
        parent_id=row.parent_id,
    )
    return replace(plain, **changed)
