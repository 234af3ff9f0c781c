"""`trinhky bench races`: an assignment is revoked in the very instant in which its deputy signs.

Two threads on a real database, thousands of times. What is raced is what counts: the guarded saves
of a signature (begun, made, released) against the revocation of its ground; the cryptography
between them, which no lock covers, is left out. A trigger of the bench writes beside each save what
the register says in that statement, so that the product does not judge itself.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import UUID

import psycopg

from engine.actions.documents.show import show
from engine.actions.register.instruments.revoke import revoke
from engine.bench.office import libpq, office_at
from engine.bench.race_acts import (
    GROUNDS,
    Ran,
    actor_of,
    assigned,
    moved,
    retire,
    sign_it_all,
    to_sign,
)
from engine.core.move import TaskRef
from engine.outside.outside import Outside, own_database
from engine.outside.servers import Servers
from engine.settings import Settings

DATABASE = "trinhky_bench"
SETUP = Path(__file__).parent / "race_setup.sql"
_TODAY = datetime(2026, 6, 1, 4, 0, tzinfo=UTC)
_FIRST_GUESS_S = 0.1
"""How long the saves of a signature take; then as measured, for the end is to fall among them."""
_LONGEST_S = 1.0


@dataclass(frozen=True, slots=True)
class Raced:
    """`without_mandate`: saves of a signing act that saw its ground not in force: must be 0.
    `refused_in_the_act`: signatures that had begun and were refused before their release."""

    races: int
    signed: int
    refused: int
    refused_in_the_act: int
    saves_looked_at: int
    without_mandate: int
    slowest_refusal_ms: float
    seconds: float


def bench_races(
    settings: Settings, workflows: Path, number: int, seed: int, tell: Callable[[str], None]
) -> Raced:
    """Race so many times. Raises ServiceDown when servers do not run."""
    chance = random.Random(seed)
    begun = time.perf_counter()
    with Servers(settings) as servers:
        own = own_database(servers.settings, DATABASE)
        outside = office_at(own, workflows, _TODAY)
        with psycopg.connect(libpq(own), autocommit=True) as connection:
            setup = SETUP.read_text().replace("{signer}", str(actor_of("pho_chu_tich").person_id))
            connection.execute(setup.encode())
            retire(outside)
            ran = _race_all(outside, connection, number, chance, tell)
            looked, without = _looked_at(connection)
    return Raced(
        races=number,
        signed=sum(each.signed for each in ran),
        refused=sum(not each.signed for each in ran),
        refused_in_the_act=sum(each.begun and not each.signed for each in ran),
        saves_looked_at=looked,
        without_mandate=without,
        slowest_refusal_ms=round(1000 * max((r.seconds for r in ran if not r.signed), default=0)),
        seconds=round(time.perf_counter() - begun, 1),
    )


def _race_all(
    outside: Outside,
    connection: psycopg.Connection[Any],
    number: int,
    chance: random.Random,
    tell: Callable[[str], None],
) -> list[Ran]:
    found: list[Ran] = []
    ref: TaskRef | None = None
    takes = _FIRST_GUESS_S
    with ThreadPoolExecutor(2) as threads:
        for turn in range(number):
            ref = ref or to_sign(outside)
            assignment = assigned(outside, turn)
            connection.execute("UPDATE race_now SET id = %s", [assignment])
            ran = race(outside, ref, assignment, chance.uniform(0, 1.2 * takes), threads)
            found.append(ran)
            takes = _guess(takes, ran)
            ref = None if ran.signed else ref
            if (turn + 1) % 100 == 0:
                tell(f"  {turn + 1}/{number}, {sum(each.signed for each in found)} đã ký")
    return found


def _guess(takes: float, ran: Ran) -> float:
    """Longer when the end came too early to meet a signature, else towards what was measured."""
    if ran.signed:
        return 0.7 * takes + 0.3 * ran.seconds
    return takes if ran.begun else min(1.3 * takes, _LONGEST_S)


def race(
    outside: Outside,
    ref: TaskRef,
    assignment: UUID,
    wait: float,
    threads: ThreadPoolExecutor,
) -> Ran:
    """The page lies before the deputy, who presses; the registrar does after so many seconds."""
    shown = show(outside, actor_of("pho_chu_tich"), ref)
    barrier = Barrier(2)

    def end_it() -> None:
        barrier.wait()
        time.sleep(wait)
        revoke(outside, actor_of("quan_tri"), assignment, GROUNDS)

    def sign_it() -> Ran:
        barrier.wait()
        return sign_it_all(outside, ref, shown.sha256)

    ending, signing = threads.submit(end_it), threads.submit(sign_it)
    ending.result()
    ran = signing.result()
    moved(outside)
    return ran


def _looked_at(connection: psycopg.Connection[Any]) -> tuple[int, int]:
    row = connection.execute(
        "SELECT count(*), count(*) FILTER (WHERE state <> 'in_force') FROM race_seen"
    ).fetchone()
    assert row is not None
    return int(row[0]), int(row[1])
