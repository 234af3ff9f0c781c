"""An instrument about to be suspended, revoked or resumed: what it is, and what will move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.register.office import require_registrar
from engine.core.authority.register import InstrumentState, OnEnd
from engine.core.authority.words import instrument_name, period_words
from engine.core.register_change import InstrumentTo
from engine.outside.outside import Outside
from engine.questions.register.moves import Preview, preview
from engine.say import marked, say
from engine.store.load_register import load_instruments
from engine.store.records import InstrumentRow
from engine.store.register_changes import current
from engine.store.time import read_time

ON_END: Mapping[str, str] = {
    OnEnd.FINISH_STARTED: marked(
        "Theo văn bản, hồ sơ đã tiếp nhận được giải quyết tiếp đến khi xong; hồ sơ mới thì không."
    ),
    OnEnd.RETURN_TO_DELEGATOR: marked(
        "Theo văn bản, hồ sơ đang giải quyết chuyển về người đã giao quyền."
    ),
    OnEnd.FREEZE: marked(
        "Theo văn bản, việc chỉ mình người được giao làm được thì giữ nguyên, chưa ai được làm."
    ),
}
STATES: Mapping[str, str] = {
    InstrumentState.DRAFT: marked("Dự thảo"),
    InstrumentState.REVIEWED: marked("Đã thẩm định"),
    InstrumentState.IN_FORCE: marked("Đang có hiệu lực"),
    InstrumentState.SUSPENDED: marked("Đang tạm ngưng"),
    InstrumentState.REVOKED: marked("Đã thu hồi"),
}


@dataclass(frozen=True, slots=True)
class Ending:
    """`row_id` is what the form sends back, so that nobody changes what they have not seen."""

    instrument_id: UUID
    row_id: int
    name: str
    state: str
    state_says: str
    since: datetime
    ground: str | None
    period: str
    on_end: str
    preview: Preview


def ending(outside: Outside, actor: Actor, instrument_id: UUID, state: InstrumentState) -> Ending:
    """What becomes of the dossiers under way if the instrument goes into `state` now. Raises
    NotYours for who keeps no register, NotFound."""
    with outside.sessions.begin() as session:
        require_registrar(session, outside, actor)
        time = read_time(session, outside.clock.now())
        row = current(session, InstrumentRow, instrument_id)
        register = load_instruments(session, instrument_id, time.epoch)
        instrument = register.instruments[instrument_id]
    return Ending(
        instrument_id=instrument_id,
        row_id=row.row_id,
        name=instrument_name(register, instrument),
        state=row.state,
        state_says=say(STATES[row.state]),
        since=row.state_since,
        ground=row.state_ground,
        period=period_words(instrument.period),
        on_end=say(ON_END[instrument.on_end]),
        preview=preview(outside, actor, InstrumentTo(instrument_id, state, time.now)),
    )
