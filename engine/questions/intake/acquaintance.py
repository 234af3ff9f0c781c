"""What the desk knows already while it takes a dossier in: persons, open dossiers, papers held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.core.authority.register import Power
from engine.core.dossier import Party
from engine.core.known_party import asked, hidden, marks
from engine.core.old_letters import from_tcvn3, well_cased
from engine.core.procedure import PaperSpec
from engine.errors import NotFound, NotYours
from engine.outside.outside import Outside
from engine.questions.intake.procedures import IntakeChoice
from engine.questions.words import status_words
from engine.say import say
from engine.store.bundles import load_bundle
from engine.store.desk_habits import habit_of
from engine.store.known_parties import dossiers_of, find_known, known_of
from engine.store.offices import office_of
from engine.store.records import AnswerRow, DossierRow, KnownPartyRow, PaperRow
from engine.store.time import read_time

MOST_HELD = 3
"""Earlier papers offered for one component, the latest first."""


@dataclass(frozen=True, slots=True)
class PersonOffer:
    """A known person as offered: enough to be told from another of the same name."""

    id: UUID
    full_name: str
    identity: str
    """Only its last four digits."""
    phone: str
    address: str | None


@dataclass(frozen=True, slots=True)
class OpenTwin:
    """A dossier of the same applicant for the same procedure that is not finished."""

    id: UUID
    code: str
    received_at: datetime
    status: str


@dataclass(frozen=True, slots=True)
class HeldPaper:
    """A paper of an earlier dossier of the same applicant, for a component of this procedure."""

    component: str
    dossier_id: UUID
    paper_id: UUID
    name: str
    media_type: str
    size: int
    added_at: datetime
    code: str


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """What the desk has of an applicant; nothing of it hinders the reception."""

    twins: tuple[OpenTwin, ...] = ()
    held: tuple[HeldPaper, ...] = ()
    before: str | None = None
    """Code of their last dossier of this procedure, whose answers are offered again."""
    answers: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DeskHabit:
    """`procedure` is the key of what this officer took in last."""

    print_at_once: bool
    procedure: str | None


def known_persons(outside: Outside, actor: Actor, text: str) -> tuple[PersonOffer, ...]:
    """At most eight persons of the desk's own dossiers whose name, identity or phone begins so.

    () for fewer than three characters. Raises NotYours.
    """
    wanted = asked(text)
    with outside.sessions.begin() as session:
        desk = _desk(session, outside, actor)
        found = find_known(session, desk, wanted) if wanted else ()
        return tuple(map(_offer, found))


def known_person(outside: Outside, actor: Actor, id: UUID) -> Party:
    """All that the desk knows of the one who was picked. Raises NotFound, NotYours."""
    with outside.sessions.begin() as session:
        row = known_of(session, _desk(session, outside, actor), id)
        if row is None:
            raise NotFound(say("Không có người này trong các hồ sơ của đơn vị."))
        return Party(row.full_name, row.identity, row.phone, row.email, row.address)


def better_written(name: str) -> str | None:
    """A name in capitals or in TCVN3 letters as it should be written; None for a proper one, and
    for one without any mark: that is somebody being looked for."""
    if name.islower() and name.isascii():
        return None
    meant = from_tcvn3(name)
    return well_cased(meant or name) or meant


def acquaintance(
    outside: Outside, actor: Actor, choice: IntakeChoice, applicant: Party
) -> Acquaintance:
    """Open dossiers and earlier papers of this applicant at the desk. Raises NotYours.

    The same applicant: by identity, or by name and phone together.
    """
    with outside.sessions.begin() as session:
        desk = _desk(session, outside, actor)
        ids = dossiers_of(session, desk, marks(applicant))
        if not ids:
            return Acquaintance()
        rows = session.scalars(
            select(DossierRow)
            .where(DossierRow.id.in_(ids))
            .order_by(DossierRow.received_at.desc())
            .limit(50)
        ).all()
        same = [row for row in rows if _named(session, row) == choice.code_or_slug]
        twins = tuple(
            OpenTwin(row.id, row.code, row.received_at, status_words(row.status, row.outcome))
            for row in same
            if row.finished_at is None
        )
        held = tuple(_held(session, outside, {row.id: row for row in rows}, choice.papers))
        last = next(iter(same), None)
        answers = _answers(session, choice, last)
    return Acquaintance(twins, held, last.code if last and answers else None, answers)


def desk_habit(outside: Outside, actor: Actor) -> DeskHabit:
    """How this officer likes the page."""
    with outside.sessions.begin() as session:
        return DeskHabit(*habit_of(session, actor.person_id))


def _held(
    session: Session,
    outside: Outside,
    dossiers: dict[UUID, DossierRow],
    wanted: tuple[PaperSpec, ...],
) -> Iterator[HeldPaper]:
    """Papers of the same component: the same title, whatever the procedure calls it."""
    titles = {paper.title: paper for paper in wanted}
    papers = session.scalars(
        select(PaperRow)
        .where(PaperRow.dossier_id.in_(dossiers))
        .order_by(PaperRow.added_at.desc(), PaperRow.id)
    ).all()
    offered: dict[str, set[str]] = {}
    for row in papers:
        dossier = dossiers[row.dossier_id]
        specs = load_bundle(session, dossier.bundle_sha256).procedure.papers
        title = next((spec.title for spec in specs if spec.key == row.component), None)
        spec = titles.get(title or "")
        if spec is None or (spec.accepts and row.media_type not in spec.accepts):
            continue
        seen = offered.setdefault(spec.key, set())
        if (
            len(seen) >= MOST_HELD
            or row.file_sha256 in seen
            or not outside.files.has(row.file_sha256)
        ):
            continue
        seen.add(row.file_sha256)
        yield HeldPaper(
            spec.key,
            row.dossier_id,
            row.id,
            row.name,
            row.media_type,
            row.size,
            row.added_at,
            dossier.code,
        )


def _named(session: Session, row: DossierRow) -> str:
    """The procedure, whoever resolves it: the internal procedures of two delegates are one."""
    return load_bundle(session, row.bundle_sha256).procedure.code_or_slug


def _answers(
    session: Session, choice: IntakeChoice, last: DossierRow | None
) -> Mapping[str, object]:
    """What was answered last time, but for what steers the dossier: that is judged anew."""
    if last is None or choice.form is None:
        return {}
    given = session.scalars(
        select(AnswerRow.answers)
        .where(AnswerRow.dossier_id == last.id, AnswerRow.form == choice.form.key)
        .order_by(AnswerRow.given_at)
        .limit(1)
    ).first()
    asked_now = {each.key for each in choice.form.fields} - choice.form.facts
    return {key: value for key, value in (given or {}).items() if key in asked_now}


def _offer(row: KnownPartyRow) -> PersonOffer:
    return PersonOffer(row.id, row.full_name, hidden(row.identity), hidden(row.phone), row.address)


def _desk(session: Session, outside: Outside, actor: Actor) -> UUID:
    now = read_time(session, outside.clock.now()).now
    office = office_of(session, actor.person_id, Power.RECEIVE, now)
    if office is None:
        raise NotYours(say("Chỉ bộ phận tiếp nhận được xem người đã biết."), "not_competent")
    return office.unit_id
