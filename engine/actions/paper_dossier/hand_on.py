"""The paper dossier is handed to a colleague or a unit, or somebody says that they have it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.step import judged_again, take
from engine.core.acts import PaperMoved, Records
from engine.core.dossier import Dossier, Surroundings
from engine.core.move import PaperPlaced
from engine.errors import AlreadyDone, InvalidAnswers, NotYours
from engine.outside.outside import Outside
from engine.questions.reach import require_reach
from engine.say import say
from engine.store.colleagues import colleagues_of
from engine.store.load_standing import load_standing
from engine.store.paper_places import last_place
from engine.store.people import person_name

HANDED, RECEIVED = "handed", "received"
FIELD = "to"


def hand_on(outside: Outside, actor: Actor, dossier_id: UUID, to: UUID | None) -> None:
    """Record that the paper goes to this person or unit, who has not said yet that it came.

    Raises NotFound, InvalidAnswers (nobody, or somebody outside the dossier), NotYours (somebody
    else has it).
    """
    if to is None:
        raise InvalidAnswers({FIELD: [say("Chưa chọn người hoặc đơn vị nhận hồ sơ giấy.")]})

    def attempt() -> None:
        with outside.sessions.begin() as session:
            dossier, around, now = load_standing(session, dossier_id, outside.clock.now())
            require_reach(session, actor, dossier, now)
            _require_not_elsewhere(session, actor, dossier)
            place = _addressee(session, dossier, to, now)
            _place(session, actor, dossier, around, now, place)

    judged_again(attempt)


def receive(outside: Outside, actor: Actor, dossier_id: UUID) -> None:
    """Record that the actor has the paper in hand. Raises NotFound, AlreadyDone (they had)."""

    def attempt() -> None:
        with outside.sessions.begin() as session:
            dossier, around, now = load_standing(session, dossier_id, outside.clock.now())
            here = require_reach(session, actor, dossier, now)
            last = last_place(session, dossier.id)
            if last and (last.kind, last.person_id) == (RECEIVED, actor.person_id):
                raise AlreadyDone(say("Hồ sơ giấy đã được ghi là đang ở chỗ ông/bà."))
            unit = here[0].unit_id if here else None
            place = PaperPlaced(uuid4(), RECEIVED, actor.person_id, unit)
            _place(session, actor, dossier, around, now, place)

    judged_again(attempt)


def _place(
    session: Session,
    actor: Actor,
    dossier: Dossier,
    around: Surroundings,
    now: datetime,
    place: PaperPlaced,
) -> None:
    act = PaperMoved(actor_id=actor.person_id, records=Records(paper_places=(place,)))
    take(session, dossier, act, around, now)


def _require_not_elsewhere(session: Session, actor: Actor, dossier: Dossier) -> None:
    """Only who has it gives it away. Raises NotYours."""
    last = last_place(session, dossier.id)
    if last is None or last.kind != RECEIVED or last.person_id in (None, actor.person_id):
        return
    assert last.person_id is not None
    raise NotYours(
        say(
            "Hồ sơ giấy đang ở %(name)s; chỉ người đang giữ giao được. Nếu ông/bà đang cầm hồ sơ, "
            "hãy bấm “Tôi đã nhận hồ sơ giấy” trước.",
            name=person_name(session, last.person_id),
        ),
        "not_asked",
    )


def _addressee(session: Session, dossier: Dossier, to: UUID, now: datetime) -> PaperPlaced:
    if to in {dossier.unit_id, dossier.receiving_unit_id, *dossier.parties.values()}:
        return PaperPlaced(uuid4(), HANDED, None, to)
    for colleague in colleagues_of(session, dossier, now):
        if colleague.person_id == to:
            return PaperPlaced(uuid4(), HANDED, to, colleague.unit_id)
    raise InvalidAnswers(
        {FIELD: [say("Người hoặc đơn vị này không tham gia hồ sơ; hãy chọn trong danh sách.")]}
    )
