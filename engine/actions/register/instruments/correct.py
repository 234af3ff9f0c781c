"""A registrar writes a draft anew, its lines together with it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.register.instruments.draft import draft_known, rewrite
from engine.actions.register.instruments.line_told import columns_told, line_rows
from engine.actions.register.instruments.rules import judged, refuse_grave
from engine.actions.register.instruments.told import (
    InstrumentTold,
    instrument_columns,
    instrument_row,
)
from engine.actions.register.office import Change, changing
from engine.actions.register.wrong import LONGEST_REASON, Wrong
from engine.core.authority.register import InstrumentState
from engine.outside.outside import Outside
from engine.say import say
from engine.store.records import GrantRow
from engine.store.register_acts import lines_of
from engine.store.register_changes import correct, enter, strike

_LEFT_OUT = "Bỏ dòng khỏi dự thảo."
"""Kept beside a struck line when nobody said why."""


def correct_instrument(
    outside: Outside,
    actor: Actor,
    instrument_id: UUID,
    told: InstrumentTold,
    reason: str,
    seen: int | None,
) -> None:
    """New rows; what was reviewed is a draft again, and then `reason` must say why.

    Lines without `id` are new, known lines that are not told are struck. Raises NotYours,
    NotFound, NotADraft, AlreadyDone; InvalidAnswers as when it is entered.
    """
    with changing(outside, actor) as change:
        former, wrong = draft_known(change.session, instrument_id), Wrong()
        why = wrong.line("reason", reason, None, LONGEST_REASON) or None
        if former.state == InstrumentState.REVIEWED and why is None:
            wrong.add("reason", say("Văn bản đã được thẩm định; hãy ghi vì sao sửa."))
        columns = instrument_columns(change.session, told, wrong)
        wrong.refuse()
        act = instrument_row(instrument_id, columns, change.now)
        known = {line.id: line for line in lines_of(change.session, instrument_id)}
        lines = line_rows(change.session, act, told.lines, wrong)
        if any(line.id is not None and line.id not in known for line in told.lines):
            wrong.add("lines", say("Có dòng không thuộc văn bản này; hãy tải lại trang."))
        wrong.refuse()
        refuse_grave(judged(change.session, act, lines, change.now))
        rewrite(change, former, reason=why, seen=seen, **columns)
        _write_lines(change, known, lines, why)


def _write_lines(
    change: Change, known: dict[UUID, GrantRow], lines: Sequence[GrantRow], why: str | None
) -> None:
    for line in lines:
        former = known.pop(line.id, None)
        if former is None:
            enter(change.session, line, change.by_id, change.now)
            continue
        told = columns_told(line)
        if line.scope == former.scope and line.scope_example is None:
            told["scope_example"] = former.scope_example
        if any(getattr(former, name) != value for name, value in told.items()):
            correct(change.session, former, change.by_id, change.now, reason=why, **told)
    for gone in known.values():
        strike(change.session, gone, change.by_id, change.now, why or _LEFT_OUT)
