"""The register of authority asked: who may decide, what a position may, where nobody may."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from engine.actions.register.find_gaps import find_gaps
from engine.questions.register.gaps import Gaps, gaps
from engine.questions.register.letter import remedial_letter
from engine.questions.register.procedures import DecidedProcedures, procedures_decided
from engine.questions.register.results import LeaningResults, results
from engine.questions.register.timeline import Timeline, timeline
from engine.questions.register.who_may import WhoMay, who_may
from web.api.nouns import File, Noun
from web.api.reading import said
from web.current import actor, outside
from web.moments import read_moment

noun = Noun("grounds")


@dataclass(frozen=True, slots=True)
class Wanted:
    words: str = said("Of code or title, without diacritics.", most=200, default="")


@dataclass(frozen=True, slots=True)
class Asked:
    at: str | None = said("Moment, ISO 8601; now unless said.", most=40, default=None)
    unit_id: UUID | None = said("Where; the first unit by name unless said.", default=None)


@noun.get("/authority/procedures", "Procedures, and where each is decided")
def procedures(query: Wanted) -> DecidedProcedures:
    """Those of which law, an instrument or an internal procedure says so."""
    return procedures_decided(outside(), actor(), query.words)


@noun.get("/authority/procedures/<code>/who-may", "Who may decide a procedure, at a moment")
def deciders(code: str, query: Asked) -> WhoMay:
    """Every way from the law to a person, those that fail with their clause."""
    return who_may(outside(), actor(), code, read_moment("at", query.at), query.unit_id)


@noun.get("/authority/positions/<uuid:position_id>/timeline", "A position over time")
def position(position_id: UUID) -> Timeline:
    """Who sat there, what it may by law, what it was given and what it gave."""
    return timeline(outside(), actor(), position_id)


@noun.get("/authority/gaps", "From when nobody may sign what; what is given twice")
def nobody() -> Gaps:
    """As the last night found it, 90 days ahead."""
    return gaps(outside(), actor())


@noun.post("/authority/gaps", "Look for gaps now")
def look_again() -> Gaps:
    """Instead of tonight."""
    find_gaps(outside(), actor())
    return gaps(outside(), actor())


@noun.get("/authority/instruments/<uuid:instrument_id>/results", "What leaned on an instrument")
def leaned(instrument_id: UUID) -> LeaningResults:
    """Every signed document, graded by what the register knows now, the gravest first."""
    return results(outside(), actor(), instrument_id)


@noun.get(
    "/authority/instruments/<uuid:instrument_id>/results/<uuid:dossier_id>/<uuid:document_id>/letter",
    "The remedial letter for a result, drafted",
    media=("application/pdf",),
)
def letter(instrument_id: UUID, dossier_id: UUID, document_id: UUID) -> File:
    """Of a result that does not stand firm."""
    drafted = remedial_letter(outside(), actor(), instrument_id, dossier_id, document_id)
    return File(drafted, "du-thao-khac-phuc.pdf", "application/pdf")
