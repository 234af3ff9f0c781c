"""The heads' report, the lists behind its numbers, its tables as files; and what is stuck."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from flask_babel import gettext as _

from engine.actions.operations.retry import retry
from engine.actions.operations.retry_alike import retry_alike
from engine.core.period import LONGEST, Period, period_around
from engine.core.vietnamese import LOCAL
from engine.errors import InvalidAnswers
from engine.questions.operations.operations import Stuck, stuck
from engine.questions.operations.system_state import SystemState, system_state
from engine.questions.reports.asked import OF_STEPS, Asked
from engine.questions.reports.dossier_report import Listed, Report, listed, report
from engine.questions.reports.overview import OpenSteps, Overview, open_steps, overview
from engine.questions.reports.step_report import StepReport, StepsListed, step_report, steps_listed
from web.api.nouns import File, Noun
from web.api.reading import said
from web.current import actor, outside
from web.pages.operations import require_operations
from web.report_table import dossier_table, step_table
from web.spreadsheet import CSV_TYPE, XLSX_TYPE, Table, as_csv, as_xlsx

noun = Noun("reports")
Dossiers = Literal["unit", "field", "procedure", "officer"]
Steps = Literal["step", "doer"]
LAST_YEAR = 9000
MOST_PAGES = 1_000_000


@dataclass(frozen=True, slots=True)
class Wanted:
    period: Literal["day", "week", "month", "quarter", "year"] = said("Around.", default="month")
    day: date | None = said("In which the period lies; today unless said.", default=None)
    first: date | None = said("A free period's first day.", default=None)
    last: date | None = said("Its last; today unless said.", default=None)
    unit_id: UUID | None = said("Of one unit.", default=None)
    field: str | None = said("Of one field.", most=200, default=None)
    procedure: str | None = said("Of one procedure: slug.", most=200, default=None)
    officer_id: UUID | None = said("Of one officer.", default=None)


@dataclass(frozen=True, slots=True)
class WantedReport(Wanted):
    by: Dossiers = said("A line for each.", default="unit")


@dataclass(frozen=True, slots=True)
class WantedSteps(Wanted):
    by: Steps = said("A line for each.", default="step")


@dataclass(frozen=True, slots=True)
class WantedFile(Wanted):
    by: Dossiers | Steps = said("A line for each.", default="unit")


@dataclass(frozen=True, slots=True)
class Behind(WantedReport):
    figure: str = said("Which number.", most=40, default="all")
    line: str | None = said("Of which line.", most=200, default=None)
    page: int = said("Counted from 1.", default=1)


@dataclass(frozen=True, slots=True)
class BehindSteps(WantedSteps):
    figure: str = said("Which number.", most=40, default="done")
    line: str | None = said("Of which line.", most=200, default=None)
    page: int = said("Counted from 1.", default=1)


@dataclass(frozen=True, slots=True)
class Pressing:
    figure: str = said("Which number of the overview.", most=40, default="open")
    officer_id: UUID | None = said("Of one officer.", default=None)
    page: int = said("Counted from 1.", default=1)


@dataclass(frozen=True, slots=True)
class Operations:
    """What is stuck, why, since when; and the state of what the system needs."""

    stuck: tuple[Stuck, ...]
    state: SystemState


@dataclass(frozen=True, slots=True)
class Retried:
    count: int


@noun.get("/reports/overview", "This moment: what presses, and on whom")
def now() -> Overview:
    """Of the units of which the person is a head."""
    return overview(outside(), actor())


@noun.get("/reports/open-steps", "The open steps behind a number of the overview")
def pressing(query: Pressing) -> OpenSteps:
    """By page."""
    page = _page(query.page)
    return open_steps(outside(), actor(), query.figure, query.officer_id, page)


@noun.get("/reports/dossiers", "The on-time report of a period")
def by_dossier(query: WantedReport) -> Report:
    """Equal to a recount from the history."""
    return report(outside(), actor(), _asked(query, query.by))


@noun.get("/reports/dossiers/list", "The dossiers behind a number")
def dossiers(query: Behind) -> Listed:
    """By page."""
    asked, page = _asked(query, query.by), _page(query.page)
    return listed(outside(), actor(), asked, query.figure, query.line, page)


@noun.get("/reports/steps", "Working and waiting time of the steps of a period")
def by_step(query: WantedSteps) -> StepReport:
    """By step or by who did it."""
    return step_report(outside(), actor(), _asked(query, query.by))


@noun.get("/reports/steps/list", "The steps behind a number")
def steps(query: BehindSteps) -> StepsListed:
    """By page."""
    asked, page = _asked(query, query.by), _page(query.page)
    return steps_listed(outside(), actor(), asked, query.figure, query.line, page)


@noun.get("/reports/table.xlsx", "The table as XLSX", media=(XLSX_TYPE,))
def as_workbook(query: WantedFile) -> File:
    """With what it is about, who made it and when."""
    asked = _asked(query, query.by)
    return File(as_xlsx(_table(asked)), _name(asked, "xlsx"), XLSX_TYPE)


@noun.get("/reports/table.csv", "The table as CSV", media=(CSV_TYPE,))
def as_text(query: WantedFile) -> File:
    """With what it is about, who made it and when."""
    asked = _asked(query, query.by)
    return File(as_csv(_table(asked)), _name(asked, "csv"), CSV_TYPE)


@noun.get("/operations", "What is stuck, why, since when")
def operations() -> Operations:
    """For heads and operators."""
    require_operations()
    return Operations(stuck(outside(), actor()), system_state(outside()))


@noun.post("/operations/retry-alike/<key>", "Try everything of the same cause now")
def again_alike(key: str) -> Retried:
    """How many were asked to."""
    require_operations()
    return Retried(retry_alike(outside(), actor(), key))


@noun.post("/operations/<uuid:dossier_id>/<uuid:outbox_id>/retry", "Try one piece of work now")
def again(dossier_id: UUID, outbox_id: UUID) -> None:
    """Instead of at its next turn."""
    require_operations()
    retry(outside(), actor(), dossier_id, outbox_id)


def _table(asked: Asked) -> Table:
    if asked.by in OF_STEPS:
        return step_table(asked, step_report(outside(), actor(), asked), actor().full_name)
    return dossier_table(asked, report(outside(), actor(), asked), actor().full_name)


def _name(asked: Asked, kind: str) -> str:
    return f"bao-cao-{asked.period.first:%Y%m%d}-{asked.period.last:%Y%m%d}.{kind}"


def _asked(query: Wanted, by: str) -> Asked:
    return Asked(_period(query), by, query.unit_id, query.field, query.procedure, query.officer_id)


def _period(query: Wanted) -> Period:
    today = outside().clock.now().astimezone(LOCAL).date()
    for name in ("day", "first", "last"):
        day: date | None = getattr(query, name)
        if day is not None and not 1900 < day.year < LAST_YEAR:
            raise InvalidAnswers({name: [_("Không có kỳ báo cáo này trong lịch.")]})
    if query.first is None and query.last is None:
        return period_around(query.period, query.day or today)
    if query.first is None:
        wrong = _("Hãy ghi ngày đầu của kỳ báo cáo, ví dụ 01/11/2026.")
        raise InvalidAnswers({"first": [wrong]})
    last = query.last or today
    if last < query.first:
        raise InvalidAnswers({"last": [_("Ngày cuối phải từ ngày đầu trở đi.")]})
    if last - query.first > LONGEST:
        wrong = _("Một báo cáo dài nhất năm năm; hãy chọn khoảng ngắn hơn.")
        raise InvalidAnswers({"last": [wrong]})
    return Period(query.first, last)


def _page(number: int) -> int:
    if not 1 <= number <= MOST_PAGES:
        raise InvalidAnswers({"page": [_("Không có trang này.")]})
    return number
