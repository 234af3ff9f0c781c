"""How far the delegation has come, and files of the register, for those who keep it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from engine.actions.papers import Upload
from engine.actions.register.bring_file import bring_file
from engine.actions.register.take_file_in import take_file_in
from engine.errors import InvalidAnswers, RegisterFaulty
from engine.questions.delegation.listed import Listed, listed, summary_page
from engine.questions.delegation.loads import FileLoad, loads, one_load
from engine.questions.delegation.summary import Summary
from web.api.nouns import Noun
from web.api.reading import said
from web.current import actor, outside

noun = Noun("delegation")
MOST_PAGES = 1_000_000


@dataclass(frozen=True, slots=True)
class Found:
    q: str = said("Words of code or title; without diacritics.", most=100, default="")
    page: int = said("Counted from 1.", default=1)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """False: the register has changed since; look at the load anew, nothing was written."""

    taken_in: bool


@noun.get("/authority/summary", "The figures of the delegation")
def summary() -> Summary:
    """Counted over the records at this moment."""
    return summary_page(outside(), actor())


@noun.get("/authority/summary/<figure>", "The list behind one of the figures")
def behind(figure: str, query: Found) -> Listed:
    """As many lines as the figure says; by its name in the summary."""
    return listed(outside(), actor(), figure, query.q, min(max(1, query.page), MOST_PAGES))


@noun.get("/authority/loads", "The last files of the register")
def files() -> tuple[FileLoad, ...]:
    """Waiting for a second registrar, or taken in."""
    return loads(outside(), actor())


@noun.post("/authority/loads", "Bring a file of the register (.xlsx, or .csv of one sheet)")
def bring(file: Upload) -> FileLoad:
    """It is judged and kept with what it would change; nothing is in force yet."""
    try:
        load_id = bring_file(outside(), actor(), file)
    except RegisterFaulty as faulty:
        raise InvalidAnswers({"file": [f.in_words() for f in faulty.faults]}) from None  # type: ignore[attr-defined]
    return one_load(outside(), actor(), load_id)


@noun.get("/authority/loads/<uuid:load_id>", "What a file changes")
def one(load_id: UUID) -> FileLoad:
    """By sheet, and the first changes in words."""
    return one_load(outside(), actor(), load_id)


@noun.post("/authority/loads/<uuid:load_id>/take-in", "Take a file in that somebody else brought")
def take_in(load_id: UUID) -> TakenIn:
    """All of it, effective at once."""
    return TakenIn(take_file_in(outside(), actor(), load_id))
