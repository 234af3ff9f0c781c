"""Competences by law, for those who keep the register; never by a token."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from engine.actions.register.competences.correct import correct_competence
from engine.actions.register.competences.end import end_competence
from engine.actions.register.competences.enter import enter_competence
from engine.actions.register.competences.told import CompetenceTold
from engine.questions.register.competence_list import CompetenceList, competence_list
from web.api.instruments import Entered
from web.api.nouns import Noun
from web.api.reading import said
from web.current import actor, outside

noun = Noun("competences")


@dataclass(frozen=True, slots=True)
class Asked:
    q: str = said("Procedures, units, seats, legal bases.", most=100, default="")
    page: int = said("From 1.", default=1)


@dataclass(frozen=True, slots=True)
class CompetenceBody:
    procedure: str = said("National code, or slug.", most=100)
    position_id: UUID = said("The seat, or that of who heads the collective.")
    legal_basis: str = said("As printed.", most=2000)
    valid_from: date = said("The first day.")
    powers: tuple[str, ...] = said("decide, sign.", default=("decide", "sign"))
    collective: bool = said("The law names the collective: TM.", default=False)
    valid_to: date | None = said("The last day.", default=None)
    unit_id: UUID | None = said("The seat's own, unless said.", default=None)


@dataclass(frozen=True, slots=True)
class Correction:
    competence: CompetenceBody
    reason: str = said("Why.", most=2000)
    seen: int | None = said("The row that was read.", default=None)


@dataclass(frozen=True, slots=True)
class Ending:
    last: date = said("The last day.")
    reason: str = said("The act that ends it.", most=2000)


@noun.get("/competences", "Competences by law, by procedure", who="session")
def found(query: Asked) -> CompetenceList:
    """Fifty on a page."""
    return competence_list(outside(), actor(), query.q.strip(), query.page)


@noun.post("/competences", "Enter a competence", who="session")
def make(body: CompetenceBody) -> Entered:
    """Effective at once."""
    return Entered(enter_competence(outside(), actor(), CompetenceTold(**asdict(body))))


@noun.post("/competences/<uuid:competence_id>", "Correct a competence", who="session")
def correct_it(competence_id: UUID, body: Correction) -> None:
    """A new row; the former one stays in the past."""
    told = CompetenceTold(**asdict(body.competence))
    correct_competence(outside(), actor(), competence_id, told, body.reason, body.seen)


@noun.post("/competences/<uuid:competence_id>/end", "A competence ends", who="session")
def end_it(competence_id: UUID, body: Ending) -> None:
    """The law changed."""
    end_competence(outside(), actor(), competence_id, body.last, body.reason)
