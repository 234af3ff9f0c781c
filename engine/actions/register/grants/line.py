"""What the three verbs on a line share: the draft it belongs to, and the rules over all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from engine.actions.register.instruments.draft import draft_known, rewrite
from engine.actions.register.instruments.line_told import LineTold, line_columns
from engine.actions.register.instruments.rules import judged, refuse_grave
from engine.actions.register.office import Change
from engine.actions.register.wrong import Wrong
from engine.core.authority.register import InstrumentState
from engine.errors import NotFound
from engine.say import say
from engine.store.records import GrantRow, InstrumentRow
from engine.store.register_acts import lines_of, procedure_titles
from engine.store.register_changes import known_row


@dataclass(frozen=True, slots=True)
class OfDraft:
    """A draft and its lines as the register knows them."""

    act: InstrumentRow
    lines: Sequence[GrantRow]


def draft_of(change: Change, instrument_id: UUID) -> OfDraft:
    """Raises NotFound, NotADraft."""
    act = draft_known(change.session, instrument_id)
    return OfDraft(act, lines_of(change.session, instrument_id))


def line_known(change: Change, grant_id: UUID) -> GrantRow:
    """Raises NotFound."""
    row = known_row(change.session, GrantRow, grant_id)
    if row is None:
        raise NotFound(say("Không có dòng giao quyền này trong danh mục thẩm quyền."))
    return row


def written(change: Change, draft: OfDraft, told: LineTold, wrong: Wrong) -> GrantRow:
    """The line as a row, judged among the others. Raises InvalidAnswers; its fields stand alone."""
    titles = procedure_titles(change.session)
    columns = line_columns(change.session, draft.act, told, titles, wrong, "")
    wrong.refuse()
    row = GrantRow(id=told.id or uuid4(), instrument_id=draft.act.id, **columns)
    others = [line for line in draft.lines if line.id != row.id]
    last = f"lines.{len(others)}."
    found = judged(change.session, draft.act, [*others, row], change.now)
    for finding in found:
        if finding.grave and finding.field.startswith(last):
            wrong.add(finding.field.removeprefix(last), finding.says)
    wrong.refuse()
    refuse_grave(found)
    return row


def fall_back(change: Change, act: InstrumentRow, reason: str | None) -> None:
    """What was reviewed is a draft again."""
    if act.state == InstrumentState.REVIEWED:
        rewrite(change, act, kind="fell_back", reason=reason)
