"""The procedures in `workflows/`, read as `trinhky load procedures` reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pytest

from bpmn.compile import compile as compile_diagrams
from bpmn.values import Compiled, Element, Kind
from engine.core.bundle_paths import MAIN, PROCEDURE, form_key
from engine.core.forms import Form, parse_form
from engine.core.procedure import Procedure, attributes_of, parse_procedure
from engine.outside.bundle_folder import procedure_folders, read_bundle

ROOT = Path(__file__).parents[2] / "workflows"


@dataclass(frozen=True)
class Shipped:
    """One procedure with all its parts."""

    folder: Path
    files: Mapping[str, bytes]
    procedure: Procedure
    forms: Mapping[str, Form]

    @property
    def diagrams(self) -> Mapping[str, bytes]:
        return {path: data for path, data in self.files.items() if path.endswith(".bpmn")}

    @cached_property
    def compiled(self) -> Compiled:
        return compile_diagrams(self.diagrams, MAIN)

    @property
    def libraries(self) -> Mapping[str, bytes]:
        return {
            path.removeprefix("common/"): data
            for path, data in self.files.items()
            if re.fullmatch(r"common/\w+\.typ", path)
        }

    def attributes(self, element: Element) -> Mapping[str, str]:
        return attributes_of(self.procedure, element)

    def people_steps(self) -> list[Element]:
        return [e for e in self.compiled.elements.values() if e.kind is Kind.USER]


@cache
def shipped() -> tuple[Shipped, ...]:
    """Every shipped procedure, in order of its path."""
    return tuple(_read(folder) for folder in procedure_folders(ROOT))


def named(slug: str) -> Shipped:
    return next(each for each in shipped() if each.folder.name == slug)


def _read(folder: Path) -> Shipped:
    files = read_bundle(folder)
    forms = {key: parse_form(key, data) for path, data in files.items() if (key := form_key(path))}
    return Shipped(folder, files, parse_procedure(files[PROCEDURE], folder.name), forms)


every_document = pytest.mark.parametrize(
    ("each", "spec"),
    [
        pytest.param(each, spec, id=f"{each.folder.name}-{spec.key}")
        for each in shipped()
        for spec in each.procedure.documents
    ],
)
every_procedure = pytest.mark.parametrize("each", shipped(), ids=lambda each: each.folder.name)
