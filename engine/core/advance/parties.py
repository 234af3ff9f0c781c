"""Which unit decides for a party of the dossier: the party, or who had delegated to it.

Where a step of authority opens at another unit than its performer's, or goes there, the decision
has come back to the delegator: form, number and seal follow (`performers.issuer_of`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from engine.core.acts import Reorganised
from engine.core.advance.scene import Scene
from engine.core.authority.register import AUTHORITY_POWERS, Power
from engine.core.competent import returned
from engine.core.move import TaskChanged, TaskOpened
from engine.core.performers import unit_of

_Step = tuple[str | None, str | None, UUID | None]


def parties(
    scene: Scene, opened: Sequence[TaskOpened], changed: Sequence[TaskChanged]
) -> Mapping[str, UUID] | None:
    """The dossier's parties after the act; None when they stay."""
    before = scene.dossier.parties
    after = dict(before)
    for performer, power, unit_id in _steps(scene, opened, changed):
        if performer is None or power is None or Power(power) not in AUTHORITY_POWERS:
            continue
        key = returned(performer.partition("@")[2] or "resolving")
        after.pop(key, None)
        if unit_id is not None and unit_id != unit_of(scene.dossier, performer):
            after[key] = unit_id
    if isinstance(scene.act, Reorganised):
        return after
    return None if after == before else after


def _steps(
    scene: Scene, opened: Sequence[TaskOpened], changed: Sequence[TaskChanged]
) -> Iterator[_Step]:
    for task in opened:
        yield task.performer, task.power, task.unit_id
    for change in changed:
        if change.unit_id is not None and (known := scene.open_tasks.get(change.id)):
            yield known.performer, known.power, change.unit_id
