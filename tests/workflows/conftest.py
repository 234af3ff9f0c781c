"""Fonts that `make assets` has built."""

from __future__ import annotations

from pathlib import Path

import pytest

BUILT = Path(__file__).parents[2] / "web" / "static" / "built" / "fonts"


@pytest.fixture(scope="session")
def fonts() -> Path:
    if not (BUILT / "Tinos-Regular.ttf").is_file():
        pytest.fail(f"No fonts in {BUILT}: run `make assets` first.")
    return BUILT
