"""Who opened what: of a dossier, for its heads and the administrators; of a person, for these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select, tuple_
from sqlalchemy.orm import Session

from engine.actions.accounts.keep.office import require_admin
from engine.actions.accounts.waits import ADMIN
from engine.actions.actor import Actor
from engine.core.vietnamese import fold
from engine.core.written_id import written_id
from engine.errors import NotFound
from engine.outside.outside import Outside
from engine.questions.places import led_units
from engine.say import say
from engine.store.bundles import load_procedure
from engine.store.load_dossier import load_dossier, no_dossier
from engine.store.people import name_if_known
from engine.store.records import DocumentRow, DossierRow, PaperRow, PersonRow, ReadLogRow
from engine.store.seats_held import has_role
from engine.store.time import read_time

MOST = 500
KINDS: dict[str, Callable[[], str]] = {
    "dossier": lambda: say("Mở xem hồ sơ"),
    "task": lambda: say("Mở việc"),
    "paper": lambda: say("Xem giấy tờ"),
    "document": lambda: say("Xem văn bản"),
    "slip": lambda: say("In phiếu"),
    "search": lambda: say("Thấy trong kết quả tìm"),
    "known_person": lambda: say("Dùng lại thông tin người nộp"),
    "online": lambda: say("Xem bản nộp trực tuyến"),
    "report": lambda: say("Xuất báo cáo"),
    "reads": lambda: say("Xem danh sách người đã mở"),
}
REPORTS: dict[str, Callable[[], str]] = {
    "so-theo-doi": lambda: say("sổ theo dõi hồ sơ"),
    "bao-cao": lambda: say("số liệu tổng hợp"),
    "bao-cao/ho-so": lambda: say("danh sách hồ sơ"),
}
"""What was taken out of the house, by the item that the log holds."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One thing that was opened. `place` are the posts that the reader held then."""

    at: datetime
    person_id: UUID
    reader: str
    place: str
    says: str
    item: str
    dossier_id: UUID | None
    dossier_code: str


@dataclass(frozen=True, slots=True)
class Reads:
    """`count` is how many fit, of which `lines` are the newest. `about` names the dossier or the
    person asked for."""

    about: str
    lines: tuple[ReadLine, ...]
    count: int


def reads_of_dossier(outside: Outside, actor: Actor, dossier_id: UUID) -> Reads:
    """For heads and deputies of a unit that takes part in it, and for administrators. Raises
    NotFound: to everybody else a dossier is told as one that does not exist."""
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        dossier = load_dossier(session, dossier_id)
        units = {*dossier.parties.values(), dossier.unit_id, dossier.receiving_unit_id}
        if units.isdisjoint(led_units(session, actor, now)) and not has_role(
            session, actor.person_id, ADMIN, now
        ):
            raise no_dossier()
        return _reads(session, dossier.code, ReadLogRow.dossier_id == dossier_id)


def reads_of_person(outside: Outside, actor: Actor, person_id: UUID, search: str) -> Reads:
    """`search` finds codes of dossiers. Raises NotYours, NotFound."""
    with outside.sessions.begin() as session:
        require_admin(session, outside, actor)
        name = name_if_known(session, person_id)
        if name is None:
            raise NotFound(say("Không có người này."))
        fits = ReadLogRow.person_id == person_id
        code = search.strip().upper()
        if code:
            fits &= DossierRow.code.contains(code, autoescape=True)
        return _reads(session, name, fits)


def all_reads(outside: Outside, actor: Actor, search: str) -> Reads:
    """Everything, the newest first; `search` finds readers without diacritics, and codes of
    dossiers. Raises NotYours."""
    with outside.sessions.begin() as session:
        require_admin(session, outside, actor)
        fits: ColumnElement[bool] = PersonRow.recorded_to.is_(None)
        for word in fold(search).split():
            fits &= or_(
                PersonRow.search_text.contains(word, autoescape=True),
                DossierRow.code.contains(word.upper(), autoescape=True),
            )
        return _reads(session, "", fits)


def _reads(session: Session, about: str, fits: ColumnElement[bool]) -> Reads:
    everything = (
        select(ReadLogRow, PersonRow.full_name, DossierRow.code)
        .join(PersonRow, (PersonRow.id == ReadLogRow.person_id) & PersonRow.recorded_to.is_(None))
        .outerjoin(DossierRow, DossierRow.id == ReadLogRow.dossier_id)
        .where(fits)
    )
    count = session.scalar(select(func.count()).select_from(everything.subquery()))
    rows = session.execute(everything.order_by(ReadLogRow.at.desc()).limit(MOST)).all()
    titles = _titles(session, {(row.ReadLogRow.dossier_id, row.ReadLogRow.item) for row in rows})
    lines = tuple(
        ReadLine(
            at=row.ReadLogRow.at,
            person_id=row.ReadLogRow.person_id,
            reader=row.full_name,
            place=row.ReadLogRow.place,
            says=KINDS.get(row.ReadLogRow.kind, lambda: say("Mở xem hồ sơ"))(),
            item=titles.get(row.ReadLogRow.item, ""),
            dossier_id=row.ReadLogRow.dossier_id if row.code else None,
            dossier_code=row.code or "",
        )
        for row in rows
    )
    return Reads(about, lines, count or 0)


def _titles(session: Session, items: set[tuple[UUID, str]]) -> dict[str, str]:
    """Names of papers, documents and reports; what is none of them stands as it is."""
    titles = {item: REPORTS[item]() if item in REPORTS else item for _, item in items}
    ids = [
        (dossier_id, found) for dossier_id, item in items if (found := written_id(item)) is not None
    ]
    of_item = tuple_(PaperRow.dossier_id, PaperRow.id).in_(ids)
    for paper in session.scalars(select(PaperRow).where(of_item)):
        titles[str(paper.id)] = paper.name
    documents = session.execute(
        select(DocumentRow.id, DocumentRow.key, DossierRow.bundle_sha256)
        .join(DossierRow, DossierRow.id == DocumentRow.dossier_id)
        .where(tuple_(DocumentRow.dossier_id, DocumentRow.id).in_(ids))
    )
    for document_id, key, bundle in documents:
        specs = load_procedure(session, bundle).documents
        titles[str(document_id)] = next((each.title for each in specs if each.key == key), key)
    return titles
