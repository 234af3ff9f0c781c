"""Why somebody might, or might not, do what was done in a dossier: `trinhky why`, years later.

Two readings, never mixed. *As answered*: the mandate that was stored when the step was done, with
the check that it is still what the history says. *As asked again*: the register as it was known
at `known_at`, about the second `at`; for a fixed `known_at` the answer never changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.core.authority.mandate import mandate_id
from engine.core.dossier import Task
from engine.core.vietnamese import format_moment
from engine.errors import NotFound, NotKnownYet
from engine.outside.outside import Outside
from engine.questions.reach import require_reach
from engine.questions.register.answers import Yes, yes
from engine.questions.register.asked_again import AskedAgain, asked_again
from engine.say import say
from engine.store.history import history_of
from engine.store.load_dossier import no_dossier
from engine.store.load_standing import Standing, load_standing
from engine.store.mandates import Used, mandates_used
from engine.store.people import person_names
from engine.store.records import DossierRow
from engine.store.tasks import tasks_of


@dataclass(frozen=True, slots=True)
class AsAnswered:
    """What was answered when the step was done. `intact`: the stored mandate still has the id
    that the chained history names."""

    used_at: datetime
    answer: Yes
    intact: bool


@dataclass(frozen=True, slots=True)
class TaskWhy:
    """One step: `answered` what was stored, `asked` what the register says."""

    task_id: UUID
    element: str
    step: str
    status: str
    answered: tuple[AsAnswered, ...]
    asked: AskedAgain | None


@dataclass(frozen=True, slots=True)
class Why:
    """Of one dossier: every step at which the register was, or is, asked for a power."""

    dossier_id: UUID
    code: str
    procedure: str
    procedure_title: str
    tasks: tuple[TaskWhy, ...]


def why(
    outside: Outside,
    named: str,
    task: str | None = None,
    *,
    at: datetime | None = None,
    known_at: datetime | None = None,
) -> Why:
    """For the command line: whoever runs it may read the database.

    `named` is a dossier's code or id; `task` a task's id, an element's path or its last part.
    Without times: as answered, and open steps as asked now. With one of them the register is asked
    again; `at` left out is when each step was done. Raises NotFound, NotKnownYet.
    """
    with outside.sessions.begin() as session:
        standing = load_standing(session, _id_of(session, named), outside.clock.now())
        _refuse_the_future(standing, known_at)
        return _why(session, standing, task, at, known_at)


def why_for(
    outside: Outside,
    actor: Actor,
    dossier_id: UUID,
    *,
    at: datetime | None = None,
    known_at: datetime | None = None,
) -> Why:
    """For the dossier's page. Raises NotFound (for a dossier of another unit too), NotKnownYet."""
    with outside.sessions.begin() as session:
        standing = load_standing(session, dossier_id, outside.clock.now())
        require_reach(session, actor, standing.dossier, standing.now)
        _refuse_the_future(standing, known_at)
        return _why(session, standing, None, at, known_at)


def _refuse_the_future(standing: Standing, known_at: datetime | None) -> None:
    if known_at is None or known_at <= standing.now:
        return
    raise NotKnownYet(
        say(
            "Chưa thể hỏi danh mục thẩm quyền đã biết gì vào lúc %(known_at)s, vì lúc đó chưa đến.",
            known_at=format_moment(known_at),
        )
    )


def _id_of(session: Session, named: str) -> UUID:
    found = session.scalars(select(DossierRow.id).where(DossierRow.code == named)).first()
    if found is not None:
        return found
    try:
        return UUID(named)
    except ValueError:
        raise no_dossier() from None


def _why(
    session: Session,
    standing: Standing,
    named: str | None,
    at: datetime | None,
    known_at: datetime | None,
) -> Why:
    dossier = standing.dossier
    used = mandates_used(session, dossier.id)
    chained = _chained(session, dossier.id)
    tasks = sorted(
        (task for task in tasks_of(session, dossier.id) if task.power is not None),
        key=lambda task: (task.closed_at or standing.now, task.opened_at),
    )
    if named is not None:
        tasks = [task for task in tasks if _is(task, named)]
        if not tasks:
            raise NotFound(
                say("Hồ sơ không có bước nào tên “%(task)s” cần thẩm quyền.", task=named)
            )
    people = {u.mandate.person_id for u in used} | {t.closed_by_id for t in tasks if t.closed_by_id}
    names = person_names(session, people)
    again = at is not None or known_at is not None
    return Why(
        dossier_id=dossier.id,
        code=dossier.code,
        procedure=dossier.bundle.procedure.code_or_slug,
        procedure_title=dossier.bundle.procedure.title,
        tasks=tuple(
            TaskWhy(
                task_id=task.id,
                element=task.element,
                step=dossier.bundle.compiled.elements[task.element].name,
                status=task.status,
                answered=_answered(task, used, names, chained),
                asked=(
                    asked_again(session, standing, task, at, known_at, names)
                    if again or task.status == "open"
                    else None
                ),
            )
            for task in tasks
        ),
    )


def _is(task: Task, named: str) -> bool:
    return named in (str(task.id), task.element, task.element.rsplit("/", 1)[-1])


def _chained(session: Session, dossier_id: UUID) -> bytes:
    """All that the chained history says: a mandate's id stands in it, or was never used."""
    return b"".join(canonical for _, canonical in history_of(session, dossier_id))


def _answered(
    task: Task, used: Sequence[Used], names: Mapping[UUID, str], chained: bytes
) -> tuple[AsAnswered, ...]:
    return tuple(
        AsAnswered(
            used_at=each.at,
            answer=yes(each.mandate, names.get(each.mandate.person_id, "")),
            intact=mandate_id(each.mandate) == each.mandate.id
            and each.mandate.id.encode() in chained,
        )
        for each in used
        if each.task_id == task.id
    )
