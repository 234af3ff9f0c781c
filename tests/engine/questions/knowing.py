"""What words are made of, without a database: a shipped procedure and a few made-up people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from engine.core.authority.register import (
    Appointment,
    Period,
    Person,
    Position,
    Rank,
    Register,
    Unit,
)
from engine.core.dossier import Bundle, Dossier, Party, Task
from engine.core.history import FIRST
from engine.questions.known import Known
from tests.factories.clock import local
from tests.workflows.shipped import named

NOW = local("2026-03-09 09:00")
SINCE = Period(local("2025-07-01 00:00"))
_ANY = UUID(int=1)


def some(name: str) -> UUID:
    """The id of something called so."""
    return uuid5(_ANY, name)


SO, CITY = some("so"), some("city")
PEOPLE = {
    "vân": ("Cao Thị Hồng Vân", "Chuyên viên", SO, Rank.STAFF),
    "phong": ("Tạ Đình Phong", "Trưởng phòng", SO, Rank.STAFF),
    "thái": ("Bùi Quang Thái", "Giám đốc", SO, Rank.HEAD),
    "liên": ("Hoàng Thị Kim Liên", "Phó Giám đốc", SO, Rank.DEPUTY),
    "đạt": ("Trịnh Hữu Đạt", "Chánh Văn phòng", CITY, Rank.STAFF),
}
"""Name, title, unit and rank of each; the key names person and seat."""


def seat(who: str) -> UUID:
    return some(f"seat {who}")


def register() -> Register:
    units = {SO: "Sở Dân tộc và Tôn giáo", CITY: "Ủy ban nhân dân thành phố"}
    return Register(
        epoch=1,
        known_at=NOW,
        units={id: Unit(id, str(id), name, None, None, SINCE) for id, name in units.items()},
        positions={
            seat(key): Position(seat(key), unit, title, rank, frozenset({"x"}), frozenset(), SINCE)
            for key, (_, title, unit, rank) in PEOPLE.items()
        },
        persons={some(key): Person(some(key), told[0], None) for key, told in PEOPLE.items()},
        appointments=tuple(
            Appointment(some(f"held {key}"), some(key), seat(key), False, SINCE) for key in PEOPLE
        ),
        competences=(),
        instruments={},
        grants=(),
    )


def dossier(slug: str = "hn_1.012644", **changed: Any) -> Dossier:
    each = named(slug)
    plain: dict[str, Any] = {
        "id": some("dossier"),
        "code": "H26.901-260309-0001",
        "version": 1,
        "bundle": Bundle("0" * 64, each.procedure, each.compiled, each.forms, each.files),
        "unit_id": SO,
        "receiving_unit_id": SO,
        "parties": {"resolving": SO, "receiving": SO, "ubnd": CITY},
        "status": "processing",
        "outcome": None,
        "state": b"",
        "facts": {},
        "applicant": Party("Hội thánh Ân Điển", None, None, None, None),
        "submitter": None,
        "received_at": NOW,
        "due_at": None,
        "accountable_id": None,
        "history_hash": FIRST,
        "lookup_code": "X",
    }
    return Dossier(**{**plain, **changed})


def task(element: str, **changed: Any) -> Task:
    """An open task of a step, named by the step's path."""
    plain: dict[str, Any] = {
        "id": some(element),
        "element": element,
        "kind": "user",
        "status": "open",
        "unit_id": SO,
        "performer": None,
        "power": None,
        "assignee_id": None,
        "opened_at": NOW,
        "due_at": None,
        "budget_group": None,
        "holders": (),
        "incident": None,
    }
    return Task(**{**plain, **changed})


def known(*tasks: Task, of: Dossier | None = None, **titles: str) -> Known:
    return Known(
        dossier=of or dossier(),
        register=register(),
        tasks={t.id: t for t in tasks},
        names={some(key): told[0] for key, told in PEOPLE.items()},
        documents={some(key): title for key, title in titles.items()},
    )


def entry(kind: str, at_step: str | None = None, who: str | None = None, **told: Any) -> Any:
    """One entry of the history, as it is kept: (time, parsed content)."""
    content: Mapping[str, Any] = {
        "kind": kind,
        "actor": None if who is None else str(some(who)),
        "task": None if at_step is None else str(some(at_step)),
        "element": at_step,
        "closed": [],
        "opened": [],
        "ended": None,
    }
    at: datetime = told.pop("at", NOW)
    return at, {**content, **told}
