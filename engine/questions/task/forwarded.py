"""What a person has just done to a dossier, in a sentence, and how long it may be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from bpmn.values import Kind
from engine.actions.actor import Actor
from engine.core.dossier import JOINT, Task
from engine.core.undo import LastMove
from engine.outside.outside import Outside
from engine.questions.dossier.parts import who_may
from engine.questions.known import Known
from engine.questions.reach import require_reach
from engine.questions.words import OUTCOME
from engine.say import say
from engine.store.last_move import last_move
from engine.store.load_standing import Standing, load_standing


@dataclass(frozen=True, slots=True)
class Forwarded:
    """`version` names the Move for `undo`; `seconds` are left for it, 0 when it stands."""

    dossier_id: UUID
    version: int
    code: str
    says: str
    seconds: int


def forwarded(outside: Outside, actor: Actor, dossier_id: UUID, kind: str) -> Forwarded | None:
    """Ask it right after an act of this kind; None when it is not the actor's last Move there
    (it changed nothing, or somebody has gone on already). Raises NotFound."""
    with outside.sessions.begin() as session:
        standing = load_standing(session, dossier_id, outside.clock.now())
        require_reach(session, actor, standing.dossier, standing.now)
        last = last_move(session, dossier_id)
    if (last.actor_id, last.kind) != (actor.person_id, kind):
        return None
    left = 0.0 if last.until is None else (last.until - standing.now).total_seconds()
    says = _says(standing, last)
    return Forwarded(dossier_id, last.version, standing.dossier.code, says, max(0, round(left)))


def _says(standing: Standing, last: LastMove) -> str:
    code = standing.dossier.code
    if last.kind == "assigned":
        person = standing.around.register.persons.get(UUID(last.tells["to"]))
        name = person.full_name if person else ""
        return say("Đã giao việc của hồ sơ %(code)s cho %(name)s.", code=code, name=name)
    if standing.dossier.outcome is not None:
        how = OUTCOME.get(standing.dossier.outcome, "").lower()
        return say("Đã hoàn thành, hồ sơ %(code)s kết thúc: %(how)s.", code=code, how=how)
    where = _where(standing, {UUID(opened[0]) for opened in last.tells["opened"]})
    if last.kind == "returned":
        return say("Đã chuyển trả hồ sơ %(code)s về %(where)s.", code=code, where=where)
    if not where:
        return say("Đã chuyển hồ sơ %(code)s sang bước tiếp theo.", code=code)
    return say("Đã chuyển hồ sơ %(code)s sang %(where)s.", code=code, where=where)


def _where(standing: Standing, opened: set[UUID]) -> str:
    """ "bước “Ký số văn bản” (Chủ tịch)": the steps of people that were opened, and whose."""
    register = standing.around.register
    tasks = {task.id: task for task in standing.around.open_tasks}
    names = {person.id: person.full_name for person in register.persons.values()}
    known = Known(standing.dossier, register, tasks, names)
    asked = [t for t in tasks.values() if t.id in opened and _of_people(t)]
    return ", ".join(
        say("bước “%(step)s” (%(who)s)", step=known.step(task.element), who=who_may(known, task))
        for task in asked
    )


def _of_people(task: Task) -> bool:
    return task.kind in (Kind.USER, Kind.MESSAGE, JOINT) and task.parent_id is None
