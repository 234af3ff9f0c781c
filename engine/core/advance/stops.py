"""The ledger of the legal clock: stops that end, stops that begin, and how often they may."""

from __future__ import annotations

from collections.abc import Iterable

from engine.core.advance.scene import Scene
from engine.core.move import LedgerEntry, TaskClosed
from engine.errors import SupplementLimit

SUPPLEMENT = "supplement"


def ended_stops(scene: Scene, closed: Iterable[TaskClosed]) -> tuple[LedgerEntry, ...]:
    """Stops end with the wait that made them, answered or cancelled (same id)."""
    gone = {c.id for c in closed}
    return tuple(
        LedgerEntry(e.id, e.kind, e.policy, e.starts_at, scene.now, e.ground)
        for e in scene.around.ledger
        if e.ends_at is None and e.id in gone
    )


def stands_still(scene: Scene, touched: Iterable[LedgerEntry]) -> bool:
    """Whether a stop runs after the act."""
    ledger = {e.id: e for e in (*scene.around.ledger, *touched)}
    return any(e.ends_at is None for e in ledger.values())


def refuse_one_more(scene: Scene) -> None:
    """Raise SupplementLimit when the act enters one more supplement than the procedure allows.

    A call activity with `trinhky:policy` is a round: its steps all carry the attribute. A round
    that goes on, from its slip to its wait, is not entered again; neither is one whose letter is
    signed in a call of its own that carries the attribute, too.
    """
    most = scene.dossier.bundle.procedure.most_supplements
    if most is None or scene.moved is None:
        return
    opened = {wait.path for wait in scene.moved.opened}
    if not any("policy" in scene.attributes(path) for path in opened):
        return
    if any("policy" in scene.attributes(task.element) for task in scene.around.open_tasks):
        return
    if sum(1 for entry in scene.around.ledger if entry.kind == SUPPLEMENT) >= most:
        raise SupplementLimit(most)
