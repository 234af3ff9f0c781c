"""Intake: a dossier is taken in in one act; files are sent before it, online submissions wait."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID, uuid4

from flask_babel import gettext as _

from engine.actions.dossiers.open_dossier import Received
from engine.actions.dossiers.receive import Intake, Reused, receive
from engine.actions.online.decide import ask_for_more, refuse_online
from engine.actions.papers import Upload
from engine.actions.pending import KeptFile, drop_file, keep_file, kept_bytes, kept_files
from engine.core.dossier import Party
from engine.core.forms import Field
from engine.errors import NotFound
from engine.questions.intake.acquaintance import (
    Acquaintance,
    PersonOffer,
    acquaintance,
    better_written,
    known_person,
    known_persons,
)
from engine.questions.intake.online import (
    OnlineToReceive,
    OnlineWaiting,
    online_queue,
    online_to_receive,
)
from engine.questions.intake.procedures import IntakeChoice, open_for_intake
from engine.questions.slips import IntakeRefused, intake_refusal
from web.api.form_answers import MOST, SoFar, asked
from web.api.nouns import File, Noun
from web.api.reading import Scalar, said
from web.current import actor, outside
from web.pages.intake_help import HOUR, LOOKS
from web.tries import limited

noun = Noun("intake")
PDF = "application/pdf"
FILES = (PDF, "image/png", "image/jpeg", "application/octet-stream")


@dataclass(frozen=True, slots=True)
class Person:
    full_name: str = said("As it is written.", most=200, default="")
    identity: str | None = said("Number of the identity card, or tax code.", most=50, default=None)
    phone: str | None = said("Telephone.", most=50, default=None)
    email: str | None = said("Mail.", most=200, default=None)
    address: str | None = said("Where they live.", most=500, default=None)


@dataclass(frozen=True, slots=True)
class HeldPaper:
    component: str = said("For which component.", most=200)
    dossier_id: UUID = said("Where it lies.")
    paper_id: UUID = said("Which it is.")


@dataclass(frozen=True, slots=True)
class NewDossier:
    procedure: str = said("`key` of a procedure that is open for intake.", most=200)
    applicant: Person = said("Who asks.")
    submitter: Person | None = said("If another person than the applicant.", default=None)
    answers: Mapping[str, Scalar] | None = said("Of the first form.", most=MOST, default=None)
    kept: tuple[UUID, ...] = said("Files that were sent before.", default=())
    reused: tuple[HeldPaper, ...] = said("Papers that the desk holds already.", default=())
    online_id: UUID | None = said("The online submission that it is.", default=None)
    notices: tuple[Literal["email", "sms"], ...] = said("Send the receipt also so.", default=())


@dataclass(frozen=True, slots=True)
class Answered(SoFar):
    procedure: str = said("`key` of a procedure that is open for intake.", most=200)


@dataclass(frozen=True, slots=True)
class SomebodyWanted:
    text: str = said("Name, identity or phone number, as far as it is typed.", most=200)


@dataclass(frozen=True, slots=True)
class Offers:
    """`better` is a name as it should be written, if what was typed is not so."""

    persons: tuple[PersonOffer, ...]
    better: str | None


@dataclass(frozen=True, slots=True)
class Comer:
    procedure: str = said("`key` of a procedure that is open for intake.", most=200)
    applicant: Person = said("Who asks.")


@dataclass(frozen=True, slots=True)
class ForComponent:
    procedure: str = said("`key` of a procedure that is open for intake.", most=200)
    component: str = said("Of that procedure.", most=200)


@dataclass(frozen=True, slots=True)
class Refusal:
    procedure: str = said("Slug.", most=200)
    applicant: Person = said("Who asks.")
    reason: str = said("Why it is not taken in.", most=4000)
    guidance: str = said("What the person may do.", most=4000, default="")


@dataclass(frozen=True, slots=True)
class More:
    reason: str = said("What is wanted.", most=4000)


@dataclass(frozen=True, slots=True)
class Refused:
    reason: str = said("Why it is not taken in.", most=4000)
    guidance: str = said("What the person may do.", most=4000, default="")


@dataclass(frozen=True, slots=True)
class Code:
    code: str


@noun.get("/intake/procedures", "What this desk takes in: papers, first form")
def choices() -> tuple[IntakeChoice, ...]:
    """() for someone who sits at no receiving desk."""
    return open_for_intake(outside(), actor())


@noun.post("/intake/form", "Which fields of the first form are asked after these answers")
def ask_again(body: Answered) -> tuple[Field, ...]:
    """Keeps nothing."""
    form = _choice(body.procedure).form
    return asked(form, body.answers, _("Thủ tục này không có biểu mẫu tiếp nhận."))


@noun.post("/dossiers", "Take a dossier in")
def take_in(body: NewDossier, idempotency_key: str | None) -> Received:
    """Code, and the secret code of the receipt. A repeated key is the same dossier."""
    choice = _choice(body.procedure)
    intake = Intake(
        procedure=choice.slug,
        applicant=party_of(body.applicant),
        submitter=party_of(body.submitter) if body.submitter else None,
        papers=(),
        answers=body.answers or {},
        idempotency_key=idempotency_key or str(uuid4()),
        resolving_unit_id=choice.resolving_unit_id,
        kept=body.kept,
        reused=tuple(Reused(p.component, p.dossier_id, p.paper_id) for p in body.reused),
        online_id=body.online_id,
        notices=body.notices,
    )
    return receive(outside(), actor(), intake)


@noun.get("/intake/files", "One's files that were sent before their dossier")
def files_kept() -> tuple[KeptFile, ...]:
    """They are erased by themselves after a while."""
    return kept_files(outside(), actor().person_id)


@noun.post("/intake/files", "Send one file before its dossier")
def send_ahead(query: ForComponent, file: Upload) -> KeptFile:
    """It is looked at, and kept for a while."""
    papers = _choice(query.procedure).papers
    upload = Upload(query.component, file.name, file.data)
    return keep_file(outside(), actor().person_id, papers, upload)


@noun.get("/intake/files/<uuid:file_id>", "A file that was sent before", media=FILES)
def look_at(file_id: UUID) -> File:
    """One's own."""
    kept, data = kept_bytes(outside(), actor().person_id, file_id)
    return File(data, kept.name, kept.media_type)


@noun.post("/intake/files/<uuid:file_id>/drop", "Erase a file that was sent before")
def take_back(file_id: UUID) -> None:
    """Nothing happens for one that is gone."""
    drop_file(outside(), actor().person_id, (file_id,))


@noun.post("/intake/persons", "Known persons for what is typed")
def offers(body: SomebodyWanted) -> Offers:
    """Of this desk's dossiers; 429 for who asks too often."""
    limited("offers", LOOKS, HOUR, who=str(actor().person_id))
    return Offers(known_persons(outside(), actor(), body.text), better_written(body.text))


@noun.get("/intake/persons/<uuid:person_id>", "One known person")
def person(person_id: UUID) -> Party:
    """As last written."""
    return known_person(outside(), actor(), person_id)


@noun.post("/intake/acquaintance", "What is known of an applicant here")
def known(body: Comer) -> Acquaintance:
    """Dossiers that are under way, papers that are held, last answers."""
    return acquaintance(outside(), actor(), _choice(body.procedure), party_of(body.applicant))


@noun.post("/intake/refusal", "The slip of a refused intake as PDF (Mẫu 03)", media=(PDF,))
def refuse(body: Refusal) -> File:
    """No dossier is opened and nothing is kept."""
    applicant = party_of(body.applicant)
    refused = IntakeRefused(body.procedure, applicant, body.reason, body.guidance)
    data = intake_refusal(outside(), actor(), refused)
    return File(data, "phieu-tu-choi-tiep-nhan.pdf", PDF)


@noun.get("/online-submissions", "What was handed in online and waits at the desk")
def queue() -> tuple[OnlineWaiting, ...]:
    """The longest waiting first."""
    return online_queue(outside(), actor())


@noun.get("/online-submissions/<uuid:submission_id>", "One of them")
def waiting(submission_id: UUID) -> OnlineToReceive:
    """As it was filled in."""
    return online_to_receive(outside(), actor(), submission_id)


@noun.get(
    "/online-submissions/<uuid:submission_id>/files/<uuid:file_id>", "A file of it", media=FILES
)
def waiting_file(submission_id: UUID, file_id: UUID) -> File:
    """Its bytes."""
    owner = online_to_receive(outside(), actor(), submission_id).id
    kept, data = kept_bytes(outside(), owner, file_id)
    return File(data, kept.name, kept.media_type)


@noun.post("/online-submissions/<uuid:submission_id>/ask", "Give it back to be completed")
def more(submission_id: UUID, body: More) -> Code:
    """The person reads what is wanted on their page."""
    return Code(ask_for_more(outside(), actor(), submission_id, body.reason))


@noun.post("/online-submissions/<uuid:submission_id>/refuse", "Refuse it", media=(PDF,))
def refuse_it(submission_id: UUID, body: Refused) -> File:
    """The slip (Mẫu 03) as PDF."""
    found = online_to_receive(outside(), actor(), submission_id)
    refused = IntakeRefused(found.procedure, found.applicant, body.reason, body.guidance)
    slip = intake_refusal(outside(), actor(), refused)
    refuse_online(outside(), actor(), submission_id, body.reason, body.guidance)
    return File(slip, "phieu-tu-choi-tiep-nhan.pdf", PDF)


def _choice(key: str) -> IntakeChoice:
    for choice in open_for_intake(outside(), actor()):
        if key in (choice.key, choice.slug):
            return choice
    raise NotFound(_("Không có thủ tục này để tiếp nhận."))


def party_of(sent: Person) -> Party:
    def text(value: str | None) -> str | None:
        return (value or "").strip() or None

    return Party(
        text(sent.full_name) or "",
        text(sent.identity),
        text(sent.phone),
        text(sent.email),
        text(sent.address),
    )
