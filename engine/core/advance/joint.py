"""A step that several do together: the step itself, and a row for each who takes part.

For the diagram it is one task. A consultation has one row for each agency, which any of its
seats with that role may answer; a council has one row for each seat. The ids of the rows follow
from the step's, so that the same opening makes the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from uuid import UUID, uuid5

from bpmn.values import Kind
from engine.core.advance.scene import Scene
from engine.core.dossier import COUNCIL, JOINT
from engine.core.move import TaskOpened
from engine.core.performers import no_seat, nobody_free, seats_with_role, unit_of
from engine.core.uninvolved import uninvolved

NOBODY_TAKES_PART = (
    "Không có cơ quan hoặc thành viên nào tham gia được bước này; cần kiểm tra danh sách được mời "
    "và bổ sung vị trí."
)


def joint(scene: Scene, step: TaskOpened) -> tuple[TaskOpened, ...]:
    """The step as a joint task, and its members, none yet on anybody's desk.

    Raises PartyUnknown. Without a single member the step has an incident: nobody would end it.
    """
    attributes = scene.attributes(step.element)
    performers = attributes.get("members", "").split()
    parent = replace(step, kind=JOINT, assignee_id=None)
    if attributes.get("joint") == COUNCIL:
        members = tuple(_seats(scene, parent, performers))
    else:
        asked = _invited(scene, attributes, performers)
        members = tuple(_agency(scene, parent, performer) for performer in asked)
    if not members:
        parent = replace(parent, incident=parent.incident or NOBODY_TAKES_PART)
    return (parent, *members)


def _invited(scene: Scene, attributes: Mapping[str, str], performers: list[str]) -> list[str]:
    """Those whose party the fact names; all of them where it names nobody."""
    named = str(scene.facts.get(attributes.get("invited", "")) or "").split()
    return [p for p in performers if not named or p.partition("@")[2] in named]


def _agency(scene: Scene, parent: TaskOpened, performer: str) -> TaskOpened:
    role, unit_id = performer.partition("@")[0], unit_of(scene.dossier, performer)
    register, involvement = scene.after.register, scene.after.involvement
    seats = seats_with_role(register, unit_id, role, scene.now)
    free = uninvolved(register, seats, involvement, scene.now)
    gap = None if free else nobody_free(role) if seats else no_seat(role)
    return _member(parent, uuid5(parent.id, performer), unit_id, performer, free, gap)


def _seats(scene: Scene, parent: TaskOpened, performers: list[str]) -> Iterator[TaskOpened]:
    """One row a seat, however many of the roles it carries; who stands aside has none."""
    register, involvement = scene.after.register, scene.after.involvement
    seen: set[UUID] = set()
    for performer in performers:
        role, unit_id = performer.partition("@")[0], unit_of(scene.dossier, performer)
        seats = seats_with_role(register, unit_id, role, scene.now)
        for seat in uninvolved(register, seats, involvement, scene.now, decides=True):
            if seat not in seen:
                seen.add(seat)
                yield _member(parent, uuid5(parent.id, str(seat)), unit_id, performer, (seat,))


def _member(
    parent: TaskOpened,
    id: UUID,
    unit_id: UUID,
    performer: str,
    holders: tuple[UUID, ...],
    incident: str | None = None,
) -> TaskOpened:
    return TaskOpened(
        id=id,
        element=parent.element,
        kind=Kind.USER,
        unit_id=unit_id,
        performer=performer,
        power=None,
        due_at=parent.due_at,
        budget_group=parent.budget_group,
        holders=holders,
        incident=incident,
        parent_id=parent.id,
    )
