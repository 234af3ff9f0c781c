"""Where a task stands: its element's path."""

from __future__ import annotations

from SpiffWorkflow.bpmn.util.subworkflow import BpmnBaseWorkflow
from SpiffWorkflow.task import Task


def path_of(task: Task) -> str:
    """The path of the task's element, as in `bpmn.values`."""
    return f"{prefix_of(task.workflow)}{task.task_spec.bpmn_id}"


def prefix_of(workflow: BpmnBaseWorkflow) -> str:
    """What the paths of all elements of this process begin with: "" or "Call/Call/"."""
    call = call_of(workflow)
    return "" if call is None else f"{path_of(call)}/"


def call_of(workflow: BpmnBaseWorkflow) -> Task | None:
    """The task that called this process; None for the main one."""
    if workflow.parent_task_id is None:
        return None
    return workflow.top_workflow.get_task_from_id(workflow.parent_task_id)
