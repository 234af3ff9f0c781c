"""What a story expects, compared with what came of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from bpmn.values import Kind
from engine.core.dossier import Document, Dossier, Task
from engine.core.vietnamese import LOCAL
from engine.outside.outside import Outside
from engine.simulate.scenario import ActTold, Scenario
from engine.store.documents import documents_of
from engine.store.history import history_of
from engine.store.load_standing import load_standing
from engine.store.verify_history import first_broken
from signing.profile import RESULT
from signing.verify.verify import verify


class Difference(Exception):
    """The first thing that came otherwise than told."""


@dataclass(frozen=True, slots=True)
class End:
    """The finished dossier: its code, and what it released."""

    code: str
    results: int
    signatures: int
    files: dict[str, bytes]


def compare_waits(act: ActTold, tasks: Sequence[Task]) -> None:
    """Raises Difference when other steps of persons are open than told."""
    found = sorted(t.element for t in tasks if t.kind == Kind.USER)
    if found != sorted(act.expects["waits"]):
        told = act.expects["waits"]
        raise Difference(f"after {act.do} {act.step or ''}: waits at {found}, not {told}")


def compare_status(act: ActTold, status: str) -> None:
    """Raises Difference when the dossier's status is another than told."""
    if status != act.expects["status"]:
        raise Difference(f"after {act.do} {act.step or ''}: {status}, not {act.expects['status']}")


def compare_end(
    outside: Outside, dossier_id: UUID, scenario: Scenario, times: tuple[datetime, ...]
) -> End:
    """Look at the finished dossier as its story tells it. Raises Difference."""
    told = scenario.expects
    with outside.sessions.begin() as session:
        dossier = load_standing(session, dossier_id, outside.clock.now()).dossier
        documents = [d for d in documents_of(session, dossier_id) if d.status == "released"]
        history = [json.loads(content) for _, content in history_of(session, dossier_id)]
        broken = first_broken(session, dossier_id)
    _same("history chain broken at", broken, None)
    _same("outcome", dossier.outcome, told["outcome"])
    _same("documents", sorted(d.key for d in documents), sorted(told["documents"]))
    _same("results", len(documents), told["results"])
    _history(history, told["history"])
    _time(dossier, told, times)
    files, signatures = _verified(outside, documents, times[-1])
    _same("signatures", signatures, told["signatures"])
    return End(dossier.code, len(documents), signatures, files)


def _verified(
    outside: Outside, documents: Sequence[Document], at: datetime
) -> tuple[dict[str, bytes], int]:
    files, signatures = {}, 0
    for document in documents:
        content = outside.files.get(document.versions[-1].file_sha256)
        report = verify(content, outside.services.roots(), at=at, profile=RESULT)
        _same(f"verdict on {document.key}", report.verdict.value, "valid")
        files[document.key] = content
        signatures += len(report.signatures)
    return files, signatures


def _same(what: str, found: object, told: object) -> None:
    if found != told:
        raise Difference(f"{what}: {found}, not {told}")


def _history(entries: Sequence[dict[str, object]], told: Sequence[str]) -> None:
    lines = [f"{e['kind']} {e['element']}" if e.get("element") else str(e["kind"]) for e in entries]
    rest = iter(lines)
    for wanted in told:
        if not any(wanted in (line, line.split(" ")[0]) for line in rest):
            raise Difference(f"history lacks “{wanted}” in its place; it reads {lines}")


def _time(dossier: Dossier, told: dict[str, object], times: tuple[datetime, ...]) -> None:
    if "due_after" in told:
        assert dossier.due_at is not None
        due = dossier.due_at.astimezone(LOCAL).date()
        day = times[0].astimezone(LOCAL).date()
        working = 0
        while day < due:
            day += timedelta(days=1)
            working += day.weekday() < 5
        _same("working days to the due day", working, told["due_after"])
    if "timeliness" in told:
        assert dossier.due_at is not None
        found = "on_time" if times[-1] <= dossier.due_at else "late"
        _same("timeliness", found, told["timeliness"])
