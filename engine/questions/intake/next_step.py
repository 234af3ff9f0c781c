"""Where the desk goes on in the same sitting."""

from __future__ import annotations

from uuid import UUID

from bpmn.values import Kind
from engine.actions.actor import Actor
from engine.actions.judge import holds
from engine.core.move import TaskRef
from engine.outside.outside import Outside
from engine.questions.reach import require_reach
from engine.store.load_standing import load_standing


def next_step(outside: Outside, actor: Actor, dossier_id: UUID) -> TaskRef | None:
    """The one step that waits, where the procedure is settled while the applicant waits and the
    step is asked of this very person; else None. Raises NotFound."""
    with outside.sessions.begin() as session:
        dossier, around, now = load_standing(session, dossier_id, outside.clock.now())
        require_reach(session, actor, dossier, now)
    if not dossier.bundle.procedure.same_sitting:
        return None
    steps = [task for task in around.open_tasks if task.kind == Kind.USER]
    if len(steps) != 1 or not holds(around.register, actor.person_id, steps[0].holders, now):
        return None
    return TaskRef(dossier_id, steps[0].id)
