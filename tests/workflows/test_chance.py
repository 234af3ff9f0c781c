"""Chance goes through every shipped procedure with the whole office: people, time, law."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from uuid import UUID

import pytest

from bpmn.values import Kind
from engine.core.dossier import JOINT, Task
from tests.workflows.office import Office
from tests.workflows.shipped import Shipped, every_procedure

WALKS = 6
LONGEST = 1500
"""Acts; a walk that returns a quarter of the time ends long before."""

every_walk = pytest.mark.parametrize("seed", range(WALKS))


@every_procedure
@every_walk
def test_any_way_ends_and_nothing_is_lost_or_shown_to_the_wrong_people(
    each: Shipped, seed: int
) -> None:
    office = Office(each, Random(f"{each.folder.name} {seed}"))
    accountable = None
    looked_at: set[UUID] = set()
    for _ in range(LONGEST):
        if office.ended:
            break
        assert office.tasks, "the dossier waits for nothing and has not ended"
        for task in office.tasks.values():
            check_group(office, task)
            if task.id not in looked_at:
                check_people(office, task)
                looked_at.add(task.id)
        assert len(office.dossier.state) <= 500
        office.step()
        accountable = accountable or office.dossier.accountable_id
        assert office.dossier.accountable_id == accountable
    assert office.ended
    assert office.tasks == {}
    assert office.dossier.outcome is not None
    assert all(entry.ends_at is not None for entry in office.ledger.values())
    assert all(a.history.hash == b.history.previous for a, b in pairwise(office.moves))


def check_people(office: Office, task: Task) -> None:
    """Whoever is shown the task may do it, and a task that nobody is shown says why."""
    if task.kind not in (Kind.USER, JOINT):
        return
    shown = office.asked(task)
    assert shown or task.incident
    if task.assignee_id is None:
        may = set(office.who_may(task))
        assert shown & may or task.incident
        assert may <= shown


def check_group(office: Office, task: Task) -> None:
    """A shared duration is one due moment for every step of it, however often they are done."""
    key = task.budget_group
    if key is not None and task.kind in (Kind.USER, JOINT):
        assert task.due_at == office.groups[key].due_at
