"""Posts and persons of the register, for those who keep it."""

from __future__ import annotations

from dataclasses import dataclass
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
from engine.questions.people.person_page import PersonPage, person_page
from engine.questions.people.post_page import PostPage, post_page
from engine.questions.people.transfer_page import TransferPage, transfer_page
from web.api.nouns import Noun
from web.api.people import Ending, Made, Striking
from web.api.reading import said
from web.current import actor, outside

noun = Noun("posts")


@dataclass(frozen=True, slots=True)
class Appointing:
    told: AppointmentTold
    reason: str = said("The decision.", default="")


@dataclass(frozen=True, slots=True)
class Transferring:
    told: Transfer
    reason: str


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
