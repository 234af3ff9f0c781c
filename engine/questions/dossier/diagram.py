"""The procedure's diagram with the token on it, as the dossier's own bundle draws it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from engine.actions.actor import Actor
from engine.core.bundle_paths import MAIN
from engine.outside.outside import Outside
from engine.questions.dossier.parts import dossier_parts
from engine.questions.parts import DossierHead, StepView
from engine.questions.reach import require_reach
from engine.store.load_standing import load_standing
from engine.store.tasks import tasks_of


@dataclass(frozen=True, slots=True)
class DiagramPage:
    """`done` and `now` are ids of elements of the main diagram; a step of a called diagram stands
    for its call. The steps tell the same in words."""

    head: DossierHead
    steps: tuple[StepView, ...]
    done: tuple[str, ...]
    now: tuple[str, ...]


def diagram_page(outside: Outside, actor: Actor, dossier_id: UUID) -> DiagramPage:
    """Raises NotFound, for a dossier of another unit too."""
    with outside.sessions.begin() as session:
        standing = load_standing(session, dossier_id, outside.clock.now())
        require_reach(session, actor, standing.dossier, standing.now)
        parts = dossier_parts(session, standing)
        tasks = tasks_of(session, dossier_id)
    now = dict.fromkeys(_drawn(t.element) for t in tasks if t.status == "open")
    done = dict.fromkeys(_drawn(t.element) for t in tasks if t.status == "done")
    return DiagramPage(
        parts.head, parts.steps, tuple(each for each in done if each not in now), tuple(now)
    )


def diagram_xml(outside: Outside, actor: Actor, dossier_id: UUID) -> bytes:
    """The main diagram of the pinned bundle. Raises NotFound."""
    with outside.sessions.begin() as session:
        dossier, _, now = load_standing(session, dossier_id, outside.clock.now())
        require_reach(session, actor, dossier, now)
        return dossier.bundle.files[MAIN]


def _drawn(path: str) -> str:
    return path.split("/", 1)[0]
