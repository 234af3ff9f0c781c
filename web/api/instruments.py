"""Instruments, for those who keep the register of authority; never by a token."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from engine.actions.papers import Upload
from engine.actions.register.grants.correct import correct_grant
from engine.actions.register.grants.enter import enter_grant
from engine.actions.register.grants.strike import strike_grant
from engine.actions.register.instruments.attach_file import attach_file
from engine.actions.register.instruments.correct import correct_instrument
from engine.actions.register.instruments.enter import enter_instrument
from engine.actions.register.instruments.line_told import LineTold
from engine.actions.register.instruments.put_in_force import put_in_force
from engine.actions.register.instruments.review import review
from engine.actions.register.instruments.strike import strike_instrument
from engine.actions.register.instruments.told import InstrumentTold
from engine.questions.register.choices import offered
from engine.questions.register.home import Home, home
from engine.questions.register.instrument_list import InstrumentList, Wanted, instrument_list
from engine.questions.register.instrument_page import (
    InstrumentPage,
    instrument_file,
    instrument_page,
)
from engine.questions.register.readiness import Readiness, readiness
from engine.questions.register.scope_trial import ScopeTrial, scope_trial
from web.api.nouns import File, Noun
from web.api.reading import said
from web.current import actor, outside

noun = Noun("instruments")


@dataclass(frozen=True, slots=True)
class Asked:
    q: str = said("In numbers, issuers, procedures; without diacritics.", most=100, default="")
    standing: str = said("draft, reviewed, in_force, coming, expired …", most=20, default="")
    kind: str = said("A kind of grant.", most=40, default="")
    ending: bool = said("Only what ends within ninety days.", default=False)
    page: int = said("From 1.", default=1)


@dataclass(frozen=True, slots=True)
class Typed:
    kind: str = said("vi-tri, don-vi, nguoi, noi-nhan, thu-tuc or van-ban.", most=20)
    q: str = said("What was typed.", most=200, default="")


@dataclass(frozen=True, slots=True)
class Offer:
    """`key` ends with the record's id, or the procedure's code."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class LineBody:
    to_position_id: UUID | None = said("One of the three receivers.", default=None)
    to_unit_id: UUID | None = said("One of the three receivers: the heads of a unit.", default=None)
    to_person_id: UUID | None = said("One of the three: a civil servant by name.", default=None)
    procedures: tuple[str, ...] | None = said("Codes; null: all of the giver's.", default=None)
    powers: tuple[str, ...] = said("decide, sign.", default=("decide", "sign"))
    giver_id: UUID | None = said("The issuer, unless said.", default=None)
    qualification: str = said("Of a named person.", most=300, default="")
    scope: str = said("A condition over the facts of the procedures.", most=1000, default="")
    valid_from: date | None = said("A term of its own.", default=None)
    valid_to: date | None = said("The last day of its own term.", default=None)
    example: Mapping[str, str | int | bool] | None = said("Facts in the scope.", default=None)
    id: UUID | None = said("Of a line that is known.", default=None)


@dataclass(frozen=True, slots=True)
class InstrumentBody:
    number: str = said("As printed: 1883/QĐ-UBND.", most=300)
    issued_on: date = said("The day of issue.")
    kind: str = said("A kind of grant: delegation, deputy, by_order …", most=40)
    issuer_id: UUID = said("The position that issued it.")
    legal_basis: str = said("As printed.", most=2000)
    valid_from: date = said("The first day.")
    lines: tuple[LineBody, ...] = said("At least one.")
    valid_to: date | None = said("The last day.", default=None)
    exclusive: bool = said("The giver acts no more.", default=False)
    deputies_may_sign: bool = said("Deputies of the receiver sign KT.", default=True)
    on_end: str = said(
        "return_to_delegator, finish_started or freeze.", most=40, default="return_to_delegator"
    )
    supersedes_id: UUID | None = said("The instrument that it replaces.", default=None)

    def told(self) -> InstrumentTold:
        """As the actions take it."""
        lines = tuple(line_told(line) for line in self.lines)
        return InstrumentTold(**{**asdict(self), "lines": lines})


@dataclass(frozen=True, slots=True)
class Correction:
    instrument: InstrumentBody
    seen: int | None = said("`head.seen` of what was read.", default=None)
    reason: str = said("Must be said once it was reviewed.", most=2000, default="")


@dataclass(frozen=True, slots=True)
class LineCorrection:
    line: LineBody
    seen: int | None = said("`seen` of the line that was read.", default=None)
    reason: str = said("Why.", most=2000, default="")


@dataclass(frozen=True, slots=True)
class Why:
    reason: str = said("In words.", most=2000)


@dataclass(frozen=True, slots=True)
class Seen:
    seen: int | None = said("`head.seen` of what was read.", default=None)


@dataclass(frozen=True, slots=True)
class Force:
    seen: int | None = said("`head.seen` of what was read.", default=None)
    reason: str = said("Why although there are red items.", most=2000, default="")
    paper_compared: bool = said("The scan was compared with the paper.", default=False)


@dataclass(frozen=True, slots=True)
class Paper:
    on_paper: bool = said("A scan of a decision that exists on paper only.", default=False)


@dataclass(frozen=True, slots=True)
class Trial:
    scope: str | None = said("Another condition than the line's.", most=1000, default=None)


@dataclass(frozen=True, slots=True)
class Entered:
    id: UUID


def line_told(line: LineBody) -> LineTold:
    """As the actions take it."""
    return LineTold(**asdict(line))


@noun.get("/authority", "What waits, what ends, what has lapsed", who="session")
def overview() -> Home:
    """Of the whole register."""
    return home(outside(), actor())


@noun.get("/authority/choices", "Records by what people call them", who="session")
def choices(query: Typed) -> tuple[Offer, ...]:
    """The first twelve."""
    found = offered(outside(), actor(), query.kind, query.q)
    return tuple(Offer(choice.key, choice.label) for choice in found)


@noun.get("/instruments", "Instruments, the newest first", who="session")
def found(query: Asked) -> InstrumentList:
    """Fifty on a page."""
    wanted = Wanted(query.q.strip(), query.standing, query.kind, query.ending, query.page)
    return instrument_list(outside(), actor(), wanted)


@noun.post("/instruments", "Enter an instrument", who="session")
def make(body: InstrumentBody) -> Entered:
    """A draft, which gives nothing yet."""
    return Entered(enter_instrument(outside(), actor(), body.told()))


@noun.get("/instruments/<uuid:instrument_id>", "One instrument", who="session")
def one(instrument_id: UUID) -> InstrumentPage:
    """Lines, file, commitments, states, what happened."""
    return instrument_page(outside(), actor(), instrument_id)


@noun.post("/instruments/<uuid:instrument_id>", "Write a draft anew", who="session")
def correct_it(instrument_id: UUID, body: Correction) -> None:
    """Its lines together with it; what was reviewed is a draft again."""
    told = body.instrument.told()
    correct_instrument(outside(), actor(), instrument_id, told, body.reason, body.seen)


@noun.post("/instruments/<uuid:instrument_id>/strike", "Strike a draft", who="session")
def strike_it(instrument_id: UUID, body: Why) -> None:
    """It should never have been entered."""
    strike_instrument(outside(), actor(), instrument_id, body.reason)


@noun.post("/instruments/<uuid:instrument_id>/file", "Attach the decision", who="session")
def attach(instrument_id: UUID, query: Paper, file: Upload) -> None:
    """A PDF; its signatures are judged, and what is wrong stands on the instrument."""
    attach_file(outside(), actor(), instrument_id, file, on_paper=query.on_paper)


@noun.get(
    "/instruments/<uuid:instrument_id>/file",
    "The decision",
    who="session",
    media=("application/pdf",),
)
def decision(instrument_id: UUID) -> File:
    """As it was attached."""
    data, name = instrument_file(outside(), actor(), instrument_id)
    return File(data, name, "application/pdf")


@noun.post("/instruments/<uuid:instrument_id>/review", "Reviewed by other eyes", who="session")
def review_it(instrument_id: UUID, body: Seen) -> None:
    """Not by who entered it."""
    review(outside(), actor(), instrument_id, body.seen)


@noun.get("/instruments/<uuid:instrument_id>/readiness", "Ready for force?", who="session")
def ready(instrument_id: UUID) -> Readiness:
    """Seats, certificates, procedures, load; red items named."""
    return readiness(outside(), actor(), instrument_id)


@noun.post("/instruments/<uuid:instrument_id>/force", "Put in force", who="session")
def put_it_in_force(instrument_id: UUID, body: Force) -> None:
    """At once; not by who entered it."""
    put_in_force(
        outside(),
        actor(),
        instrument_id,
        seen=body.seen,
        reason=body.reason,
        paper_compared=body.paper_compared,
    )


@noun.post("/instruments/<uuid:instrument_id>/lines", "Add a line to a draft", who="session")
def add_line(instrument_id: UUID, body: LineBody) -> Entered:
    """What was reviewed is a draft again."""
    return Entered(enter_grant(outside(), actor(), instrument_id, line_told(body)))


@noun.post("/instruments/lines/<uuid:grant_id>", "Write a line anew", who="session")
def correct_line(grant_id: UUID, body: LineCorrection) -> None:
    """What was reviewed is a draft again."""
    told = line_told(body.line)
    correct_grant(outside(), actor(), grant_id, told, body.reason, body.seen)


@noun.post("/instruments/lines/<uuid:grant_id>/strike", "Strike a line", who="session")
def strike_line(grant_id: UUID, body: Why) -> None:
    """Of a draft."""
    strike_grant(outside(), actor(), grant_id, body.reason)


@noun.get(
    "/instruments/<uuid:instrument_id>/lines/<uuid:grant_id>/trial",
    "A condition tried on the last dossiers",
    who="session",
)
def trial(instrument_id: UUID, grant_id: UUID, query: Trial) -> ScopeTrial:
    """Which would be in, which out, which lack the fact; without their names."""
    return scope_trial(outside(), actor(), instrument_id, grant_id, query.scope)
