"""What the worker does at a service task. `STEPS` is every step that a diagram may name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.actions.machine_steps.gather_validation import gather_validation
from engine.actions.machine_steps.release import release
from engine.actions.machine_steps.situation import Done, Situation
from engine.outside.outside import Outside

STEPS: Mapping[str, Callable[[Outside, Situation], Done]] = {
    "gather_validation": gather_validation,
    "release": release,
}
"""By the name that stands in `bpmn:serviceTask@implementation`."""
