"""Commands as they are called, and a released result with the roots that it leads to."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from engine.errors import TrinhKyError
from engine.outside.servers import Servers
from tests.factories.pki import running_pki
from tests.factories.stages import Stages
from web.commands import COULD_NOT, commands


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    output: str

    @property
    def json(self) -> dict[str, Any]:
        """The object of the last line."""
        told: dict[str, Any] = json.loads(self.output.strip().splitlines()[-1])
        return told


Command = Callable[..., Said]


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """Call `trinhky` with these words, in a home of the test's own; `environ` is added."""

    def call(*words: object, **environ: str) -> Said:
        home = {"TRINHKY_HOME": str(tmp_path / "home")}
        result = CliRunner().invoke(commands, [str(w) for w in words], env={**home, **environ})
        if isinstance(result.exception, TrinhKyError):
            return Said(COULD_NOT, result.output + result.exception.sentence)
        assert result.exception is None or isinstance(result.exception, SystemExit), result
        return Said(result.exit_code, result.output)

    return call


@dataclass(frozen=True)
class Released:
    """A sealed result, the same after the first signature alone, and the folder of roots."""

    sealed: bytes
    signed: bytes
    trust: Path


@pytest.fixture(scope="session")
def released(
    servers: Servers, template_database: str, tmp_path_factory: pytest.TempPathFactory
) -> Released:
    """Made once; its authorities are gone by then, as for a citizen at home."""
    home = tmp_path_factory.mktemp("commands-home")
    with running_pki(home) as pki:
        stages = Stages(servers, template_database, home, pki.pki.tsa_url)
        with stages.case("to_hand_over") as case:
            [document] = case.office.documents(case.id)
            _, signed, sealed = (
                case.office.outside.files.get(v.file_sha256) for v in document.versions
            )
            return Released(sealed, signed, pki.pki.trust)
