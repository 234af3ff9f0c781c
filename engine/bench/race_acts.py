"""What the two sides of a race do, and what must be there before: see `race_bench`."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID, uuid4

from engine.actions.actor import Actor
from engine.actions.documents.attempts import begin, make, refuse
from engine.actions.documents.finish import release
from engine.actions.documents.ready import ready_to_sign
from engine.actions.dossiers.receive import Intake, receive
from engine.actions.papers import Upload
from engine.actions.register.instruments.revoke import revoke
from engine.actions.register.instruments.states import Grounds
from engine.actions.register.moves.ask import ask_moves
from engine.actions.register.moves.carry_out import carry_out_next
from engine.actions.register.office import changing
from engine.actions.step import judged_again
from engine.actions.tasks.complete import complete
from engine.bench.supplement_rounds import APPLICANT, FOLDER, RECEIVED
from engine.core.authority.register import GrantKind, InstrumentState, OnEnd, Power
from engine.core.dossier import Attempt
from engine.core.move import TaskRef
from engine.core.register_change import InstrumentTo
from engine.errors import NotYours, Overtaken, TrinhKyError
from engine.outside.outside import Outside
from engine.simulate import demo_city as city
from engine.simulate.scan import one_page_scan
from engine.store.documents import load_attempt
from engine.store.load_standing import load_standing
from engine.store.records import GrantRow, InstrumentRow
from engine.store.register_changes import enter
from signing.apply.begun import Begun
from signing.values import CertificateChain

GROUNDS = Grounds("Đo tranh chấp", "Quyết định số 99/QĐ-UBND ngày 01/06/2026")
_FIT = {
    "ket_luan": "du_dieu_kien",
    "so_quyen": "01/1998",
    "so_vao_so": "57",
    "ngay_vao_so": "1998-03-09",
    "noi_dung_so_goc": "Họ và tên: Trần Văn Thưởng. Giới tính: Nam.",
}


@dataclass(frozen=True, slots=True)
class Ran:
    """How one attempt to sign ended: how far it came, and how long the refusal took."""

    signed: bool
    begun: bool
    seconds: float


def sign_it_all(outside: Outside, ref: TaskRef, sha256: str) -> Ran:
    """As `sign` and the worker do it, without the key and the services."""
    started, has_begun, signed = time.perf_counter(), False, False
    with suppress(TrinhKyError):
        deputy = actor_of("pho_chu_tich")
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


def retire(outside: Outside) -> None:
    """The demonstration's own assignment would let the deputy sign all along."""
    revoke(outside, actor_of("quan_tri"), city.ASSIGNMENT, GROUNDS)


def assigned(outside: Outside, turn: int) -> UUID:
    """A new assignment of the chairman to his deputy, in force at once."""
    chairman, deputy = city.seat("chu_tich").position_id, city.seat("pho_chu_tich").position_id
    instrument_id = uuid4()
    with changing(outside, actor_of("quan_tri")) as change:
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
    moved(outside)
    return instrument_id


def to_sign(outside: Outside) -> TaskRef:
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
    dossier_id = receive(outside, actor_of("mot_cua"), intake).dossier_id
    complete(outside, actor_of("tu_phap"), _open(outside, dossier_id), _FIT)
    return _open(outside, dossier_id)


def _open(outside: Outside, dossier_id: UUID) -> TaskRef:
    with outside.sessions.begin() as session:
        [task] = load_standing(session, dossier_id, outside.clock.now()).around.open_tasks
    return TaskRef(dossier_id, task.id)


def actor_of(login: str) -> Actor:
    seat = city.seat(login)
    return Actor(seat.person_id, seat.full_name, seat.login)


def moved(outside: Outside) -> None:
    while True:
        try:
            if not carry_out_next(outside):
                return
        except Overtaken:
            continue
