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
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import psycopg

from engine.actions.actor import Actor
from engine.actions.documents.attempts import begin, make, refuse
from engine.actions.documents.finish import release
from engine.actions.documents.ready import ready_to_sign
from engine.actions.documents.show import show
from engine.actions.dossiers.receive import Intake, receive
from engine.actions.papers import Upload
from engine.actions.register.instruments.revoke import revoke
from engine.actions.register.instruments.states import Grounds
from engine.actions.register.moves.ask import ask_moves
from engine.actions.register.moves.carry_out import carry_out_next
from engine.actions.register.office import changing
from engine.actions.step import judged_again
from engine.actions.tasks.complete import complete
from engine.bench.office import libpq, office_at
from engine.bench.supplement_rounds import APPLICANT, FOLDER, RECEIVED
from engine.core.authority.register import GrantKind, InstrumentState, OnEnd, Power
from engine.core.dossier import Attempt
from engine.core.move import TaskRef
from engine.core.register_change import InstrumentTo
from engine.errors import NotYours, Overtaken, TrinhKyError
from engine.outside.outside import Outside, own_database
from engine.outside.servers import Servers
from engine.settings import Settings
from engine.simulate import demo_city as city
from engine.simulate.scan import one_page_scan
from engine.store.documents import load_attempt
from engine.store.load_standing import load_standing
from engine.store.records import GrantRow, InstrumentRow
from engine.store.register_changes import enter
from signing.apply.begun import Begun
from signing.values import CertificateChain

DATABASE = "trinhky_bench"
SETUP = Path(__file__).parent / "race_setup.sql"
_TODAY = datetime(2026, 6, 1, 4, 0, tzinfo=UTC)
_FIRST_GUESS_S = 0.1
"""How long the saves of a signature take; then as measured, for the end is to fall among them."""
_LONGEST_S = 1.0
_GROUNDS = Grounds("Đo tranh chấp", "Quyết định số 99/QĐ-UBND ngày 01/06/2026")
_FIT = {
    "ket_luan": "du_dieu_kien",
    "so_quyen": "01/1998",
    "so_vao_so": "57",
    "ngay_vao_so": "1998-03-09",
    "noi_dung_so_goc": "Họ và tên: Trần Văn Thưởng. Giới tính: Nam.",
}


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


@dataclass(frozen=True, slots=True)
class Ran:
    """How one attempt to sign ended: how far it came, and how long the refusal took."""

    signed: bool
    begun: bool
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
            setup = SETUP.read_text().replace("{signer}", str(_actor("pho_chu_tich").person_id))
            connection.execute(setup.encode())
            _retire(outside)
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
            ref = ref or _to_sign(outside)
            assignment = _assigned(outside, turn)
            connection.execute("UPDATE race_now SET id = %s", [assignment])
            ran = _race(outside, ref, assignment, chance.uniform(0, 1.2 * takes), threads)
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


def _race(
    outside: Outside,
    ref: TaskRef,
    assignment: UUID,
    wait: float,
    threads: ThreadPoolExecutor,
) -> Ran:
    """The page lies before the deputy, who presses; the registrar does after so many seconds."""
    shown = show(outside, _actor("pho_chu_tich"), ref)
    barrier = Barrier(2)

    def end_it() -> None:
        barrier.wait()
        time.sleep(wait)
        revoke(outside, _actor("quan_tri"), assignment, _GROUNDS)

    def sign_it() -> Ran:
        barrier.wait()
        return _sign(outside, ref, shown.sha256)

    ending, signing = threads.submit(end_it), threads.submit(sign_it)
    ending.result()
    ran = signing.result()
    _moved(outside)
    return ran


def _sign(outside: Outside, ref: TaskRef, sha256: str) -> Ran:
    """As `sign` and the worker do it, without the key and the services."""
    started, has_begun, signed = time.perf_counter(), False, False
    with suppress(TrinhKyError):
        deputy = _actor("pho_chu_tich")
        ready = judged_again(lambda: ready_to_sign(outside, deputy, ref, sha256, "sign"))
        opened = judged_again(lambda: begin(outside, ready))
        has_begun = True
        judged_again(lambda: make(outside, ready, opened.id, _HALF, b"raw"))
        signed = _finish(outside, ref, opened.id, sha256)
    return Ran(signed, has_begun, time.perf_counter() - started)


def _finish(outside: Outside, ref: TaskRef, attempt_id: UUID, sha256: str) -> bool:
    attempt = _attempt(outside, ref, attempt_id)
    try:
        judged_again(lambda: release(outside, ref, attempt, sha256, 1))
    except NotYours as refused:
        clause, sentence = str(refused.clause), refused.sentence
        judged_again(lambda: refuse(outside, ref, attempt, clause, sentence))
    return _attempt(outside, ref, attempt_id).status == "finished"


def _attempt(outside: Outside, ref: TaskRef, attempt_id: UUID) -> Attempt:
    with outside.sessions.begin() as session:
        found = load_attempt(session, ref.dossier_id, attempt_id)
    assert found is not None
    return found


_HALF = Begun(b"%PDF", "LanhDao", b"", 0, 0, b"", CertificateChain(b"", ()))
"""In place of the half-made signature, which nobody looks at here."""


def _retire(outside: Outside) -> None:
    """The demonstration's own assignment would let the deputy sign all along."""
    revoke(outside, _actor("quan_tri"), city.ASSIGNMENT, _GROUNDS)


def _assigned(outside: Outside, turn: int) -> UUID:
    """A new assignment of the chairman to his deputy, in force at once."""
    chairman, deputy = city.seat("chu_tich").position_id, city.seat("pho_chu_tich").position_id
    instrument_id = uuid4()
    with changing(outside, _actor("quan_tri")) as change:
        act = InstrumentRow(
            id=instrument_id,
            number=f"{turn + 1}/QĐ-UBND",
            issued_on=change.now,
            kind=str(GrantKind.DEPUTY),
            issuer_position_id=chairman,
            legal_basis="Điều 13 Nghị định số 30/2020/NĐ-CP",
            state=str(InstrumentState.IN_FORCE),
            state_since=change.now,
            exclusive=False,
            deputies_may_sign=True,
            on_end=str(OnEnd.RETURN_TO_DELEGATOR),
            valid_from=change.now,
        )
        line = GrantRow(
            id=uuid4(),
            instrument_id=instrument_id,
            from_position_id=chairman,
            to_position_id=deputy,
            powers=[str(Power.DECIDE), str(Power.SIGN)],
        )
        enter(change.session, act, change.by_id, change.now)
        enter(change.session, line, change.by_id, change.now)
        change.session.flush()
        to = InstrumentTo(instrument_id, InstrumentState.IN_FORCE, change.now)
        ask_moves(outside, change, to)
    _moved(outside)
    return instrument_id


def _to_sign(outside: Outside) -> TaskRef:
    """One more dossier before the signer."""
    scan = Upload("giay_to_tuy_than", "can-cuoc.pdf", one_page_scan("can-cuoc.pdf"))
    intake = Intake(
        procedure=FOLDER.name,
        applicant=APPLICANT,
        submitter=None,
        papers=(scan,),
        answers=RECEIVED,
        idempotency_key=str(uuid4()),
    )
    dossier_id = receive(outside, _actor("mot_cua"), intake).dossier_id
    complete(outside, _actor("tu_phap"), _open(outside, dossier_id), _FIT)
    return _open(outside, dossier_id)


def _open(outside: Outside, dossier_id: UUID) -> TaskRef:
    with outside.sessions.begin() as session:
        [task] = load_standing(session, dossier_id, outside.clock.now()).around.open_tasks
    return TaskRef(dossier_id, task.id)


def _actor(login: str) -> Actor:
    seat = city.seat(login)
    return Actor(seat.person_id, seat.full_name, seat.login)


def _moved(outside: Outside) -> None:
    while True:
        try:
            if not carry_out_next(outside):
                return
        except Overtaken:
            continue


def _looked_at(connection: psycopg.Connection[Any]) -> tuple[int, int]:
    row = connection.execute(
        "SELECT count(*), count(*) FILTER (WHERE state <> 'in_force') FROM race_seen"
    ).fetchone()
    assert row is not None
    return int(row[0]), int(row[1])
