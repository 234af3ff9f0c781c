"""The desk's register book, and the return counter."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

from flask_babel import gettext as _

from engine.actions.returns.hand_over import Taker, hand_over
from engine.core.move import TaskRef
from engine.core.vietnamese import LOCAL
from engine.errors import InvalidAnswers
from engine.questions.returns import HandedOverView, Returns, handed_over, returns, signature_bytes
from engine.questions.slips.register_book import RegisterBook, register_book, register_lines
from web.api.nouns import File, Noun
from web.api.reading import Scalar, said
from web.current import actor, outside
from web.lookup_codes import code_in

noun = Noun("counter")
WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Days:
    first: date | None = said("A week before `last`, unless said.", default=None)
    last: date | None = said("Today, unless said.", default=None)


@dataclass(frozen=True, slots=True)
class Scanned:
    q: str = said("Code, name, or the scanned address of a slip.", most=500, default="")
    unit_id: UUID | None = said("Of those listed.", default=None)


@dataclass(frozen=True, slots=True)
class HandOver:
    answers: Mapping[str, Scalar] = said("By the keys of the task's form.", most=20_000)
    taker: Literal["applicant", "submitter", "other"] = said("Who takes it.", default="applicant")
    taker_name: str = said("Of another person.", most=200, default="")
    taker_paper: str = said("By which paper.", most=200, default="")
    signature: str | None = said("PNG, base64: drawn on the pad.", most=2_000_000, default=None)


@noun.get("/register", "What this desk took in in a period")
def book(query: Days) -> RegisterBook:
    """The book's lines."""
    return register_lines(outside(), actor(), *_days(query))


@noun.get("/register.pdf", "The book as PDF", media=("application/pdf",))
def printed(query: Days) -> File:
    """To be signed and kept."""
    data = register_book(outside(), actor(), *_days(query))
    return File(data, "so-theo-doi.pdf", "application/pdf")


@noun.get("/returns", "Results that wait to be handed over")
def waiting(query: Scanned) -> Returns:
    """Also those that nobody fetched."""
    return returns(outside(), actor(), code_in(query.q), query.unit_id)


@noun.post("/returns/<uuid:dossier_id>/<uuid:task_id>", "Hand the result over")
def give(dossier_id: UUID, task_id: UUID, body: HandOver, idempotency_key: str | None) -> None:
    """With who took it, and their signature."""
    taker = Taker(body.taker, body.taker_name, body.taker_paper)
    ref = TaskRef(dossier_id, task_id)
    hand_over(outside(), actor(), ref, body.answers, taker, _drawn(body.signature), idempotency_key)


@noun.get("/dossiers/<uuid:dossier_id>/hand-over", "Who took the result, and when")
def done(dossier_id: UUID) -> HandedOverView:
    """As a line of the register."""
    return handed_over(outside(), actor(), dossier_id)


@noun.get(
    "/dossiers/<uuid:dossier_id>/hand-over/signature",
    "The signature as it was drawn",
    media=("image/png",),
)
def signature(dossier_id: UUID) -> File:
    """Its bytes."""
    return File(signature_bytes(outside(), actor(), dossier_id), "chu-ky.png", "image/png")


def _days(asked: Days) -> tuple[date, date]:
    last = asked.last or outside().clock.now().astimezone(LOCAL).date()
    return asked.first or max(last, date.min + WEEK) - WEEK, last


def _drawn(sent_in: str | None) -> bytes | None:
    if not sent_in:
        return None
    try:
        return b64decode(sent_in, validate=True)
    except ValueError:
        said_so = _("Chữ ký trên màn hình không đọc được; hãy ký lại, hoặc ký trên giấy.")
        raise InvalidAnswers({"signature": [said_so]}) from None
