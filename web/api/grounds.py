"""The register of authority asked: who may decide, what a position may, where nobody may."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from engine.actions.register.find_gaps import find_gaps
from engine.actions.register.reports.mark_sent import mark_sent
from engine.actions.register.reports.set_due import set_due
from engine.errors import InvalidAnswers
from engine.questions.register.gaps import Gaps, gaps
from engine.questions.register.instrument_report import InstrumentReport, instrument_report
from engine.questions.register.letter import remedial_letter
from engine.questions.register.procedures import DecidedProcedures, procedures_decided
from engine.questions.register.report_dues import ReportDue, report_dues
from engine.questions.register.results import LeaningResults, results
from engine.questions.register.timeline import Timeline, timeline
from engine.questions.register.who_may import WhoMay, who_may
from engine.say import say
from web.api.nouns import File, Noun
from web.api.reading import said
from web.current import actor, outside
from web.instrument_report import docx_of, xlsx_of
from web.moments import EARLIEST, LATEST, read_moment
from web.report_document import DOCX_TYPE
from web.spreadsheet import XLSX_TYPE

noun = Noun("grounds")


@dataclass(frozen=True, slots=True)
class Wanted:
    words: str = said("Of code or title, without diacritics.", most=200, default="")


@dataclass(frozen=True, slots=True)
class Asked:
    at: str | None = said("Moment, ISO 8601; now unless said.", most=40, default=None)
    unit_id: UUID | None = said("Where; the first unit by name unless said.", default=None)


@dataclass(frozen=True, slots=True)
class Year:
    year: int | None = said("Of decisions; this one unless said.", default=None)


@dataclass(frozen=True, slots=True)
class Due:
    report_due: str = said('Day and month, "15/12"; empty: no report is asked.', most=10)


@dataclass(frozen=True, slots=True)
class SentYear:
    year: int = said("The year that the report is about.")


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


@noun.get("/authority/reports", "Reports on instruments, the most pressing first")
def reports_due() -> tuple[ReportDue, ...]:
    """Of every instrument that asks for one."""
    return report_dues(outside(), actor())


@noun.get("/authority/instruments/<uuid:instrument_id>/report", "How an instrument was carried out")
def carried_out(instrument_id: UUID, query: Year) -> InstrumentReport:
    """In a year, by procedure and month."""
    return instrument_report(outside(), actor(), instrument_id, _year(query.year))


@noun.get("/authority/instruments/<uuid:instrument_id>/report.docx", "The same", media=(DOCX_TYPE,))
def as_document(instrument_id: UUID, query: Year) -> File:
    """As a document to be completed and signed."""
    report = instrument_report(outside(), actor(), instrument_id, _year(query.year))
    return File(docx_of(report, actor().full_name), f"uy-quyen-{report.year}.docx", DOCX_TYPE)


@noun.get("/authority/instruments/<uuid:instrument_id>/report.xlsx", "The same", media=(XLSX_TYPE,))
def as_workbook(instrument_id: UUID, query: Year) -> File:
    """As a workbook."""
    report = instrument_report(outside(), actor(), instrument_id, _year(query.year))
    return File(xlsx_of(report, actor().full_name), f"uy-quyen-{report.year}.xlsx", XLSX_TYPE)


@noun.post("/authority/instruments/<uuid:instrument_id>/report-due", "When its report is due")
def due(instrument_id: UUID, body: Due) -> None:
    """Each year."""
    set_due(outside(), actor(), instrument_id, body.report_due)


@noun.post("/authority/instruments/<uuid:instrument_id>/report-sent", "A report was sent")
def report_sent(instrument_id: UUID, body: SentYear) -> None:
    """So that nobody is reminded of it any more."""
    mark_sent(outside(), actor(), instrument_id, _year(body.year) or body.year)


def _year(year: int | None) -> int | None:
    if year is not None and not EARLIEST < year < LATEST:
        raise InvalidAnswers({"year": [say("Hãy ghi một ngày từ năm 1901 đến năm 8999.")]})
    return year
