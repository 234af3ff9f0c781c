from __future__ import annotations

from pathlib import Path

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

REPOSITORY = Path(__file__).parents[2]


def test_the_rooms_import_only_what_their_contracts_allow() -> None:
    # The contracts stand in pyproject.toml; the printed report names the import that breaks one.
    settled = str(REPOSITORY / "pyproject.toml")
    assert lint_imports(config_filename=settled, no_cache=True, no_logo=True) == EXIT_STATUS_SUCCESS
