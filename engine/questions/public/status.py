"""What a citizen sees with the code of the slip: nothing beyond what the slips show."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from bpmn.values import Kind
from engine.actions.ratings.rate import CHANGEABLE
from engine.actions.supplements.receive import MESSAGE as SUPPLEMENT
from engine.actions.supplements.send_in import CHANNEL
from engine.core.dossier import Document, Dossier
from engine.core.procedure import Procedure
from engine.core.told_time import tell_moment
from engine.errors import NotFound
from engine.outside.outside import Outside
from engine.questions.parts import StepView
from engine.questions.slips.supplement_request import MISSING
from engine.say import say
from engine.store.answers import all_answers
from engine.store.bundles import load_bundle
from engine.store.documents import documents_of
from engine.store.load_standing import Standing, load_standing
from engine.store.lookup import find_by_lookup_code
from engine.store.papers import papers_added_at, papers_of
from engine.store.records import DossierRow, HistoryRow, LedgerRow, RatingRow, TimerRow

ENDED = ("finished", "stopped")


@dataclass(frozen=True, slots=True)
class Slot:
    """A component for which papers may be sent; `given` tells whether the dossier has one."""

    key: str
    title: str
    accepts: tuple[str, ...]
    given: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What the applicant is asked for now: in the officer's words, until when, in which slots."""

    task_id: UUID
    words: str
    until: datetime | None
    again: bool
    """The legal term begins again with the answer, instead of going on."""
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """The receipt for the last papers that came over the public page: when, and for what."""

    at: datetime
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RatingAsked:
    """`score` is None while none was given; `open` tells whether one may be given or changed."""

    score: int | None
    words: str
    open: bool
    until: datetime | None


@dataclass(frozen=True, slots=True)
class PublicStatus:
    """Where a dossier is, without any name."""

    code: str
    procedure_title: str
    procedure_key: str
    unit_name: str
    status_words: str
    advice: str
    """What to do now, in one or two sentences."""
    late: bool
    phases: tuple[StepView, ...]
    received_at: datetime
    due_at: datetime | None
    finished_at: datetime | None
    asked: Asked | None
    sent: Sent | None
    result_available: bool
    rating: RatingAsked | None
    """Once the dossier has ended."""


def status(outside: Outside, lookup_code: str) -> PublicStatus:
    """Raises NotFound; the code has 120 random bits, so that guessing is useless."""
    with outside.sessions.begin() as session:
        dossier_id = find_by_lookup_code(session, lookup_code)
        standing = load_standing(session, dossier_id, outside.clock.now())
        dossier, around, now = standing
        procedure = dossier.bundle.procedure
        row = session.get_one(DossierRow, dossier_id)
        released = _released(documents_of(session, dossier_id), procedure)
        asked = _asked(session, standing)
        late = row.due_at is not None and now > row.due_at and not (released or asked)
        late = late and dossier.status not in ENDED
        return PublicStatus(
            code=dossier.code,
            procedure_title=procedure.title,
            procedure_key=procedure.slug,
            unit_name=around.register.units[dossier.unit_id].name,
            status_words=_status_words(dossier, released),
            advice=_advice(dossier, released, asked, late=late),
            late=late,
            phases=_phases(session, dossier, released, row.finished_at),
            received_at=dossier.received_at,
            due_at=dossier.due_at,
            finished_at=row.finished_at,
            asked=asked,
            sent=_sent(session, dossier),
            result_available=released is not None,
            rating=_rating(session, dossier, now),
        )


def result(outside: Outside, lookup_code: str) -> bytes:
    """The released result. Raises NotFound when there is none (yet)."""
    with outside.sessions.begin() as session:
        row = session.get_one(DossierRow, find_by_lookup_code(session, lookup_code))
        procedure = load_bundle(session, row.bundle_sha256).procedure
        document = _released(documents_of(session, row.id), procedure)
    if document is None:
        raise NotFound(say("Hồ sơ này chưa có kết quả được phát hành."))
    return outside.files.get(document.versions[-1].file_sha256)


def _released(documents: tuple[Document, ...], procedure: Procedure) -> Document | None:
    """What goes to the applicant; papers between agencies and inside them are nobody else's."""
    return next(
        (d for d in documents if d.status == "released" and d.key in procedure.results), None
    )


def _status_words(dossier: Dossier, released: Document | None) -> str:
    match dossier.outcome:
        case "granted":
            return say("Đã trả kết quả")
        case "refused":
            return say("Đã trả văn bản từ chối, có nêu lý do")
        case "lapsed":
            return say("Đã dừng giải quyết vì không bổ sung")
        case "withdrawn":
            return say("Đã rút hồ sơ")
        case "stopped":
            return say("Đã dừng giải quyết")
    if dossier.status in ENDED:
        return say("Đã kết thúc")
    if released is not None:
        return say("Đã có kết quả")
    if dossier.status == "waiting_applicant":
        return say("Chờ ông/bà bổ sung giấy tờ")
    return say("Đang giải quyết")


def _advice(dossier: Dossier, released: Document | None, asked: Asked | None, *, late: bool) -> str:
    if dossier.status in ENDED:
        if released is not None:
            return say("Kết quả vẫn tải lại được ở trang này, bất cứ lúc nào.")
        return say("Nếu chưa rõ lý do, hãy hỏi Bộ phận Tiếp nhận và Trả kết quả nơi đã nộp hồ sơ.")
    if released is not None:
        return say(
            "Hãy tải kết quả ở trang này, hoặc đến nhận tại nơi đã nộp hồ sơ; nhớ mang giấy tiếp "
            "nhận và giấy tờ tùy thân."
        )
    if asked is not None:
        if asked.until is not None:
            return say(
                "Hãy gửi giấy tờ được yêu cầu trước %(until)s, ở trang này hoặc tại nơi đã "
                "nộp hồ sơ. Thời hạn giải quyết tạm dừng trong lúc chờ.",
                until=tell_moment(asked.until),
            )
        return say("Hãy gửi giấy tờ được yêu cầu, ở trang này hoặc tại nơi đã nộp hồ sơ.")
    if late:
        return say(
            "Đã quá giờ hẹn trả, cơ quan giải quyết có trách nhiệm xin lỗi và hẹn lại. Ông/bà có "
            "thể hỏi Bộ phận Tiếp nhận và Trả kết quả nơi đã nộp hồ sơ."
        )
    return say("Ông/bà chưa cần làm gì. Trang này đổi ngay khi hồ sơ có kết quả.")


def _phases(
    session: Session, dossier: Dossier, released: Document | None, finished_at: datetime | None
) -> tuple[StepView, ...]:
    """The way in four words of a citizen, with each request for papers between them."""
    ended = dossier.status in ENDED
    waiting = dossier.status == "waiting_applicant"
    stops = session.scalars(
        select(LedgerRow)
        .where(LedgerRow.dossier_id == dossier.id, LedgerRow.kind == "supplement")
        .order_by(LedgerRow.starts_at)
    )
    due = None
    if dossier.due_at is not None:
        due = say("Hẹn trả kết quả: %(at)s", at=tell_moment(dossier.due_at))
    phases = [StepView(say("Nhận hồ sơ"), "done", tell_moment(dossier.received_at))]
    phases += [_supplement(stop) for stop in stops]
    if ended and released is None:
        note = None if finished_at is None else tell_moment(finished_at)
        return (*phases, StepView(_status_words(dossier, None), "done", note))
    if not waiting:
        phases.append(
            StepView(say("Giải quyết"), "done" if released else "now", None if released else due)
        )
    else:
        phases.append(StepView(say("Giải quyết tiếp"), "next", None))
    if released is None:
        return (
            *phases,
            *(StepView(w, "next", None) for w in (say("Ký kết quả"), say("Trả kết quả"))),
        )
    issued = None if released.issued_at is None else tell_moment(released.issued_at)
    phases.append(StepView(say("Ký kết quả"), "done", issued))
    if ended:
        note = None if finished_at is None else tell_moment(finished_at)
        return (*phases, StepView(say("Trả kết quả"), "done", note))
    return (*phases, StepView(say("Trả kết quả"), "now", due))


def _supplement(stop: LedgerRow) -> StepView:
    since = tell_moment(stop.starts_at)
    if stop.ends_at is None:
        return StepView(
            say("Chờ ông/bà bổ sung giấy tờ"), "now", say("Yêu cầu lúc %(at)s", at=since)
        )
    until = tell_moment(stop.ends_at)
    note = say("Yêu cầu lúc %(at)s, kết thúc chờ lúc %(until)s", at=since, until=until)
    return StepView(say("Bổ sung giấy tờ"), "done", note)


def _asked(session: Session, standing: Standing) -> Asked | None:
    """The wait for the applicant, if one is open and its term has not run out."""
    dossier, around, now = standing
    elements = dossier.bundle.compiled.elements
    wait = next((t for t in around.open_tasks if elements[t.element].message == SUPPLEMENT), None)
    if wait is None:
        return None
    scope = wait.element.rpartition("/")[0]
    timers = [
        t.id
        for t in around.open_tasks
        if t.kind == Kind.TIMER
        # Its term stands beside it, or on the call that it is in.
        and scope in (t.element.rpartition("/")[0], elements[t.element].attached_to)
    ]
    until = session.scalars(
        select(TimerRow.due_at)
        .where(TimerRow.dossier_id == dossier.id, TimerRow.task_id.in_(timers))
        .order_by(TimerRow.due_at)
    ).first()
    if until is not None and until <= now:
        return None
    given = {paper.component for paper in papers_of(session, dossier.id)}
    slots = [
        Slot(p.key, p.title, p.accepts, p.key in given) for p in dossier.bundle.procedure.papers
    ]
    return Asked(
        task_id=wait.id,
        words=str(all_answers(session, dossier.id).get(MISSING) or ""),
        until=until,
        again=any(e.policy == "restart" for e in around.ledger if e.ends_at is None),
        slots=tuple(sorted(slots, key=lambda slot: slot.given)),
    )


def _sent(session: Session, dossier: Dossier) -> Sent | None:
    told = session.execute(
        select(HistoryRow.at, HistoryRow.canonical)
        .where(HistoryRow.dossier_id == dossier.id, HistoryRow.kind == "message_delivered")
        .order_by(HistoryRow.seq.desc())
    )
    at = next((at for at, words in told if json.loads(words).get("channel") == CHANNEL), None)
    if at is None:
        return None
    titles = {p.key: p.title for p in dossier.bundle.procedure.papers}
    papers = papers_added_at(session, dossier.id, at)
    told_of = dict.fromkeys(titles.get(paper.component, paper.component) for paper in papers)
    return Sent(at, tuple(told_of))


def _rating(session: Session, dossier: Dossier, now: datetime) -> RatingAsked | None:
    if dossier.status not in ENDED:
        return None
    row = session.get(RatingRow, dossier.id)
    if row is None:
        return RatingAsked(None, "", open=True, until=None)
    until = row.given_at + CHANGEABLE
    return RatingAsked(row.score, row.words or "", open=now < until, until=until)
