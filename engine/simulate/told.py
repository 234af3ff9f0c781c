"""The parts of a scenario, as they are told; `engine.simulate.scenario` explains each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.core.dossier import Party


@dataclass(frozen=True, slots=True)
class PaperGiven:
    component: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActTold:
    """One act. `at` is "HH:MM", "+N HH:MM" or "+Nd HH:MM"; None = a minute after the act before."""

    do: str
    actor: str | None
    at: str | None
    dossier: str | None
    step: str | None
    to: str | None
    assign_to: str | None
    value: str | None
    text: str | None
    reason: str | None
    message: str | None
    message_id: str | None
    answers: dict[str, Any]
    papers: tuple[PaperGiven, ...]
    expects: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scenario:
    name: str
    title: str
    weekday: int
    """0 = Monday."""
    time: str
    applicant: Party
    submitter: Party | None
    papers: tuple[PaperGiven, ...]
    acts: tuple[ActTold, ...]
    expects: dict[str, Any]
