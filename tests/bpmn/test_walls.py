"""What engine.core may import of this package stays free of the engine underneath."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize("module", ["bpmn", "bpmn.values", "bpmn.expressions"])
def test_the_wall_is_thin(module: str) -> None:
    probe = (
        f"import sys, {module}; "
        "print([name for name in ('SpiffWorkflow', 'lxml') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
