"""A dossier: all of it, its files and slips, its comments, what may be done with the whole."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from engine.actions.comments.see import see
from engine.actions.comments.strike import strike
from engine.actions.comments.write import write
from engine.actions.dossiers.apologise import apologise
from engine.actions.dossiers.link import link
from engine.actions.dossiers.open_dossier import Received
from engine.actions.dossiers.reprint import reprint
from engine.actions.dossiers.stop import stop
from engine.actions.dossiers.undo import TakenBack, undo
from engine.actions.dossiers.withdraw import withdraw
from engine.actions.paper_dossier.hand_on import hand_on, receive
from engine.questions.accounts.reads import Reads, reads_of_dossier
from engine.questions.dossier.diagram import DiagramPage, diagram_page, diagram_xml
from engine.questions.dossier.files import document_bytes, paper_bytes, paper_page
from engine.questions.dossier.hand_on_page import HandOnPage, hand_on_page
from engine.questions.dossier.page import DossierPage, dossier_page
from engine.questions.inbox.mentions import Mentions, mentions
from engine.questions.intake.receipt import NoticeQueued, notices_queued, times_reprinted
from engine.questions.public.verdict import Verdict, verdict
from engine.questions.register.why import Why, why_for
from engine.questions.slips import receipt
from web.api.nouns import File, Noun
from web.api.reading import said
from web.api.tasks import Reason
from web.current import actor, outside
from web.moments import read_moment
from web.pages.slips import slip_named

noun = Noun("dossiers")
DOSSIER = "/dossiers/<uuid:dossier_id>"
PDF = "application/pdf"
PAPERS = (PDF, "image/png", "image/jpeg", "application/octet-stream")


@dataclass(frozen=True, slots=True)
class Version:
    version: int | None = said("Number of a version; the newest without it.", default=None)


@dataclass(frozen=True, slots=True)
class AboutTime:
    at: str | None = said("Moment, ISO 8601; without it when each step was done.", default=None)
    known_at: str | None = said("By what the register knew then, ISO 8601.", default=None)


@dataclass(frozen=True, slots=True)
class Print:
    times: int | None = said("Marked as this print after the first.", default=None)


@dataclass(frozen=True, slots=True)
class Comment:
    text: str = said("What is said.", most=20_000)
    mentions: tuple[UUID, ...] = said("Persons who are told.", default=())


@dataclass(frozen=True, slots=True)
class Other:
    code: str = said("Of the other dossier.", most=200)


@dataclass(frozen=True, slots=True)
class To:
    to: UUID = said("A colleague or a unit, of those offered.")


@dataclass(frozen=True, slots=True)
class Forwarding:
    dossier_id: UUID
    version: int = said("That the forwarding made.")


@dataclass(frozen=True, slots=True)
class ReceiptState:
    """How often the slip was printed again, and what was sent beside it."""

    times: int
    notices: tuple[NoticeQueued, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    times: int


@noun.get(DOSSIER, "All of one dossier")
def one(dossier_id: UUID) -> DossierPage:
    """Papers, documents, tasks, steps, comments, history."""
    return dossier_page(outside(), actor(), dossier_id)


@noun.get(f"{DOSSIER}/why", "On what ground each step was done, or may be done, or may not")
def grounds(dossier_id: UUID, query: AboutTime) -> Why:
    """As answered then; with a time, the register asked again."""
    at = read_moment("at", query.at)
    known_at = read_moment("known_at", query.known_at)
    return why_for(outside(), actor(), dossier_id, at=at, known_at=known_at)


@noun.get(f"{DOSSIER}/papers/<uuid:paper_id>", "A paper as it was handed in", media=PAPERS)
def paper(dossier_id: UUID, paper_id: UUID) -> File:
    """Its bytes."""
    return File(*paper_bytes(outside(), actor(), dossier_id, paper_id))


@noun.get(
    f"{DOSSIER}/papers/<uuid:paper_id>/pages/<int:page>",
    "One page of a PDF paper as a small picture",
    media=("image/webp",),
)
def paper_picture(dossier_id: UUID, paper_id: UUID, page: int) -> File:
    """Pages are counted from 0."""
    data = paper_page(outside(), actor(), dossier_id, paper_id, page)
    return File(data, f"{page}.webp", "image/webp")


@noun.get(f"{DOSSIER}/documents/<uuid:document_id>", "A document of ours", media=(PDF,))
def document(dossier_id: UUID, document_id: UUID, query: Version) -> File:
    """Its newest version, or the one asked for."""
    data, name = document_bytes(outside(), actor(), dossier_id, document_id, query.version)
    return File(data, name, PDF)


@noun.get(f"{DOSSIER}/documents/<uuid:document_id>/verdict", "The verdict on its signatures")
def judged(dossier_id: UUID, document_id: UUID) -> Verdict:
    """As anyone outside would get it."""
    data, _name = document_bytes(outside(), actor(), dossier_id, document_id, None)
    return verdict(outside(), data)


@noun.get(f"{DOSSIER}/slips/<slip>", "A slip as PDF, if the dossier has it now", media=(PDF,))
def slip(dossier_id: UUID, slip: str) -> File:
    """giay-tiep-nhan | bo-sung | xin-loi | dung-giai-quyet | kiem-soat"""
    return File(slip_named(slip)(outside(), actor(), dossier_id), f"{slip}.pdf", PDF)


@noun.get(f"{DOSSIER}/receipt", "How often the receipt was printed, and what was sent")
def receipt_state(dossier_id: UUID) -> ReceiptState:
    """Of the applicant's slip."""
    return ReceiptState(
        times_reprinted(outside(), actor(), dossier_id),
        notices_queued(outside(), actor(), dossier_id),
    )


@noun.get(f"{DOSSIER}/receipt.pdf", "The receipt as PDF (Mẫu 01)", media=(PDF,))
def receipt_printed(dossier_id: UUID, query: Print) -> File:
    """With `times` marked as a copy."""
    return File(receipt(outside(), actor(), dossier_id, query.times), "giay-tiep-nhan.pdf", PDF)


@noun.post(f"{DOSSIER}/receipt/reprint", "Record one more print of the receipt")
def print_again(dossier_id: UUID) -> Printed:
    """Which print after the first it is."""
    return Printed(reprint(outside(), actor(), dossier_id))


@noun.get(f"{DOSSIER}/diagram", "The procedure's steps with where the dossier is")
def diagram(dossier_id: UUID) -> DiagramPage:
    """In words and by element."""
    return diagram_page(outside(), actor(), dossier_id)


@noun.get(f"{DOSSIER}/diagram.bpmn", "The diagram itself", media=("application/xml",))
def diagram_source(dossier_id: UUID) -> File:
    """As the dossier's own procedure version has it."""
    data = diagram_xml(outside(), actor(), dossier_id)
    return File(data, "diagram.bpmn", "application/xml")


@noun.get(f"{DOSSIER}/reads", "Who opened it")
def reads(dossier_id: UUID) -> Reads:
    """For heads and administrators."""
    return reads_of_dossier(outside(), actor(), dossier_id)


@noun.post(f"{DOSSIER}/withdraw", "The applicant withdraws it")
def withdrawn(dossier_id: UUID, body: Reason) -> None:
    """Only before the result is signed; not taken back."""
    withdraw(outside(), actor(), dossier_id, body.reason)


@noun.post(f"{DOSSIER}/stop", "The authority stops it")
def stopped(dossier_id: UUID, body: Reason) -> None:
    """Only before the result is signed; not taken back."""
    stop(outside(), actor(), dossier_id, body.reason)


@noun.post(f"{DOSSIER}/link", "Lay another dossier beside it")
def linked(dossier_id: UUID, body: Other) -> None:
    """By its code; each sees the other's."""
    dossier_page(outside(), actor(), dossier_id)
    link(outside(), actor(), dossier_id, body.code)


@noun.post(f"{DOSSIER}/apologise", "Open an apology with a proposed new term")
def apology(dossier_id: UUID) -> Received:
    """A dossier of its own; the term is extended once, when it is issued."""
    return apologise(outside(), actor(), dossier_id)


@noun.post("/undo", "Take back a forwarding within its seconds")
def take_back(body: Forwarding) -> TakenBack:
    """409 when it stands, or somebody went on."""
    return undo(outside(), actor(), body.dossier_id, body.version)


@noun.post(f"{DOSSIER}/comments", "Write a comment")
def comment(dossier_id: UUID, body: Comment) -> None:
    """Those who are mentioned are told."""
    write(outside(), actor(), dossier_id, body.text, body.mentions)


@noun.post(f"{DOSSIER}/comments/<uuid:comment_id>/strike", "Strike a comment of one's own")
def strike_it(dossier_id: UUID, comment_id: UUID) -> None:
    """The trace stays."""
    strike(outside(), actor(), dossier_id, comment_id)


@noun.get("/mentions", "Comments that name the reader")
def naming_me() -> Mentions:
    """With how many are new."""
    return mentions(outside(), actor())


@noun.post("/mentions/seen", "They were looked at")
def mentions_seen() -> None:
    """None is new any more."""
    see(outside(), actor())


@noun.get(f"{DOSSIER}/paper-dossier", "Where the paper dossier is, and to whom it may go")
def paper_dossier(dossier_id: UUID) -> HandOnPage:
    """Colleagues and units."""
    return hand_on_page(outside(), actor(), dossier_id)


@noun.post(f"{DOSSIER}/paper-dossier/hand-on", "Hand the paper dossier on")
def handed(dossier_id: UUID, body: To) -> None:
    """The receiver confirms."""
    hand_on(outside(), actor(), dossier_id, body.to)


@noun.post(f"{DOSSIER}/paper-dossier/receive", "I have it in hand")
def in_hand(dossier_id: UUID) -> None:
    """Of a paper dossier that was handed on."""
    receive(outside(), actor(), dossier_id)
