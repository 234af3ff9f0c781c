"""What a machine step asks of the worker."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid5

from bpmn.values import Element, Opened
from engine.core.move import OutboxAdded

MACHINE = "machine"
"""Kind of the outbox rows that ask the worker to do a machine step."""


def machine_step(wait: Opened, element: Element, now: datetime) -> OutboxAdded:
    """The row's id follows from the task's, so that a step is asked for once."""
    return OutboxAdded(
        id=uuid5(wait.task, MACHINE),
        kind=MACHINE,
        payload={"task": str(wait.task), "step": element.implementation},
        not_before=now,
    )
