"""What stands above every page of a dossier."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.vietnamese import format_moment
from engine.questions.dossier.paper_at import paper_at
from engine.questions.known import Known
from engine.questions.parts import DossierHead
from engine.questions.words import TIMELINESS, paused_since, status_words, time_left
from engine.say import say
from engine.store.load_standing import Standing
from engine.store.records import DossierRow


def head(session: Session, standing: Standing, known: Known) -> DossierHead:
    """Code, procedure, people, times: how long is left, or how it ended."""
    dossier, around, _ = standing
    procedure = dossier.bundle.procedure
    extended = dossier.extended_at
    return DossierHead(
        id=dossier.id,
        code=dossier.code,
        procedure_title=procedure.title,
        procedure_code=procedure.code,
        unit_name=around.register.units[dossier.unit_id].name,
        applicant=dossier.applicant,
        submitter=dossier.submitter,
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        remaining=_remaining(standing),
        status_words=status_words(dossier.status, dossier.outcome),
        accountable_name=known.name(dossier.accountable_id) if dossier.accountable_id else None,
        lookup_code=dossier.lookup_code,
        extended_words=(
            None
            if extended is None
            else say("Đã gia hạn một lần lúc %(time)s", time=format_moment(extended))
        ),
        timeliness_words=_timeliness(session, standing),
        paper=paper_at(session, known),
    )


def _remaining(standing: Standing) -> str:
    dossier, around, now = standing
    stop = next((e for e in around.ledger if e.ends_at is None), None)
    if dossier.outcome is not None or dossier.status in ("finished", "stopped"):
        return ""
    if stop is not None:
        return paused_since(stop.starts_at)
    return time_left(around.calendar, now, dossier.due_at).words


def _timeliness(session: Session, standing: Standing) -> str | None:
    if standing.dossier.status not in ("finished", "stopped"):
        return None
    said = session.scalars(
        select(DossierRow.timeliness).where(DossierRow.id == standing.dossier.id)
    ).one()
    return say(TIMELINESS[said]) if said in TIMELINESS else None
