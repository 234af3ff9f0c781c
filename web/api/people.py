"""Units, seats, posts and persons of the register, for those who keep it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from engine.actions.register.appointments.correct import correct_appointment
from engine.actions.register.appointments.end import end_appointment
from engine.actions.register.appointments.enter import appoint
from engine.actions.register.appointments.strike import strike_appointment
from engine.actions.register.appointments.told import AppointmentTold
from engine.actions.register.appointments.transfer import Transfer, transfer
from engine.actions.register.persons.correct import correct_person
from engine.actions.register.persons.enter import enter_person
from engine.actions.register.persons.told import PersonTold
from engine.actions.register.positions.correct import correct_position
from engine.actions.register.positions.end import end_position
from engine.actions.register.positions.enter import enter_position
from engine.actions.register.positions.strike import strike_position
from engine.actions.register.positions.told import PositionTold
from engine.actions.register.units.correct import correct_unit
from engine.actions.register.units.end import end_unit
from engine.actions.register.units.enter import enter_unit
from engine.actions.register.units.strike import strike_unit
from engine.actions.register.units.told import UnitTold
from engine.core.terms import begins
from engine.questions.people.find import Found, search
from engine.questions.people.person_page import PersonPage, person_page
from engine.questions.people.position_page import PositionPage, position_page
from engine.questions.people.post_page import PostPage, post_page
from engine.questions.people.transfer_page import TransferPage, transfer_page
from engine.questions.people.unit_page import UnitPage, unit_page
from engine.questions.people.unit_tree import UnitTree, unit_tree
from web.api.nouns import Noun
from web.api.reading import said
from web.current import actor, outside

noun = Noun("people")


@dataclass(frozen=True, slots=True)
class Level:
    under: UUID | None = said(
        "The unit whose children are asked; without it the top.", default=None
    )
    day: date | None = said("Who sits where that day; without it now.", default=None)
    page: int = said("From 1.", default=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    q: str = said("Codes and names, without diacritics.", most=80)
    day: date | None = said("Where persons sit that day; without it now.", default=None)


@dataclass(frozen=True, slots=True)
class Made:
    id: UUID


@dataclass(frozen=True, slots=True)
class Appointing:
    told: AppointmentTold
    reason: str = said("The decision.", default="")


@dataclass(frozen=True, slots=True)
class Transferring:
    told: Transfer
    reason: str


@dataclass(frozen=True, slots=True)
class UnitCorrected:
    told: UnitTold
    reason: str
    seen: int | None = said("`row_id` that was looked at: 409 if it has changed.", default=None)


@dataclass(frozen=True, slots=True)
class PositionCorrected:
    told: PositionTold
    reason: str
    seen: int | None = said("`row_id` that was looked at: 409 if it has changed.", default=None)


@dataclass(frozen=True, slots=True)
class AppointmentCorrected:
    told: AppointmentTold
    reason: str
    seen: int | None = said("`row_id` that was looked at: 409 if it has changed.", default=None)


@dataclass(frozen=True, slots=True)
class PersonCorrected:
    told: PersonTold
    reason: str
    seen: int | None = said("`row_id` that was looked at: 409 if it has changed.", default=None)


@dataclass(frozen=True, slots=True)
class Ending:
    last: date = said("The last day.")
    reason: str = said("The decision.")


@dataclass(frozen=True, slots=True)
class Striking:
    reason: str


@noun.get("/units", "One level of the tree of units")
def level(query: Level) -> UnitTree:
    """With the seats of each unit and who sits on them."""
    return unit_tree(outside(), actor(), query.under, _noon(query.day), query.page)


@noun.get("/units/found", "Units and persons by words")
def found(query: Wanted) -> Found:
    """The first fifty of each."""
    return search(outside(), actor(), query.q, _noon(query.day))


@noun.get("/units/<uuid:unit_id>", "One unit")
def unit(unit_id: UUID) -> UnitPage:
    """Its place, seats, books of numbers and history."""
    return unit_page(outside(), actor(), unit_id)


@noun.post("/units", "Enter a unit")
def enter_a_unit(body: UnitTold) -> Made:
    """Effective at once."""
    return Made(enter_unit(outside(), actor(), body))


@noun.post("/units/<uuid:unit_id>/correct", "Correct a unit")
def correct_a_unit(unit_id: UUID, body: UnitCorrected) -> None:
    """A new row; the former one stays."""
    correct_unit(outside(), actor(), unit_id, body.told, body.reason, body.seen)


@noun.post("/units/<uuid:unit_id>/end", "End a unit on a day")
def end_a_unit(unit_id: UUID, body: Ending) -> None:
    """With nothing left in it."""
    end_unit(outside(), actor(), unit_id, body.last, body.reason)


@noun.post("/units/<uuid:unit_id>/strike", "Strike a unit")
def strike_a_unit(unit_id: UUID, body: Striking) -> None:
    """That should never have been entered."""
    strike_unit(outside(), actor(), unit_id, body.reason)


@noun.get("/positions/<uuid:position_id>", "One seat")
def position(position_id: UUID) -> PositionPage:
    """Holders through time, powers and their grounds, history."""
    return position_page(outside(), actor(), position_id)


@noun.post("/positions", "Enter a seat")
def enter_a_position(body: PositionTold) -> Made:
    """Effective at once."""
    return Made(enter_position(outside(), actor(), body))


@noun.post("/positions/<uuid:position_id>/correct", "Correct a seat")
def correct_a_position(position_id: UUID, body: PositionCorrected) -> None:
    """A new row; the former one stays."""
    correct_position(outside(), actor(), position_id, body.told, body.reason, body.seen)


@noun.post("/positions/<uuid:position_id>/end", "End a seat on a day")
def end_a_position(position_id: UUID, body: Ending) -> None:
    """With nobody on it any more."""
    end_position(outside(), actor(), position_id, body.last, body.reason)


@noun.post("/positions/<uuid:position_id>/strike", "Strike a seat")
def strike_a_position(position_id: UUID, body: Striking) -> None:
    """That should never have been entered."""
    strike_position(outside(), actor(), position_id, body.reason)


@noun.get("/appointments/<uuid:appointment_id>", "One post")
def appointment(appointment_id: UUID) -> PostPage:
    """Who, where, from, to, and its history."""
    return post_page(outside(), actor(), appointment_id)


@noun.post("/appointments", "Appoint a person to a seat")
def enter_an_appointment(body: Appointing) -> Made:
    """Effective at once from its first day."""
    return Made(appoint(outside(), actor(), body.told, body.reason))


@noun.post("/appointments/<uuid:appointment_id>/correct", "Correct a post")
def correct_an_appointment(appointment_id: UUID, body: AppointmentCorrected) -> None:
    """A new row; the former one stays."""
    correct_appointment(outside(), actor(), appointment_id, body.told, body.reason, body.seen)


@noun.post("/appointments/<uuid:appointment_id>/end", "End a post on a day")
def end_an_appointment(appointment_id: UUID, body: Ending) -> None:
    """The last day is still held."""
    end_appointment(outside(), actor(), appointment_id, body.last, body.reason)


@noun.post("/appointments/<uuid:appointment_id>/strike", "Strike a post")
def strike_an_appointment(appointment_id: UUID, body: Striking) -> None:
    """That should never have been entered."""
    strike_appointment(outside(), actor(), appointment_id, body.reason)


@noun.get("/appointments/<uuid:appointment_id>/transfer", "Before a transfer of post")
def before_a_transfer(appointment_id: UUID) -> TransferPage:
    """Open tasks of the seat that is left, and who of the unit may take them over."""
    return transfer_page(outside(), actor(), appointment_id)


@noun.post("/appointments/<uuid:appointment_id>/transfer", "Transfer to another seat")
def transfer_to(appointment_id: UUID, body: Transferring) -> Made:
    """One act ends this post and begins another; its id."""
    return Made(transfer(outside(), actor(), appointment_id, body.told, body.reason))


@noun.get("/persons/<uuid:person_id>", "One person of the register")
def person(person_id: UUID) -> PersonPage:
    """Posts through time, absences, history."""
    return person_page(outside(), actor(), person_id)


@noun.post("/persons", "Enter a person")
def enter_a_person(body: PersonTold) -> Made:
    """Who may then be appointed."""
    return Made(enter_person(outside(), actor(), body))


@noun.post("/persons/<uuid:person_id>/correct", "Correct a person")
def correct_a_person(person_id: UUID, body: PersonCorrected) -> None:
    """Name, identity, qualifications."""
    correct_person(outside(), actor(), person_id, body.told, body.reason, body.seen)


def _noon(day: date | None) -> datetime | None:
    return None if day is None else begins(day).replace(hour=12)
