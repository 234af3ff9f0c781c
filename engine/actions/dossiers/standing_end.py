"""What ends with a dossier that is taken back or stopped before it has a result."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.documents.fall_back import given_up
from engine.actions.dossiers.extension import APOLOGY
from engine.actions.messages.answer import answer
from engine.core.acts import Records
from engine.core.dossier import Document, Dossier
from engine.core.move import OpinionGiven
from engine.errors import AlreadyDone, NotFound, ResultSigned
from engine.store.documents import attempts_in_the_air, documents_of
from engine.store.links import links_of
from engine.store.numbers import cancel_number, number_of

_SIGNED = ("signed", "ready", "sealed", "released")
_OPEN = ("draft", "shown", "signed", "ready")
_GIVEN_UP = "Hồ sơ kết thúc trước khi chữ ký hoàn tất; chữ ký này không được dùng."
_NUMBER_UNUSED = "Hồ sơ {code} kết thúc trước khi văn bản được phát hành."


def require_running(dossier: Dossier) -> None:
    """Raises AlreadyDone."""
    if dossier.status in ("finished", "stopped"):
        raise AlreadyDone(f"Hồ sơ {dossier.code} đã kết thúc.")


def require_no_result(session: Session, dossier: Dossier) -> None:
    """Before a result is signed, or being signed. Raises ResultSigned."""
    results = dossier.bundle.procedure.results
    signing = {each.document_id for each in attempts_in_the_air(session, dossier.id)}
    for document in documents_of(session, dossier.id):
        if document.key in results and (document.status in _SIGNED or document.id in signing):
            spec = dossier.bundle.procedure.document(document.key)
            raise ResultSigned(spec.title if spec else document.key)


def records_of_end(
    session: Session, actor: Actor, dossier: Dossier, kind: str, reason: str, now: datetime
) -> Records:
    """Documents that did not go out are dropped with their signatures, reserved numbers are given
    up with the reason, and a dossier that waits for this one's answer is told. `kind` is
    withdrawal or stop; the reason stays readable beside the history, which keeps its hash."""
    left = [each for each in documents_of(session, dossier.id) if each.status in _OPEN]
    _give_up_numbers(session, dossier, left, now)
    records = given_up(session, dossier, tuple(left), "dropped", _GIVEN_UP)
    outcome = "withdrawn" if kind == "withdrawal" else "stopped"
    told = [
        answer(dossier, link, outcome, (), now)
        for link in links_of(session, dossier.id)
        if link.relation == "parent" and dossier.bundle.procedure.slug != APOLOGY
    ]
    said = OpinionGiven(uuid4(), kind, None, actor.person_id, reason=reason)
    return replace(records, opinions=(said,), outbox=tuple(told))


def _give_up_numbers(
    session: Session, dossier: Dossier, documents: Iterable[Document], now: datetime
) -> None:
    for document in documents:
        try:
            number = number_of(session, dossier.id, document.id)
        except NotFound:
            continue
        cancel_number(session, number, _NUMBER_UNUSED.format(code=dossier.code), now)
