"""Sổ theo dõi hồ sơ (Mẫu số 07, Thông tư 03/2025/TT-VPCP): what a desk took in in a period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.letterhead import letterhead_of
from engine.core.authority.register import Power
from engine.core.dossier import Bundle
from engine.core.vietnamese import LOCAL
from engine.errors import InvalidAnswers, NotYours
from engine.machine.render_document import local_minute
from engine.outside.outside import Outside
from engine.questions.reach import seats
from engine.questions.slips.paper import of_desk, printed
from engine.questions.words import status_words
from engine.say import in_vietnamese
from engine.store.bundles import load_bundle
from engine.store.offices import Office, letterhead_row
from engine.store.records import AnswerRow, DossierRow
from engine.store.time import read_time

LONGEST = timedelta(days=366)
MOST = 5000
"""Lines of one book; above it the period is to be shorter."""
CHANNEL = "hinh_thuc_tra"
"""The answer, in the forms that hand a result over, that says how."""
ONLY_DESK = "Chỉ bộ phận tiếp nhận được mở sổ theo dõi hồ sơ của đơn vị mình."


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One dossier of the book."""

    dossier_id: UUID
    code: str
    procedure: str
    applicant: str
    contact: str
    lead_unit: str
    received_at: datetime
    due_at: datetime | None
    finished_at: datetime | None
    channel: str
    """How the result was handed over; "" while it was not."""
    status: str


@dataclass(frozen=True, slots=True)
class RegisterBook:
    """The book of one desk, both days included."""

    unit_name: str
    first: date
    last: date
    lines: tuple[RegisterLine, ...]


def register_lines(outside: Outside, actor: Actor, first: date, last: date) -> RegisterBook:
    """The book for a page. Raises NotYours (no desk), InvalidAnswers (the period)."""
    _check(first, last)
    with outside.sessions.begin() as session:
        office = _desk(session, actor, read_time(session, outside.clock.now()).now)
        rows = session.scalars(
            select(DossierRow)
            .where(
                DossierRow.receiving_unit_id == office.unit_id,
                DossierRow.received_at >= _midnight(first),
                DossierRow.received_at < _midnight(last + timedelta(days=1)),
            )
            .order_by(DossierRow.received_at, DossierRow.code)
            .limit(MOST + 1)
        ).all()
        if len(rows) > MOST:
            said = f"Khoảng này có hơn {MOST} hồ sơ; hãy chọn khoảng ngắn hơn."
            raise InvalidAnswers({"last": [said]})
        handed = _handed_over(session, [row.id for row in rows])
        lines = tuple(_line(session, row, handed.get(row.id)) for row in rows)
        return RegisterBook(office.unit_name, first, last, lines)


@in_vietnamese()
def register_book(outside: Outside, actor: Actor, first: date, last: date) -> bytes:
    """The same as PDF, A4 across. Raises as `register_lines`."""
    book = register_lines(outside, actor, first, last)
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        letterhead = letterhead_of(session, _desk(session, actor, now).unit_id)
    data = {
        **of_desk(outside, letterhead),
        "title": "Sổ theo dõi hồ sơ",
        "first": first.isoformat(),
        "last": last.isoformat(),
        "lines": [_printable(line) for line in book.lines],
    }
    return printed("so_theo_doi", data, now)


def _printable(line: RegisterLine) -> dict[str, str | None]:
    return {
        "code": line.code,
        "procedure": line.procedure,
        "applicant": line.applicant,
        "contact": line.contact,
        "lead_unit": line.lead_unit,
        "received_at": local_minute(line.received_at),
        "due_at": None if line.due_at is None else local_minute(line.due_at),
        "finished_at": None if line.finished_at is None else local_minute(line.finished_at),
        "channel": line.channel,
    }


def _check(first: date, last: date) -> None:
    if last < first:
        raise InvalidAnswers({"last": ["Ngày cuối phải từ ngày đầu trở đi."]})
    if last - first > LONGEST:
        raise InvalidAnswers({"last": ["Một sổ dài nhất một năm; hãy chọn khoảng ngắn hơn."]})


def _desk(session: Session, actor: Actor, now: datetime) -> Office:
    found = next((o for o in seats(session, actor, now) if Power.RECEIVE in o.powers), None)
    if found is None:
        raise NotYours(ONLY_DESK, "not_competent")
    return found


def _handed_over(session: Session, dossiers: list[UUID]) -> dict[UUID, str]:
    """The answer to how the result was handed over, by dossier."""
    rows = session.execute(
        select(AnswerRow.dossier_id, AnswerRow.answers)
        .where(AnswerRow.dossier_id.in_(dossiers), AnswerRow.answers.has_key(CHANNEL))
        .order_by(AnswerRow.given_at)
    )
    return {row.dossier_id: str(row.answers[CHANNEL]) for row in rows}


def _channel(bundle: Bundle, answer: str | None) -> str:
    """The answer by the words of the form that asked it."""
    fields = (field for form in bundle.forms.values() for field in form.fields)
    options = (o for field in fields if field.key == CHANNEL for o in field.options)
    return next((option.label for option in options if option.value == answer), "")


def _line(session: Session, row: DossierRow, handed_over: str | None) -> RegisterLine:
    applicant, bundle = row.applicant, load_bundle(session, row.bundle_sha256)
    contact = [applicant.get("address"), applicant.get("phone")]
    return RegisterLine(
        dossier_id=row.id,
        code=row.code,
        procedure=bundle.procedure.title,
        applicant=str(applicant["full_name"]),
        contact=", ".join(c for c in contact if c),
        lead_unit=letterhead_row(session, row.unit_id).name,
        received_at=row.received_at,
        due_at=row.due_at,
        finished_at=row.finished_at,
        channel=_channel(bundle, handed_over),
        status=status_words(row.status, row.outcome),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=LOCAL)
