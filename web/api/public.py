"""What anyone may ask and do: with the code of a slip, a file, or the secret of a submission."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from uuid import UUID

from flask_babel import gettext as _

from engine.actions.online.fill import (
    Filling,
    begin_online,
    drop_online,
    file_of,
    hand_in,
    save_online,
)
from engine.actions.papers import Upload
from engine.actions.pending import kept_bytes
from engine.actions.ratings.rate import rate
from engine.actions.supplements.send_in import send_in
from engine.core.forms import Field
from engine.core.vietnamese import LOCAL
from engine.errors import InvalidAnswers, NotFound
from engine.questions.intake.online import OnlineState, OpenAtHome, open_at_home
from engine.questions.public.authority import Found, authority
from engine.questions.public.procedure_list import ProcedureList, procedure_list
from engine.questions.public.procedure_page import ProcedurePage, procedure_page
from engine.questions.public.status import PublicStatus, result, status
from engine.questions.public.verdict import Verdict, verdict
from web.api.form_answers import MOST, asked
from web.api.intake import FILES, Person, party_of
from web.api.nouns import File, Noun
from web.api.reading import Scalar, said
from web.current import outside
from web.pages.applicant import RATINGS, SENDINGS
from web.pages.check import CHECKS
from web.pages.online import BEGINNINGS, count_try, desk_of, for_the_public, state_at
from web.pages.online import SENDINGS as FILLINGS
from web.tries import guessing, limited

noun = Noun("public")
PDF = "application/pdf"
MOST_PAGES = 1_000_000
STATUS = "/public/status/<lookup_code>"
ONLINE = "/public/online/<secret>"


@dataclass(frozen=True, slots=True)
class Procedures:
    q: str = said("Words of the title; without diacritics.", most=100, default="")
    field: str = said("One field.", most=200, default="")
    page: int = said("Counted from 1.", default=1)


@dataclass(frozen=True, slots=True)
class Deciding:
    q: str = said("Words of procedure, its code or the unit.", most=100, default="")
    day: date | None = said("Today unless said.", default=None)
    page: int = said("Counted from 1.", default=1)


@dataclass(frozen=True, slots=True)
class Rating:
    score: int = said("1 to 3, as the page asks.")
    words: str = said("In words.", most=2000, default="")


@dataclass(frozen=True, slots=True)
class WhichWait:
    wait: UUID = said("The wait that is answered, as the status names it.")


@dataclass(frozen=True, slots=True)
class Desk:
    unit_id: UUID = said("Desk, as listed.")
    procedure: str = said("`key` of the procedure, as listed.", most=200)


@dataclass(frozen=True, slots=True)
class Secret:
    """Who has it, fills it in; told this once."""

    secret: str


@dataclass(frozen=True, slots=True)
class Filled:
    applicant: Person = said("Who asks.")
    answers: Mapping[str, Scalar] = said("Of the form, as far as it is answered.", most=MOST)
    submitter: Person | None = said("If another person than the applicant.", default=None)
    keep: tuple[UUID, ...] | None = said("Files that stay; all, unless said.", default=None)


@noun.get("/public/procedures", "What may be asked for", who="public")
def procedures(query: Procedures) -> ProcedureList:
    """By words and field."""
    return procedure_list(outside(), query.q, query.field, query.page)


@noun.get("/public/procedures/<key>", "One procedure: papers, steps, times", who="public")
def procedure(key: str) -> ProcedurePage:
    """By its national code or slug."""
    return procedure_page(outside(), key)


@noun.get("/public/authority", "Which seat may decide which procedure on a day", who="public")
def who_decides(query: Deciding) -> Found:
    """By law and by decisions in force; titles, no names."""
    at = None if query.day is None else datetime.combine(query.day, time(12), LOCAL)
    return authority(outside(), query.q, at, min(max(1, query.page), MOST_PAGES))


@noun.get(STATUS, "Where a dossier is, by the code of its slip", who="public")
def where(lookup_code: str) -> PublicStatus:
    """Nothing beyond what the slip shows; 429 for who guesses."""
    with guessing():
        return status(outside(), lookup_code)


@noun.post(f"{STATUS}/supplement", "Send the papers that were asked for", who="public")
def supplement(lookup_code: str, query: WhichWait, files: tuple[Upload, ...]) -> None:
    """The term runs on."""
    limited("sending", SENDINGS)
    with guessing():
        send_in(outside(), lookup_code, query.wait, files)


@noun.post(f"{STATUS}/rating", "Rate how it was handled", who="public")
def rated(lookup_code: str, body: Rating) -> None:
    """It may be changed for some days."""
    limited("rating", RATINGS)
    with guessing():
        rate(outside(), lookup_code, str(body.score), body.words)


@noun.post("/public/check", "Is this result genuine? By its file", who="public")
def judge(file: Upload) -> Verdict:
    """The file is not kept."""
    limited("check", CHECKS)
    return verdict(outside(), file.data)


@noun.get("/public/check/<lookup_code>", "The verdict on the kept result", who="public")
def by_code(lookup_code: str) -> Verdict:
    """By the code that is printed on it."""
    return verdict(outside(), _kept(lookup_code))


@noun.get("/public/check/<lookup_code>/file", "The result itself", who="public", media=(PDF,))
def original(lookup_code: str) -> File:
    """For whoever holds its code."""
    return File(_kept(lookup_code), "ket-qua.pdf", PDF)


@noun.get("/public/online", "What may be handed in online, and where", who="public")
def open_online() -> tuple[OpenAtHome, ...]:
    """Every procedure with its desks; what steers the dossier is not asked of the public."""
    return tuple(
        replace(each, choice=replace(each.choice, form=for_the_public(each.choice.form)))
        for each in open_at_home(outside())
    )


@noun.post("/public/online", "Begin an online submission", who="public")
def begin(body: Desk) -> Secret:
    """It is empty, and erased by itself when nobody hands it in."""
    found = (
        each
        for each in open_at_home(outside())
        if each.desk.unit_id == body.unit_id and each.choice.key == body.procedure
    )
    one = next(found, None)
    if one is None:
        raise NotFound(_("Thủ tục này chưa nhận hồ sơ trực tuyến ở đây."))
    count_try("begin", BEGINNINGS)
    return Secret(begin_online(outside(), one.desk.unit_id, one.choice.key))


@noun.get(ONLINE, "Where a submission stands", who="public")
def state(secret: str) -> OnlineState:
    """To be filled in, waiting at the desk, taken in or refused."""
    return state_at(secret)


@noun.post(f"{ONLINE}/form", "Which fields are asked after what was saved", who="public")
def ask_again(secret: str) -> tuple[Field, ...]:
    """Keeps nothing."""
    found = state_at(secret)
    form = for_the_public(desk_of(found).choice.form)
    return asked(form, found.answers, _("Thủ tục này không có biểu mẫu tiếp nhận."))


@noun.post(f"{ONLINE}/save", "Keep what is filled in so far", who="public")
def save(secret: str, body: Filled) -> OnlineState:
    """Complete or not."""
    return _saved(secret, _filling(state_at(secret), body))


@noun.post(f"{ONLINE}/files", "Add files", who="public")
def add_files(secret: str, files: tuple[Upload, ...]) -> OnlineState:
    """Beside those that are there."""
    found = state_at(secret)
    choice = desk_of(found).choice
    return _saved(
        secret,
        Filling(
            found.applicant,
            found.submitter,
            found.answers,
            files,
            tuple(each.id for each in found.files),
            choice.papers,
            for_the_public(choice.form),
        ),
    )


@noun.get(f"{ONLINE}/files/<uuid:file_id>", "One of its files", who="public", media=FILES)
def file(secret: str, file_id: UUID) -> File:
    """Its bytes."""
    state_at(secret)
    kept, data = kept_bytes(outside(), file_of(outside(), secret), file_id)
    return File(data, kept.name, kept.media_type)


@noun.post(f"{ONLINE}/hand-in", "Hand it in", who="public")
def hand(secret: str, body: Filled) -> OnlineState:
    """Judged as the desk would; a refusal loses nothing."""
    filling = _filling(state_at(secret), body)
    count_try("send", FILLINGS)
    hand_in(outside(), secret, filling)
    return state_at(secret)


@noun.post(f"{ONLINE}/drop", "Erase it with every file", who="public")
def drop(secret: str) -> None:
    """While it was not handed in."""
    state_at(secret)
    count_try("send", FILLINGS)
    drop_online(outside(), secret)


def _kept(lookup_code: str) -> bytes:
    with guessing():
        return result(outside(), lookup_code)


def _filling(found: OnlineState, body: Filled) -> Filling:
    choice = desk_of(found).choice
    keep = tuple(each.id for each in found.files) if body.keep is None else body.keep
    form = for_the_public(choice.form)
    submitter = None if body.submitter is None else party_of(body.submitter)
    applicant = party_of(body.applicant)
    return Filling(applicant, submitter, body.answers, (), keep, choice.papers, form)


def _saved(secret: str, filling: Filling) -> OnlineState:
    count_try("send", FILLINGS)
    if wrong := save_online(outside(), secret, filling):
        raise InvalidAnswers({"papers": list(wrong)})
    return state_at(secret)
