"""How a dossier ends before it has a result: taken back by the desk, or stopped by the agency."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.documents.fall_back import given_up
from engine.actions.dossiers.extension import APOLOGY
from engine.actions.messages.answer import answer
from engine.actions.step import judged_again, take
from engine.actions.strangers import hidden_from_strangers
from engine.core.acts import Records, Withdrawn
from engine.core.dossier import Document, Dossier, Surroundings
from engine.core.move import OpinionGiven
from engine.errors import AlreadyDone, NotFound, ResultSigned
from engine.outside.outside import Outside
from engine.say import marked, say
from engine.store.documents import attempts_in_the_air, documents_of
from engine.store.links import links_of
from engine.store.load_standing import load_standing
from engine.store.numbers import cancel_number, number_of

_SIGNED = ("signed", "ready", "sealed", "released")
_OPEN = ("draft", "shown", "signed", "ready")
_GIVEN_UP = marked("Hồ sơ kết thúc trước khi chữ ký hoàn tất; chữ ký này không được dùng.")
_NUMBER_UNUSED = "Hồ sơ {code} kết thúc trước khi văn bản được phát hành."


def end(
    outside: Outside,
    actor: Actor,
    dossier_id: UUID,
    reason: str,
    *,
    act: type[Withdrawn],
    opinion: str,
    may: Callable[[Actor, Dossier, Surroundings, datetime], None],
) -> None:
    """End the dossier by this act, if `may` lets the actor and no result is signed.

    `opinion` is the kind under which the reason stays readable. Raises NotFound, what `may`
    raises, AlreadyDone (it has ended), ResultSigned; then nothing is stored.
    """

    def attempt() -> None:
        with outside.sessions.begin() as session:
            dossier, around, now = load_standing(session, dossier_id, outside.clock.now())
            may(actor, dossier, around, now)
            require_running(dossier)
            _require_no_result(session, dossier)
            records = _records(session, dossier, act.outcome, now)
            said = OpinionGiven(uuid4(), opinion, None, actor.person_id, reason=reason)
            ended = act(
                actor_id=actor.person_id, reason=reason, records=replace(records, opinions=(said,))
            )
            take(session, dossier, ended, around, now)

    with hidden_from_strangers(outside, actor, dossier_id):
        judged_again(attempt)
    outside.queue.nudge()


def require_running(dossier: Dossier) -> None:
    """Raises AlreadyDone."""
    if dossier.status in ("finished", "stopped"):
        raise AlreadyDone(say("Hồ sơ %(code)s đã kết thúc.", code=dossier.code))


def _require_no_result(session: Session, dossier: Dossier) -> None:
    """Before a result is signed, or being signed. Raises ResultSigned."""
    results = dossier.bundle.procedure.results
    signing = {each.document_id for each in attempts_in_the_air(session, dossier.id)}
    for document in documents_of(session, dossier.id):
        if document.key in results and (document.status in _SIGNED or document.id in signing):
            spec = dossier.bundle.procedure.document(document.key)
            raise ResultSigned(spec.title if spec else document.key)


def _records(session: Session, dossier: Dossier, outcome: str, now: datetime) -> Records:
    """Documents that did not go out are dropped with their signatures, reserved numbers are given
    up with the reason, and a dossier that waits for this one's answer is told."""
    left = [each for each in documents_of(session, dossier.id) if each.status in _OPEN]
    _give_up_numbers(session, dossier, left, now)
    records = given_up(session, dossier, tuple(left), "dropped", _GIVEN_UP)
    told = [
        answer(dossier, link, outcome, (), now)
        for link in links_of(session, dossier.id)
        if link.relation == "parent" and dossier.bundle.procedure.slug != APOLOGY
    ]
    return replace(records, outbox=tuple(told))


def _give_up_numbers(
    session: Session, dossier: Dossier, documents: Iterable[Document], now: datetime
) -> None:
    for document in documents:
        try:
            number = number_of(session, dossier.id, document.id)
        except NotFound:
            continue
        cancel_number(session, number, _NUMBER_UNUSED.format(code=dossier.code), now)
