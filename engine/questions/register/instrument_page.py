"""Everything about one instrument, for those who keep the register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.register.instruments.draft import UNISSUED, instrument_known
from engine.actions.register.instruments.file_verdict import file_verdict
from engine.actions.register.instruments.rules import judged
from engine.actions.register.instruments.told import InstrumentTold, told_of
from engine.actions.register.office import require_registrar
from engine.core.authority.register import InstrumentState
from engine.errors import NotFound
from engine.outside.outside import Outside
from engine.questions.register.commitment_views import CommitmentView, commitment_views
from engine.questions.register.instrument_head import InstrumentHead, instrument_head
from engine.questions.register.instrument_history import (
    EventView,
    StateView,
    events_of,
    states_of,
)
from engine.questions.register.instrument_lines import LineView, line_view
from engine.say import say
from engine.store.people import name_if_known, person_names
from engine.store.records import InstrumentRow
from engine.store.register_acts import file_of, lines_of, procedure_titles, who_entered
from engine.store.register_around import load_around
from signing.verify.report import Report


@dataclass(frozen=True, slots=True)
class FileView:
    """The decision itself; `trouble` says why it does not do (yet). `compared_by`: who compared the
    scan with the paper when it was put in force."""

    name: str
    size: int
    pages: int | None
    on_paper: bool
    trouble: str | None
    signers: tuple[str, ...]
    added_at: datetime
    added_by: str
    compared_by: str | None


@dataclass(frozen=True, slots=True)
class InstrumentPage:
    """`against`: sentences that speak against a draft; `entered_it`: this reader entered it and may
    not approve; `is_open`: still being written."""

    head: InstrumentHead
    lines: tuple[LineView, ...]
    file: FileView | None
    states: tuple[StateView, ...]
    events: tuple[EventView, ...]
    commitments: tuple[CommitmentView, ...]
    against: tuple[str, ...]
    entered_by: tuple[str, ...]
    entered_it: bool
    is_open: bool


def instrument_page(outside: Outside, actor: Actor, instrument_id: UUID) -> InstrumentPage:
    """Raises NotYours, NotFound."""
    with outside.sessions.begin() as session:
        now = require_registrar(session, outside, actor)
        act = instrument_known(session, instrument_id)
        lines = lines_of(session, act.id)
        register = load_around(session, act, lines)
        titles = procedure_titles(session)
        entered = who_entered(session, act.id, [InstrumentState.DRAFT])
        is_open = act.state in UNISSUED
        against = judged(session, act, lines, now) if is_open else ()
        return InstrumentPage(
            head=instrument_head(session, register, act, now),
            lines=tuple(line_view(register, titles, line) for line in lines),
            file=_file(session, act),
            states=states_of(session, act.id),
            events=events_of(session, act.id),
            commitments=commitment_views(session, {act.id: act}, now),
            against=tuple(finding.says for finding in against),
            entered_by=tuple(sorted(person_names(session, entered).values())),
            entered_it=actor.person_id in entered,
            is_open=is_open,
        )


def instrument_as_told(
    outside: Outside, actor: Actor, instrument_id: UUID
) -> tuple[InstrumentTold, int]:
    """What a form that corrects it shows, and the row it shows. Raises NotYours, NotFound."""
    with outside.sessions.begin() as session:
        require_registrar(session, outside, actor)
        act = instrument_known(session, instrument_id)
        return told_of(act, lines_of(session, act.id)), act.row_id


def instrument_file(outside: Outside, actor: Actor, instrument_id: UUID) -> tuple[bytes, str]:
    """The decision and its name. Raises NotYours, NotFound."""
    with outside.sessions.begin() as session:
        require_registrar(session, outside, actor)
        act = instrument_known(session, instrument_id)
        row = file_of(session, act)
    if act.file_sha256 is None:
        raise NotFound(say("Văn bản này chưa có tệp."))
    return outside.files.get(act.file_sha256), row.name if row else "van-ban.pdf"


def _file(session: Session, act: InstrumentRow) -> FileView | None:
    row = file_of(session, act)
    if row is None:
        return None
    verdict = file_verdict(session, act, row, Report.from_json(row.report))
    return FileView(
        name=row.name,
        size=row.size,
        pages=row.pages,
        on_paper=row.on_paper,
        trouble=verdict.trouble,
        signers=verdict.signers,
        added_at=row.added_at,
        added_by=name_if_known(session, row.added_by_id) or "—",
        compared_by=name_if_known(session, act.paper_attested_by_id),
    )
