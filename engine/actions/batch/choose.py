"""Somebody chooses several documents to sign or to seal together."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.core.move import TaskRef
from engine.errors import InvalidAnswers
from engine.outside.outside import Outside
from engine.questions.desks.rows import MOST, SEALING, desk_rows, seated, waiting
from engine.questions.desks.signing_desk import desk_in
from engine.say import say
from engine.store.desks import FULL, SUMMARY, Chosen, keep_batch
from engine.store.time import OfficeTime, read_time

SIGN, SEAL = "sign", "seal"


def choose(outside: Outside, actor: Actor, kind: str, refs: Sequence[TaskRef]) -> UUID:
    """Keep the choice, in its order, and answer its id; nothing is signed yet.

    What cannot be done together with others stays in it with the sentence why, so that every
    item has its answer. Raises InvalidAnswers for nothing at all and for more than `MOST`.
    """
    chosen = tuple(dict.fromkeys(refs))
    if not chosen:
        raise InvalidAnswers({"pick": (say("Chưa chọn văn bản nào."),)})
    if len(chosen) > MOST:
        said = say("Mỗi lô nhiều nhất %(most)s văn bản; hãy chọn bớt.", most=MOST)
        raise InvalidAnswers({"pick": (said,)})
    batch_id = uuid4()
    with outside.sessions.begin() as session:
        time = read_time(session, outside.clock.now())
        judged = _to_sign if kind == SIGN else _to_seal
        keep_batch(
            session, actor.person_id, batch_id, judged(session, actor, time, chosen), time.now
        )
    return batch_id


def _to_sign(
    session: Session, actor: Actor, time: OfficeTime, refs: Sequence[TaskRef]
) -> list[Chosen]:
    desk = {item.ref: item for item in desk_in(session, actor, time).items}
    found = []
    for place, ref in enumerate(refs):
        item = desk.get(ref)
        if item is None or not item.mine:
            trouble = say("Văn bản này không còn chờ ông/bà ký.")
        elif not item.can_be_chosen:
            flags = " ".join(flag.says for flag in item.flags if flag.must_open)
            trouble = say("Cần mở xem toàn văn trước khi ký: %(why)s", why=flags)
        else:
            trouble = None
        seen = FULL if item is not None and item.looked else SUMMARY
        found.append(Chosen(place, SIGN, ref, seen, None, trouble))
    return found


def _to_seal(
    session: Session, actor: Actor, time: OfficeTime, refs: Sequence[TaskRef]
) -> list[Chosen]:
    who = seated(session, actor, time.now, assists=False)
    rows = desk_rows(session, who, waiting(who, SEALING, time.now))
    waiting_now = {TaskRef(row.dossier.id, row.task.id) for row in rows}
    gone = say("Văn bản này không còn chờ ông/bà đóng dấu.")
    return [
        Chosen(place, SEAL, ref, FULL, None, None if ref in waiting_now else gone)
        for place, ref in enumerate(refs)
    ]
