"""Everything wrong with an internal procedure, without a database: for `trinhky check` and load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bpmn.check import check
from bpmn.compile import compile
from bpmn.values import DiagramRefused, Problem, Severity
from engine.actions.machine_steps import STEPS
from engine.core.bundle_paths import MAIN, PROCEDURE, diagrams, form_key
from engine.core.forms import Form, FormFaulty, parse_form
from engine.core.procedure import Procedure, ProcedureFaulty, misfits, parse_procedure
from engine.core.procedure.times import time_problems


@dataclass(frozen=True, slots=True)
class Checked:
    """What was read of the bundle, and every problem, errors first."""

    procedure: Procedure | None
    problems: tuple[Problem, ...]

    @property
    def loadable(self) -> bool:
        return not any(p.severity is Severity.ERROR for p in self.problems)


def problems(files: Mapping[str, bytes], slug: str) -> Checked:
    """Judge the files of a bundle by their bundle paths; never raises for what is in them."""
    procedure, found = _procedure(files, slug)
    forms, faults = _forms(files)
    found += faults
    found += check(
        diagrams(files),
        MAIN,
        facts=None if procedure is None else procedure.fact_types,
        forms=_form_keys(files),
        documents=None if procedure is None else {d.key for d in procedure.documents},
        machine_steps=STEPS,
    )
    if procedure is not None and not any(p.severity is Severity.ERROR for p in found):
        try:
            compiled = compile(diagrams(files), MAIN)
        except DiagramRefused as refusal:
            found += refusal.problems
        else:
            found += misfits(procedure, forms, compiled.elements, files)
            found += time_problems(procedure, compiled.elements)
    return Checked(procedure, tuple(sorted(found, key=lambda p: p.severity is not Severity.ERROR)))


def _procedure(files: Mapping[str, bytes], slug: str) -> tuple[Procedure | None, list[Problem]]:
    try:
        return parse_procedure(files[PROCEDURE], slug), []
    except ProcedureFaulty as faulty:
        return None, list(faulty.problems)


def _forms(files: Mapping[str, bytes]) -> tuple[dict[str, Form], list[Problem]]:
    forms: dict[str, Form] = {}
    found: list[Problem] = []
    for path, content in files.items():
        key = form_key(path)
        if key is None:
            continue
        try:
            forms[key] = parse_form(key, content)
        except FormFaulty as faulty:
            found += faulty.problems
    return forms, found


def _form_keys(files: Mapping[str, bytes]) -> frozenset[str]:
    return frozenset(key for path in files if (key := form_key(path)) is not None)
