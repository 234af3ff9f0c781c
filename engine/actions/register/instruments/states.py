"""An instrument in force is suspended, revoked or resumed: at once, on a ground, by one registrar.

One transaction: what follows for the dossiers under way is foreseen, the new state is a new row,
the register's epoch is raised. From its commit on nobody acts under the former state; the
dossiers move afterwards (`actions.register.moves`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.reasons import written
from engine.actions.register.moves.ask import ask_moves
from engine.actions.register.office import Change, changing
from engine.core.authority.register import InstrumentState
from engine.core.authority.words import state_words
from engine.core.register_change import InstrumentTo
from engine.errors import AlreadyDone, InvalidAnswers
from engine.outside.outside import Outside
from engine.say import say
from engine.store.records import InstrumentRow
from engine.store.register_changes import correct, current


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why a state changes, in the registrar's words, and the act that orders it ("Quyết định số
    99/QĐ-UBND ngày 01/12/2026"). Neither may be left out."""

    reason: str
    act: str

    def checked(self) -> Grounds:
        """Clean and complete. Raises InvalidAnswers by field."""
        wrong: dict[str, tuple[str, ...]] = {}
        kept: dict[str, str] = {}
        for field, missing in (
            ("reason", say("Chưa ghi lý do.")),
            ("act", say("Chưa ghi số, ngày của văn bản làm căn cứ.")),
        ):
            try:
                kept[field] = written(getattr(self, field), field, missing)
            except InvalidAnswers as refused:
                wrong |= {name: tuple(said) for name, said in refused.fields.items()}
        if wrong:
            raise InvalidAnswers(wrong)
        return Grounds(**kept)


def change_state(
    outside: Outside,
    actor: Actor,
    instrument_id: UUID,
    state: InstrumentState,
    *,
    after: Iterable[InstrumentState],
    event: str,
    grounds: Grounds,
    seen: int | None = None,
) -> UUID:
    """Put the instrument into `state`; the id of the run that moves the dossiers.

    `seen` is the row that the page showed. Raises NotYours (no registrar), NotFound,
    InvalidAnswers (no reason, no act), AlreadyDone (not in one of the states `after`, ended, or
    changed since it was shown); then nothing is stored.
    """
    checked = grounds.checked()
    with changing(outside, actor) as change:
        former = current(change.session, InstrumentRow, instrument_id)
        _require(former, after, change)
        to = InstrumentTo(instrument_id, state, change.now)
        run_id = ask_moves(outside, change, to, number=former.number, reason=checked.reason)
        correct(
            change.session,
            former,
            change.by_id,
            change.now,
            kind=event,
            reason=f"{checked.reason} ({checked.act})",
            seen=seen,
            state=str(state),
            state_since=change.now,
            state_ground=checked.act,
        )
    outside.queue.nudge()
    return run_id


def _require(former: InstrumentRow, after: Iterable[InstrumentState], change: Change) -> None:
    state = InstrumentState(former.state)
    if state not in after:
        raise AlreadyDone(
            say(
                "Văn bản số %(number)s %(state)s nên không làm việc này được; chưa có gì được ghi.",
                number=former.number,
                state=state_words(state),
            )
        )
    if former.valid_to is not None and former.valid_to <= change.now:
        raise AlreadyDone(
            say(
                "Văn bản số %(number)s đã hết hiệu lực nên không cần làm việc này; "
                "chưa có gì được ghi.",
                number=former.number,
            )
        )
