"""What the worker does at a service task. `STEPS` is every step that a diagram may name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.actions.machine_steps.answer_linked import answer_linked
from engine.actions.machine_steps.extend_opener import extend_opener
from engine.actions.machine_steps.gather_validation import gather_validation
from engine.actions.machine_steps.open_linked import open_linked
from engine.actions.machine_steps.release import release
from engine.actions.machine_steps.situation import Done, Situation
from engine.outside.outside import Outside

STEPS: Mapping[str, Callable[[Outside, Situation], Done]] = {
    "gather_validation": gather_validation,
    "release": release,
    "open_linked": open_linked,
    "answer_linked": answer_linked,
    "extend_opener": extend_opener,
}
"""By the name that stands in `bpmn:serviceTask@implementation`."""
