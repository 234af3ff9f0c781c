"""What lies in the repository, and what never may."""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
TOP = {"bpmn", "engine", "signing", "tests", "web", "workflows", "README.md", "pyproject.toml"}
FOR_TOOLS = {".ci", ".gitignore", "Makefile", "requirements.lock", "requirements-dev.lock"}
LOCKS = ("requirements.lock", "requirements-dev.lock", "web/client/node.lock")
BUILT = {".mo", ".pyc", ".woff", ".woff2", ".ttf", ".otf", ".map", ".so", ".whl", ".pem", ".p12"}
TEXT_LIMIT = 500_000
"""Bytes of the largest hand-written or locked text; a vendored bundle is larger."""


@cache
def committed() -> tuple[Path, ...]:
    """Every file that is tracked, or would be with `git add .`."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY, capture_output=True, check=True,
    ).stdout.decode()  # fmt: skip
    paths = (Path(name) for name in listed.split("\0") if name)
    return tuple(path for path in paths if (REPOSITORY / path).is_file())


def test_the_top_level_is_the_clients_list_and_the_small_files_of_tools() -> None:
    assert {path.parts[0] for path in committed()} == TOP | FOR_TOOLS


def test_nothing_built_or_vendored_is_committed() -> None:
    for path in committed():
        assert path.suffix not in BUILT, path
        assert not {"node_modules", "built", "dist", "vendor"} & set(path.parts), path
        assert (REPOSITORY / path).stat().st_size < TEXT_LIMIT, path


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_hashes_for_everything_and_addresses_for_nothing(lock: str) -> None:
    text = (REPOSITORY / lock).read_text(encoding="utf-8")
    assert "://" not in text
    pinned = re.findall(r"^[A-Za-z0-9][^\s=]*==", text, re.MULTILINE)
    assert pinned
    assert len(re.findall(r"==[^\n]*\\\n    --hash=sha256:", text)) == len(pinned)


def test_the_development_lock_contains_the_run_time_lock() -> None:
    def pins(lock: str) -> set[str]:
        text = (REPOSITORY / lock).read_text(encoding="utf-8")
        return {line.split()[0] for line in text.splitlines() if line[:1].isalnum()}

    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def test_the_npm_lock_names_no_registry() -> None:
    lock = json.loads((REPOSITORY / "web/client/package-lock.json").read_text(encoding="utf-8"))
    for name, package in lock["packages"].items():
        assert "resolved" not in package, name
        assert not name or "integrity" in package, name


def test_every_folder_of_tests_is_a_package() -> None:
    # Without it `import engine` would find tests/engine.
    folders = {path.parent for path in committed() if path.parts[0] == "tests"}
    with_python = {path.parent for path in committed() if path.suffix == ".py"}
    for folder in folders & with_python:
        assert folder / "__init__.py" in committed(), folder


def test_every_folder_of_the_packages_is_a_package() -> None:
    rooms = {"bpmn", "engine", "signing", "web"}
    for folder in {p.parent for p in committed() if p.suffix == ".py" and p.parts[0] in rooms}:
        assert folder / "__init__.py" in committed(), folder


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
    for path in committed():
        if path.suffix in {".py", ".html", ".js", ".css", ".mjs", ".typ"}:
            text = (REPOSITORY / path).read_text(encoding="utf-8")
            assert not later.search(text), path
