"""`trinhky bench inbox`: the inbox of twenty officers among very many open tasks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import md5
from pathlib import Path
from random import Random
from statistics import quantiles
from time import perf_counter
from typing import Any
from uuid import UUID

import psycopg

from engine.actions.actor import Actor
from engine.bench.office import libpq, office_at
from engine.bench.supplement_rounds import Rounds
from engine.outside.outside import Outside, own_database
from engine.outside.servers import Servers
from engine.questions.inbox.inbox import MOST, inbox
from engine.questions.inbox.search import search
from engine.questions.inbox.views import Filter, Tab, View
from engine.settings import Settings

DATABASE = "trinhky_bench"
"""Made anew for every run, beside the installation's own, and left for a look afterwards."""
SETUP = Path(__file__).parent / "inbox_setup.sql"
_TODAY = datetime(2026, 6, 1, 4, 0, tzinfo=UTC)
_SEATS = ((0, 0), (0, 5), (0, 25), (0, 80), *((u, u % 8) for u in range(1, 49, 3)))
"""Unit and post of the twenty: in the first unit the busiest post and three others."""
_VIEWS = (
    *(View(tab=Tab.PENDING),) * 5,
    View(tab=Tab.OVERDUE),
    View(tab=Tab.TODAY),
    View(tab=Tab.RETURNED),
    View(tab=Tab.WAITING),
    View(tab=Tab.SNOOZED),
    View(tab=Tab.ASKED),
    View(tab=Tab.ALL),
    View(filter=Filter(words="nguyen van")),
)
_SEARCH_EVERY = 4
_TOLD = 1000


@dataclass(frozen=True, slots=True)
class Measured:
    """Server time of one look at the inbox and of one search; `mismatches` counts counters that
    differ from the list behind them, walked up to one more than is printed."""

    rows: int
    samples: int
    p50_ms: float
    p95_ms: float
    search_p95_ms: float
    mismatches: int


def bench_inbox(
    settings: Settings, workflows: Path, rows: int, samples: int, tell: Callable[[str], None]
) -> Measured:
    """Fill a database with so many open tasks; twenty officers click in turn, every fourth click
    is a search. Raises ServiceDown when servers do not run."""
    with Servers(settings) as servers:
        own = own_database(servers.settings, DATABASE)
        outside = office_at(own, workflows, _TODAY)
        tell(f"Đang lập {rows} việc đang mở …")
        with psycopg.connect(libpq(own), autocommit=True) as connection:
            _fill(outside, connection, rows)
            officers = [_officer(connection, *seat) for seat in _SEATS]
            clicks = _click(outside, officers, samples, tell)
    looks, searches, mismatches = clicks
    middle = quantiles(looks, n=20)
    return Measured(
        rows=rows,
        samples=samples,
        p50_ms=round(middle[9], 1),
        p95_ms=round(middle[18], 1),
        search_p95_ms=round(quantiles(searches, n=20)[18], 1),
        mismatches=mismatches,
    )


@dataclass(frozen=True, slots=True)
class _Officer:
    """Who clicks, and what they would type: what is written on dossiers of their unit."""

    actor: Actor
    typed: Sequence[str]


def _fill(outside: Outside, connection: psycopg.Connection[Any], rows: int) -> None:
    Rounds(outside, dossiers=1).go()
    Rounds(outside, dossiers=1).ask()
    connection.execute(SETUP.read_text().replace("{rows}", str(rows)).encode())
    connection.execute(
        "VACUUM ANALYZE dossier, task, candidate, history, task_view, dossier_search"
    )


def _officer(connection: psycopg.Connection[Any], unit: int, post: int) -> _Officer:
    rows = connection.execute(
        "SELECT code, applicant ->> 'full_name', applicant ->> 'phone' FROM dossier "
        "WHERE unit_id = %s LIMIT 50",
        (_id(f"unit{unit}"),),
    ).fetchall()
    typed = [word for code, name, phone in rows for word in _typed(code, name, phone)]
    actor = Actor(_id(f"person{unit}/{post}/0"), f"{unit}/{post}", f"{unit}_{post}")
    return _Officer(actor, typed or ["nguyen"])


def _typed(code: str, name: str, phone: str) -> tuple[str, ...]:
    family, middle, given = name.split(" ")
    return (code, name, phone, phone[:6], family, f"{family} {middle[:1]}", f"{middle} {given}")


def _click(
    outside: Outside, officers: Sequence[_Officer], samples: int, tell: Callable[[str], None]
) -> tuple[list[float], list[float], int]:
    chance = Random(1)
    looks: list[float] = []
    searches: list[float] = []
    mismatches = 0
    for officer in officers:  # the first look of a process compiles the procedures
        inbox(outside, officer.actor)
    for place in range(samples):
        officer = officers[place % len(officers)]
        if place % _SEARCH_EVERY == 0:
            begun = perf_counter()
            search(outside, officer.actor, chance.choice(officer.typed))
            searches.append((perf_counter() - begun) * 1000)
        view = chance.choice(_VIEWS)
        offset = 50 if chance.random() < 0.1 else 0
        begun = perf_counter()
        seen = inbox(outside, officer.actor, view, offset=offset)
        looks.append((perf_counter() - begun) * 1000)
        walked = len(inbox(outside, officer.actor, view, limit=MOST + 1).items)
        mismatches += seen.count != min(walked, MOST) or seen.capped != (walked > MOST)
        if place % _TOLD == _TOLD - 1:
            tell(f"  {place + 1}/{samples}, {mismatches} chỗ khác")
    return looks, searches, mismatches


def _id(name: str) -> UUID:
    """As the setup makes its ids."""
    return UUID(md5(name.encode(), usedforsecurity=False).hexdigest())
