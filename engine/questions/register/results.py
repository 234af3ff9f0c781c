"""Every result that leaned on an instrument, how firmly it stands, and what to do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.register.office import require_registrar
from engine.core.authority.leaning import Grade, Graded, grade
from engine.core.authority.words import act_name
from engine.core.numbering import document_number
from engine.errors import NotFound
from engine.outside.outside import Outside
from engine.say import marked, say
from engine.store.bundles import load_bundle
from engine.store.leaning import Signed, corrections_of, signed_on
from engine.store.load_register import load_register
from engine.store.people import person_names
from engine.store.records import InstrumentRow
from engine.store.register_values import instrument_of
from engine.store.time import read_time

MOST = 2000
"""Results that are graded at once, the newest."""
GRADES = {
    Grade.FIRM: marked("vững"),
    Grade.REVIEW: marked("cần xem lại"),
    Grade.GROUNDLESS: marked("không còn căn cứ"),
}
TO_DO = {
    Grade.FIRM: marked("Không phải làm gì: kết quả vẫn có giá trị."),
    Grade.REVIEW: marked(
        "Người có thẩm quyền hiện nay xem lại; nếu có sai sót thì đính chính hoặc thay thế, và "
        "thông báo cho người nộp hồ sơ."
    ),
    Grade.GROUNDLESS: marked(
        "Trình người có thẩm quyền hiện nay ban hành quyết định thay thế (Nghị định 30/2020/NĐ-CP, "
        "Điều 18) và thông báo cho người nộp hồ sơ."
    ),
}
#: The letter that is drafted for a grade, by its kind (`workflows/common/letters/khac_phuc.typ`).
LETTERS = {
    Grade.REVIEW: marked("Thông báo rà soát kết quả"),
    Grade.GROUNDLESS: marked("Quyết định thay thế"),
}


@dataclass(frozen=True, slots=True)
class LeaningResult:
    """One signed document. `letter` names the remedial letter that can be drafted, if any."""

    dossier_id: UUID
    dossier_code: str
    procedure_title: str
    document_id: UUID
    title: str
    number_text: str | None
    released: bool
    signer: str
    capacity: tuple[str, ...]
    signed_at: datetime
    grade: Grade
    grade_words: str
    reasons: tuple[str, ...]
    to_do: str
    letter: str | None


@dataclass(frozen=True, slots=True)
class LeaningResults:
    """`counts` by grade, gravest first; `capped`: there are more than were graded."""

    instrument_id: UUID
    instrument: str
    counts: tuple[tuple[Grade, str, int], ...]
    lines: tuple[LeaningResult, ...]
    capped: bool


def results(
    outside: Outside, actor: Actor, instrument_id: UUID, only: Grade | None = None
) -> LeaningResults:
    """For who keeps the register; the gravest first. Raises NotYours, NotFound."""
    with outside.sessions.begin() as session:
        require_registrar(session, outside, actor)
        epoch = read_time(session, outside.clock.now()).epoch
        name = instrument_words(session, instrument_id)
        signed = signed_on(session, instrument_id, MOST)
        graded = grades(session, instrument_id, signed, epoch)
        names = person_names(session, {each.mandate.person_id for each in signed})
        lines = [_line(session, each, graded[each.document_id], names) for each in signed]
    order = (Grade.GROUNDLESS, Grade.REVIEW, Grade.FIRM)
    lines.sort(key=lambda line: (order.index(line.grade), -line.signed_at.timestamp()))
    counted = Counter(line.grade for line in lines)
    return LeaningResults(
        instrument_id=instrument_id,
        instrument=name,
        counts=tuple((each, say(GRADES[each]), counted[each]) for each in order),
        lines=tuple(line for line in lines if only in (None, line.grade)),
        capped=len(signed) == MOST,
    )


def grades(
    session: Session, instrument_id: UUID, signed: tuple[Signed, ...], epoch: int
) -> Mapping[UUID, Graded]:
    """By document."""
    corrected = corrections_of(session, instrument_id)
    found = {}
    for each in signed:
        mandate = each.mandate
        register = load_register(session, mandate.procedure, {mandate.unit_id}, epoch)
        found[each.document_id] = grade(
            register,
            mandate,
            instrument_id,
            each.signed_at,
            started_at=each.received_at,
            facts_now=each.facts,
            corrected_at=corrected,
        )
    return found


def instrument_words(session: Session, instrument_id: UUID) -> str:
    """Its own name, also of one that was struck since. Raises NotFound."""
    row = session.scalars(
        select(InstrumentRow)
        .where(InstrumentRow.id == instrument_id)
        .order_by(InstrumentRow.row_id.desc())
        .limit(1)
    ).first()
    if row is None:
        raise NotFound(say("Không có văn bản giao quyền này trong danh mục thẩm quyền."))
    return act_name(instrument_of(row))


def _line(
    session: Session, signed: Signed, graded: Graded, names: Mapping[UUID, str]
) -> LeaningResult:
    procedure = load_bundle(session, signed.bundle_sha256).procedure
    spec = procedure.document(signed.key)
    letter = LETTERS.get(graded.grade)
    return LeaningResult(
        dossier_id=signed.dossier_id,
        dossier_code=signed.dossier_code,
        procedure_title=procedure.title,
        document_id=signed.document_id,
        title=spec.title if spec else signed.key,
        number_text=(
            document_number(signed.number, signed.symbol)
            if signed.number and signed.symbol
            else None
        ),
        released=signed.status == "released",
        signer=names.get(signed.mandate.person_id, ""),
        capacity=signed.mandate.capacity,
        signed_at=signed.signed_at,
        grade=graded.grade,
        grade_words=say(GRADES[graded.grade]),
        reasons=graded.reasons,
        to_do=say(TO_DO[graded.grade]),
        letter=say(letter) if letter else None,
    )
