"""An instrument is superseded by another one (thay thế)."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.register.instruments.states import Grounds
from engine.actions.register.moves.ask import ask_moves
from engine.actions.register.office import Change, changing
from engine.core.authority.register import InstrumentState
from engine.core.register_change import Superseded
from engine.errors import AlreadyDone, InvalidAnswers
from engine.outside.outside import Outside
from engine.say import say
from engine.store.records import InstrumentRow
from engine.store.register_changes import correct, current


def supersede(
    outside: Outside, actor: Actor, instrument_id: UUID, by_id: UUID, grounds: Grounds
) -> UUID | None:
    """Say of `by_id` that it supersedes the instrument, which ends when the other comes into force.

    The id of the run that moves the dossiers; None while the other is not in force: they move when
    it is put in force. Raises NotYours, NotFound, AlreadyDone (the former is not in force),
    InvalidAnswers (no reason or act; the same one, another issuer's, or one in force before
    now, which would change the past); then nothing is stored.
    """
    checked = grounds.checked()
    with changing(outside, actor) as change:
        former = current(change.session, InstrumentRow, instrument_id)
        after = current(change.session, InstrumentRow, by_id)
        _require(former, after, change)
        run_id = None
        if after.state == InstrumentState.IN_FORCE:
            to = Superseded(instrument_id, by_id, max(change.now, after.valid_from))
            run_id = ask_moves(outside, change, to, number=former.number, reason=checked.reason)
        correct(
            change.session,
            after,
            change.by_id,
            change.now,
            kind="supersedes",
            reason=f"{checked.reason} ({checked.act})",
            supersedes_id=instrument_id,
        )
    outside.queue.nudge()
    return run_id


def _require(former: InstrumentRow, after: InstrumentRow, change: Change) -> None:
    if former.state not in (InstrumentState.IN_FORCE, InstrumentState.SUSPENDED):
        raise AlreadyDone(
            say("Văn bản số %(number)s không còn hiệu lực để thay thế.", number=former.number)
        )
    wrong = None
    if former.id == after.id or former.issuer_position_id != after.issuer_position_id:
        wrong = say("Văn bản thay thế phải là văn bản khác của cùng người ban hành.")
    elif after.state == InstrumentState.IN_FORCE and after.valid_from < change.now:
        wrong = say(
            "Văn bản số %(number)s đã có hiệu lực từ trước nên không thay thế ngược về trước "
            "được; hãy thu hồi văn bản cũ.",
            number=after.number,
        )
    if wrong is not None:
        raise InvalidAnswers({"by": (wrong,)})
