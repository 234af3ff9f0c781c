"""PostgreSQL's own limit for the transaction of a step: `pgbench` from the server's programs."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from engine.errors import ServiceDown

HERE = Path(__file__).parent
SETUP = HERE / "pgbench_setup.sql"
STEP = HERE / "pgbench_step.sql"
DOSSIERS_PER_CLIENT = 200
_RATE = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Pgbench:
    """Ready to run in a database that `prepare` has filled."""

    program: Path
    url: str
    widths: Mapping[str, str]
    settings: Mapping[str, str]
    """Of the server: fsync, synchronous_commit …"""

    @classmethod
    def prepare(cls, programs: Path, url: str, clients: int) -> Self:
        """Fill the bench's database (libpq URL) with dossiers as wide as the real ones there."""
        dossiers = f"dossiers={DOSSIERS_PER_CLIENT * clients}"
        said = _run(programs / "psql", "-qXAt", "-v", "ON_ERROR_STOP=1", "-v", dossiers, "-f",
                    SETUP, url)  # fmt: skip
        told = dict(line.split("=", 1) for line in said.splitlines() if line)
        widths = {name: told.pop(name) for name in ("state", "canonical")}
        return cls(programs / "pgbench", url, widths, told)

    def per_second(self, clients: int, seconds: int) -> float:
        """Transactions a second of so many clients, each on a thread and a connection."""
        variables = {"dossiers": str(DOSSIERS_PER_CLIENT), **self.widths}
        named = [f"-D{name}={value}" for name, value in variables.items()]
        said = _run(self.program, "-n", "-M", "prepared", "-c", clients, "-j", clients,
                    "-T", seconds, "-f", STEP, *named, self.url)  # fmt: skip
        found = _RATE.search(said)
        if found is None:
            raise ServiceDown(f"pgbench không cho kết quả: {said.strip()}")
        return float(found[1])


def _run(*command: object) -> str:
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode != 0:
        raise ServiceDown(f"{Path(str(command[0])).name}: {done.stderr.strip()}")
    return done.stdout
