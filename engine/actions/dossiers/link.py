"""Two dossiers are put side by side; each knows of the other."""

from __future__ import annotations

from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.step import judged_again, take
from engine.core.acts import Linked, Records
from engine.core.move import DossierLinked, OutboxAdded
from engine.errors import AlreadyDone, InvalidAnswers, NotFound
from engine.outside.outside import Outside
from engine.questions.reach import require_reach
from engine.say import say
from engine.store.links import links_of
from engine.store.load_standing import load_standing
from engine.store.messages import addressee

OUTBOX = "link"
"""Kind of the outbox rows that ask for the other side of a link: one Move is one dossier's."""
RELATED = "related"


def link(outside: Outside, actor: Actor, dossier_id: UUID, other_code: str) -> None:
    """Link the dossier with the one of this code; the worker writes the other side.

    Raises NotFound (one of them is not there, or not for this reader: the two are never told
    apart), InvalidAnswers (no code, or its own), AlreadyDone (they are linked).
    """
    code = other_code.strip()
    if not code:
        raise InvalidAnswers({"other_code": [say("Chưa nhập mã hồ sơ cần liên kết.")]})

    def attempt() -> None:
        with outside.sessions.begin() as session:
            dossier, around, now = load_standing(session, dossier_id, outside.clock.now())
            require_reach(session, actor, dossier, now)
            other = _other(outside, session, actor, code)
            if other == dossier.id:
                raise InvalidAnswers({"other_code": [say("Đây là mã của chính hồ sơ này.")]})
            if any(each.other_id == other for each in links_of(session, dossier.id)):
                raise AlreadyDone(say("Hồ sơ %(code)s đã được liên kết.", code=code))
            back = OutboxAdded(
                uuid5(dossier.id, f"link:{other}"),
                OUTBOX,
                {"other": str(other), "by": str(actor.person_id)},
                now,
            )
            records = Records(links=(DossierLinked(other, code, RELATED),), outbox=(back,))
            act = Linked(actor_id=actor.person_id, records=records)
            take(session, dossier, act, around, now)

    judged_again(attempt)
    outside.queue.nudge()


def _other(outside: Outside, session: Session, actor: Actor, code: str) -> UUID:
    found = addressee(session, code)
    unknown = NotFound(
        say("Không có hồ sơ mang mã %(code)s, hoặc hồ sơ không thuộc đơn vị của ông/bà.", code=code)
    )
    if found is None:
        raise unknown
    dossier, _, now = load_standing(session, found.id, outside.clock.now())
    try:
        require_reach(session, actor, dossier, now)
    except NotFound:
        raise unknown from None
    return found.id


def link_back(outside: Outside, dossier_id: UUID, other_id: UUID, by: UUID) -> None:
    """The worker's part: the other dossier gets its side of the link, once."""

    def attempt() -> None:
        with outside.sessions.begin() as session:
            first = load_standing(session, dossier_id, outside.clock.now()).dossier
            dossier, around, now = load_standing(session, other_id, outside.clock.now())
            if any(each.other_id == first.id for each in links_of(session, dossier.id)):
                return
            records = Records(links=(DossierLinked(first.id, first.code, RELATED),))
            take(session, dossier, Linked(actor_id=by, records=records), around, now)

    judged_again(attempt)
