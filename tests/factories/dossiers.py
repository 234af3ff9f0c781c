"""Dossiers, diagrams and surroundings by hand: what `advance` judges, without a database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any
from uuid import UUID, uuid5

from bpmn.values import Closed, Element, Kind, Moved, Opened
from engine.core.authority.register import Involvement, Register
from engine.core.clock import Budget
from engine.core.dossier import Bundle, Dossier, Party, Surroundings, Task
from engine.core.history import FIRST
from engine.core.procedure import Procedure
from engine.core.procedure.definition import Decision
from tests.engine.core.authority.town import PROCEDURE, named, ward
from tests.engine.core.clock.offices import at, plain

DOSSIER = named("dossier")
WARD = named("ward")
MORNING = at("2026-11-23 09:00")
"""A Monday."""
ROLES = {
    "clerk": {"one_stop"},
    "registrar": {"civil_status"},
    "chairman": {"leader"},
    "vice_chairman": {"leader"},
    "secretary": {"van_thu"},
}


@dataclass(frozen=True)
class Drawn:
    """A compiled diagram that is only looked up."""

    elements: Mapping[str, Element]


def element(path: str, kind: Kind | None = Kind.USER, **attributes: str) -> Element:
    """An element; `timer`, `message` and `implementation` are its own, the rest attributes."""
    own = {key: attributes.pop(key, None) for key in ("timer", "message", "implementation")}
    return Element(
        path,
        path,
        kind,
        None,
        attributes,
        implementation=own["implementation"],
        timer=own["timer"],
        message=own["message"],
    )


def procedure(**changed: Any) -> Procedure:
    plain_one = Procedure(
        slug="thu_tuc",
        code=PROCEDURE,
        title="Thủ tục",
        field="Chứng thực",
        level="xã",
        decision=Decision("1/QĐ", date(2026, 1, 1), "UBND", None),
        source="không có",
        total=None,
        cutoff=None,
        facts={},
        documents=(),
        papers=(),
        returns=(),
        four_eyes=True,
        calls={},
    )
    return replace(plain_one, **changed)


def dossier(
    *elements: Element, total: Budget | None = None, cutoff: time | None = None, **changed: Any
) -> Dossier:
    """A dossier of the ward at version 3, received this morning."""
    bundle = Bundle(
        sha256="0" * 64,
        procedure=procedure(total=total, cutoff=cutoff, **changed.pop("procedure", {})),
        compiled=Drawn({e.path: e for e in elements}),
        forms={},
        files={},
    )
    plain_one = Dossier(
        id=DOSSIER,
        code="H26.31-261123-0001",
        version=3,
        bundle=bundle,
        unit_id=WARD,
        receiving_unit_id=WARD,
        parties={"resolving": WARD, "receiving": WARD},
        status="processing",
        outcome=None,
        state=b"before",
        facts={},
        applicant=Party("Đỗ Thị Ổi", None, None, None, None),
        submitter=None,
        received_at=MORNING,
        due_at=None,
        accountable_id=None,
        history_hash=FIRST,
        lookup_code="SECRET",
    )
    return replace(plain_one, **changed)


def register_with_roles(register: Register | None = None) -> Register:
    """The plain ward, whose seats have the roles that diagrams name."""
    known = register or ward().register()
    seats = {named(seat): frozenset(roles) for seat, roles in ROLES.items()}
    return replace(
        known,
        positions={
            key: replace(seat, roles=seats.get(key, frozenset()))
            for key, seat in known.positions.items()
        },
    )


def surroundings(**changed: Any) -> Surroundings:
    plain_one = Surroundings(
        register=register_with_roles(),
        calendar=plain(),
        ledger=(),
        open_tasks=(),
        groups={},
        involvement=Involvement(),
    )
    return replace(plain_one, **changed)


def task_id(path: str) -> UUID:
    """The id of the task at this path."""
    return uuid5(DOSSIER, path)


def task(path: str, **changed: Any) -> Task:
    """An open task."""
    plain_one = Task(
        id=task_id(path),
        element=path,
        kind=Kind.USER,
        status="open",
        unit_id=WARD,
        performer=None,
        power=None,
        assignee_id=None,
        opened_at=MORNING,
        due_at=None,
        budget_group=None,
        holders=(),
        incident=None,
    )
    return replace(plain_one, **changed)


def moved(
    *,
    opens: tuple[str, ...] = (),
    done: tuple[str, ...] = (),
    cancelled: tuple[str, ...] = (),
    ends: tuple[str, ...] = (),
    ended: bool = False,
) -> Moved:
    """What the diagram says: paths opened, completed, cancelled."""
    return Moved(
        state=b"after",
        closed=(
            *(Closed(task_id(path), path, True) for path in done),
            *(Closed(task_id(path), path, False) for path in cancelled),
        ),
        opened=tuple(Opened(task_id(path), path) for path in opens),
        ends=ends,
        ended=ended,
    )
