"""What an act should have done, compared with what it did."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from engine.core.clock import Calendar
from engine.core.vietnamese import LOCAL
from engine.simulate.difference import Difference, same
from engine.simulate.stage import Stage
from engine.simulate.timetable import moment_told
from engine.simulate.told import ActTold
from engine.store.history import history_of

COUNCIL_CLOSED = "council_closed"
SLACK = timedelta(minutes=5)
"""What a term may be off: the acts of a story take real seconds, of which stops are made."""


def compare_act(stage: Stage, act: ActTold, first: datetime, calendar: Calendar) -> None:
    """Look at the dossier after the act as its story tells it. Raises Difference."""
    told = act.expects
    if not told.keys() & {"waits", "status", "council", "due"}:
        return
    dossier_id = stage.dossier(act.dossier)
    if "waits" in told:
        same("waits", stage.waits(dossier_id), sorted(told["waits"]))
    if "status" in told:
        same("status", stage.standing(dossier_id).dossier.status, told["status"])
    if "council" in told:
        counted = _council(stage, dossier_id)
        same("council", {key: counted.get(key) for key in told["council"]}, told["council"])
    if "due" in told:
        wanted = moment_told(told["due"], first, calendar, may_rest=False)
        _compare_due(stage.standing(dossier_id).dossier.due_at, wanted)


def _compare_due(found: datetime | None, wanted: datetime) -> None:
    if found is None or abs(found - wanted) > SLACK:
        said = "nothing" if found is None else f"{found.astimezone(LOCAL):%d/%m/%Y %H:%M}"
        raise Difference(f"due: {said}, not {wanted:%d/%m/%Y %H:%M}")


def _council(stage: Stage, dossier_id: UUID) -> Mapping[str, Any]:
    with stage.outside.sessions.begin() as session:
        entries = [json.loads(content) for _, content in history_of(session, dossier_id)]
    closed = [entry for entry in entries if entry["kind"] == COUNCIL_CLOSED]
    if not closed:
        raise Difference("no council has closed its vote")
    return dict(closed[-1])
