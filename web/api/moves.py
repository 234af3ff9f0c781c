"""An instrument is revoked, suspended, resumed, and its dossiers move; never by a token."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from engine.actions.register.instruments.resume import resume
from engine.actions.register.instruments.revoke import revoke
from engine.actions.register.instruments.states import Grounds
from engine.actions.register.instruments.suspend import suspend
from engine.core.authority.register import InstrumentState
from engine.questions.register.ending import Ending, ending
from engine.questions.register.run import RunPage, run_page
from engine.questions.register.runs import RunLine, latest_runs
from web.api.nouns import Noun
from web.api.reading import said
from web.current import actor, outside

noun = Noun("moves")


@dataclass(frozen=True, slots=True)
class ToState:
    to: Literal["revoked", "suspended", "in_force"] = said("The state that is thought of.")


@dataclass(frozen=True, slots=True)
class Ground:
    reason: str = said("Why, in the registrar's words.", most=5000)
    act: str = said("Number and date of the act that orders it.", most=5000)
    seen: int | None = said("`row_id` of what was shown: refused when it changed.", default=None)

    @property
    def grounds(self) -> Grounds:
        return Grounds(self.reason, self.act)


@dataclass(frozen=True, slots=True)
class Run:
    """Where the dossiers are seen moving."""

    run_id: UUID


@noun.get(
    "/register/instruments/<uuid:instrument_id>/moves",
    "Which dossiers would move, and where to",
    who="session",
)
def foreseen(instrument_id: UUID, query: ToState) -> Ending:
    """Nothing is written."""
    return ending(outside(), actor(), instrument_id, InstrumentState(query.to))


@noun.post(
    "/register/instruments/<uuid:instrument_id>/revoke", "Revoke an instrument", who="session"
)
def revoked(instrument_id: UUID, body: Ground) -> Run:
    """Effective at once; the dossiers move afterwards."""
    return Run(revoke(outside(), actor(), instrument_id, body.grounds, body.seen))


@noun.post(
    "/register/instruments/<uuid:instrument_id>/suspend", "Suspend an instrument", who="session"
)
def suspended(instrument_id: UUID, body: Ground) -> Run:
    """Until it is resumed or revoked."""
    return Run(suspend(outside(), actor(), instrument_id, body.grounds, body.seen))


@noun.post(
    "/register/instruments/<uuid:instrument_id>/resume", "Resume an instrument", who="session"
)
def resumed(instrument_id: UUID, body: Ground) -> Run:
    """By another registrar than the one who entered it."""
    return Run(resume(outside(), actor(), instrument_id, body.grounds, body.seen))


@noun.get("/register/runs", "Runs of late", who="session")
def runs() -> tuple[RunLine, ...]:
    """The newest first."""
    return latest_runs(outside(), actor())


@noun.get("/register/runs/<uuid:run_id>", "A run, and how far it is", who="session")
def run(run_id: UUID) -> RunPage:
    """What moved where, and every difference from what was foreseen."""
    return run_page(outside(), actor(), run_id)
