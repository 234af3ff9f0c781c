"""The dossier's own clock: when it is due, by promise and by law, and how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.core.acts import Extended
from engine.core.advance.closing import Ending
from engine.core.advance.scene import Scene
from engine.core.clock import (
    Budget,
    Extension,
    apology_at,
    dossier_due,
    extended_due,
    group_due,
    parse_budget,
)
from engine.core.move import GroupTouched, LedgerEntry
from engine.core.timeliness import timeliness
from engine.errors import AlreadyExtended


@dataclass(frozen=True, slots=True)
class Term:
    """What of the dossier's times is set anew; None leaves what is stored."""

    due_at: datetime | None = None
    statutory_due_at: datetime | None = None
    apology_at: datetime | None = None
    extended_at: datetime | None = None
    timeliness: str | None = None


def term(scene: Scene, ended: Sequence[LedgerEntry], ending: Ending) -> Term:
    """The times after the act: counted at reception, and again when a stop has ended.

    Raises AlreadyExtended, CalendarUnknown.
    """
    counted = _counted(scene, ended)
    if ending.finished_at is None:
        return counted
    due_at = counted.due_at or scene.dossier.due_at
    return Term(
        counted.due_at,
        counted.statutory_due_at,
        counted.apology_at,
        counted.extended_at,
        timeliness(due_at, ending.finished_at),
    )


def _counted(scene: Scene, ended: Sequence[LedgerEntry]) -> Term:
    dossier, act = scene.dossier, scene.act
    if isinstance(act, Extended):
        if dossier.extended_at is not None:
            raise AlreadyExtended
        return Term(due_at=act.until, extended_at=scene.now)
    procedure = dossier.bundle.procedure
    promised = procedure.declared_total or procedure.total
    if promised is None or (act.kind != "received" and not ended):
        return Term()
    stops = _stops(scene, ended)
    due_at = lawful = _due(scene, promised, stops)
    if procedure.total is not None and procedure.total != promised:
        lawful = _due(scene, procedure.total, stops)
    statutory = None if procedure.total is None else lawful
    if dossier.extended_at is not None and dossier.due_at is not None:
        extension = Extension(dossier.extended_at, dossier.due_at)
        return Term(extended_due(scene.around.calendar, extension, ended), statutory)
    return Term(due_at, statutory, _apology(scene, due_at))


def _stops(scene: Scene, ended: Sequence[LedgerEntry]) -> list[LedgerEntry]:
    return list({e.id: e for e in (*scene.around.ledger, *ended)}.values())


def _due(scene: Scene, total: Budget, stops: Sequence[LedgerEntry]) -> datetime:
    cutoff = scene.dossier.bundle.procedure.cutoff
    return dossier_due(scene.around.calendar, scene.dossier.received_at, cutoff, total, stops)


def _apology(scene: Scene, due_at: datetime) -> datetime | None:
    """None where no working day lies between now, when the clock begins to run, and the end: a
    term that short is late before anybody could say so a day ahead."""
    when = apology_at(scene.around.calendar, due_at)
    return when if when > scene.now else None


def recounted_groups(scene: Scene, ended: Sequence[LedgerEntry]) -> dict[str, GroupTouched]:
    """Running budgets shared by steps, which stop with the dossier's clock."""
    if not ended:
        return {}
    stops = _stops(scene, ended)
    return {
        key: GroupTouched(
            key,
            group.budget,
            group.started_at,
            group_due(scene.around.calendar, group.started_at, parse_budget(group.budget), stops),
        )
        for key, group in scene.around.groups.items()
    }
