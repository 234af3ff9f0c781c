"""How the files of a bundle are named."""

from __future__ import annotations

import re
from collections.abc import Mapping

MAIN = "diagram.bpmn"
"""The diagram whose process starts the dossier."""
PROCEDURE = "procedure.yaml"
SCENARIOS = "scenario.yaml"
"""Stays out of the bundle: it tests a procedure and is not part of what runs."""
COMMON = "common"
"""Folder of the shared parts: called diagrams, forms, the page rules, letters."""

_FORM = re.compile(rf"(?:{COMMON}/)?forms/([A-Za-z0-9_\-]+)\.json")


def form_key(path: str) -> str | None:
    """The key by which diagrams name the form in this file; None for a file that is no form."""
    match = _FORM.fullmatch(path)
    return match[1] if match else None


def diagrams(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The diagrams among the files of a bundle."""
    return {path: data for path, data in files.items() if path.endswith(".bpmn")}
