"""What a story expects of its dossiers, compared with what came of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from engine.core.clock import Calendar
from engine.core.dossier import Document, Dossier
from engine.core.timeliness import AFTER
from engine.core.vietnamese import LOCAL
from engine.machine.profiles import profile_of
from engine.outside.outside import Outside
from engine.simulate.difference import Difference, same
from engine.simulate.timetable import working_day_after
from engine.simulate.told import Scenario
from engine.store.documents import documents_of
from engine.store.history import history_of
from engine.store.load_standing import load_standing
from engine.store.verify_history import first_broken
from signing.verify.verify import verify

RELEASED = "released"
CALENDAR_DAYS = " ngày"


@dataclass(frozen=True, slots=True)
class End:
    """What a story's dossiers released; `code` is the first one's."""

    code: str
    results: int
    signatures: int
    files: Mapping[str, bytes]


@dataclass(slots=True)
class _Verified:
    files: dict[str, bytes] = field(default_factory=dict)
    signatures: int = 0


def compare_ends(
    outside: Outside,
    dossiers: Mapping[str, UUID],
    scenario: Scenario,
    times: Sequence[datetime],
    calendar: Calendar,
) -> End:
    """Look at the finished dossiers, the story's own first, as it tells of them.

    Raises Difference: also for a dossier that the story met and does not speak of.
    """
    own, *others = dossiers
    linked: Mapping[str, Mapping[str, Any]] = scenario.expects.get("linked", {})
    same("other dossiers", sorted(others), sorted(linked))
    end = _compare(outside, dossiers[own], scenario.expects, times, calendar)
    results, signatures, files = end.results, end.signatures, dict(end.files)
    for name in others:
        try:
            other = _compare(outside, dossiers[name], linked[name], times, calendar)
        except Difference as difference:
            raise Difference(f"{name}: {difference}") from difference
        results += other.results
        signatures += other.signatures
        files |= {f"{name}-{key}": content for key, content in other.files.items()}
    return End(end.code, results, signatures, files)


def _compare(
    outside: Outside,
    dossier_id: UUID,
    told: Mapping[str, Any],
    times: Sequence[datetime],
    calendar: Calendar,
) -> End:
    with outside.sessions.begin() as session:
        dossier = load_standing(session, dossier_id, outside.clock.now()).dossier
        documents = [d for d in documents_of(session, dossier_id) if d.status == RELEASED]
        history = [json.loads(content) for _, content in history_of(session, dossier_id)]
        broken = first_broken(session, dossier_id)
    same("history chain broken at", broken, None)
    same("outcome", dossier.outcome, told["outcome"])
    same("documents", sorted(d.key for d in documents), sorted(told["documents"]))
    same("results", len(documents), told["results"])
    _compare_history(history, told["history"])
    _compare_time(dossier, history, told, calendar)
    verified = _verified(outside, dossier, documents, times[-1])
    same("signatures", verified.signatures, told["signatures"])
    return End(dossier.code, len(documents), verified.signatures, verified.files)


def _verified(
    outside: Outside, dossier: Dossier, documents: Sequence[Document], at: datetime
) -> _Verified:
    """Every released document, a result or not, checked as a stranger would."""
    found = _Verified()
    for document in documents:
        spec = dossier.bundle.procedure.document(document.key)
        assert spec is not None
        content = outside.files.get(document.versions[-1].file_sha256)
        report = verify(content, outside.services.roots(), at=at, profile=profile_of(spec))
        same(f"verdict on {document.key}", report.verdict.value, "valid")
        again = sum(name.partition("~")[0] == document.key for name in found.files)
        found.files[f"{document.key}~{again + 1}" if again else document.key] = content
        found.signatures += len(report.signatures)
    return found


def _compare_history(entries: Sequence[Mapping[str, Any]], told: Sequence[str]) -> None:
    lines = [f"{e['kind']} {e['element']}" if e.get("element") else str(e["kind"]) for e in entries]
    rest = iter(lines)
    for wanted in told:
        if not any(wanted in (line, line.split(" ")[0]) for line in rest):
            raise Difference(f"history lacks “{wanted}” in its place; it reads {lines}")


def _compare_time(
    dossier: Dossier,
    history: Sequence[Mapping[str, Any]],
    told: Mapping[str, Any],
    calendar: Calendar,
) -> None:
    began, ended = (datetime.fromisoformat(history[n]["at"]) for n in (0, -1))
    if "due_after" in told:
        same("due on", _due_day(dossier), _told_day(began, told["due_after"], calendar))
    if "timeliness" in told:
        late = dossier.due_at is not None and ended > dossier.due_at
        same("timeliness", "late" if late else "on_time", told["timeliness"])
    if "overdue" in told:
        closed = [c for entry in history for c in entry["closed"]]
        late_steps = sorted({path for _, path, _, outcome in closed if outcome == AFTER})
        same("overdue", late_steps, sorted(told["overdue"]))


def _due_day(dossier: Dossier) -> date:
    if dossier.due_at is None:
        raise Difference("the dossier has no due time")
    return dossier.due_at.astimezone(LOCAL).date()


def _told_day(began: datetime, due_after: int | str, calendar: Calendar) -> date:
    day = began.astimezone(LOCAL).date()
    if isinstance(due_after, int):
        return working_day_after(calendar, day, due_after)
    day += timedelta(days=int(due_after.removesuffix(CALENDAR_DAYS)))
    return day if calendar.intervals(day) else working_day_after(calendar, day, 1)
