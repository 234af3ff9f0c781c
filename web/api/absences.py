"""Absences and who does the work meanwhile."""

from __future__ import annotations

from uuid import UUID

from engine.actions.register.absences.end import end_absence
from engine.actions.register.absences.enter import AbsenceTold, enter_absence
from engine.questions.people.absences import (
    AbsenceForm,
    AbsencePage,
    Absences,
    absence_form,
    absence_page,
    absences,
)
from web.api.nouns import Noun
from web.api.people import Made
from web.current import actor, outside

noun = Noun("absences")


@noun.get("/absences", "The calendar of absences of one's units")
def away() -> Absences:
    """Four weeks from this Monday; those of the last thirty days, too."""
    return absences(outside(), actor())


@noun.get("/absences/<uuid:absence_id>", "One absence and its digest")
def one_absence(absence_id: UUID) -> AbsencePage:
    """What went to whom meanwhile, what became of it, and who else may sign."""
    return absence_page(outside(), actor(), absence_id)


@noun.get("/persons/<uuid:person_id>/substitutes", "Who may cover an absence")
def may_cover(person_id: UUID) -> AbsenceForm:
    """Only those who may do the work; nobody gets a power to sign by it."""
    return absence_form(outside(), actor(), person_id)


@noun.post("/absences", "Enter an absence")
def enter_an_absence(body: AbsenceTold) -> Made:
    """One's own, or that of somebody whom one leads."""
    return Made(enter_absence(outside(), actor(), body))


@noun.post("/absences/<uuid:absence_id>/end", "End an absence now")
def end_an_absence(absence_id: UUID) -> None:
    """Or call it off before it begins."""
    end_absence(outside(), actor(), absence_id)
