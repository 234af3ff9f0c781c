"""A running demonstration PKI for tests: the ward's people, and certificates that may not sign."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from engine.outside.demo_pki import DemoPki, ensure_pki
from engine.outside.demo_pki_config import PkiSubject, SubjectKind
from engine.simulate import demo_city as city
from engine.simulate.demo_subjects import demo_subjects
from tests.factories.clock import local
from tests.factories.pki_switch import SWITCH

CHAIRMAN = city.seat("chu_tich")
REVOKED_AT = local("2026-03-09 11:00")
EXPIRED_AT = local("2026-03-09 13:00")
_OF_CHAIRMAN = PkiSubject(
    "chairman", CHAIRMAN.full_name, city.WARD_NAME, CHAIRMAN.identity, SubjectKind.PERSON
)
ODD = (
    replace(_OF_CHAIRMAN, label="revoked", revoked_at=REVOKED_AT),
    replace(_OF_CHAIRMAN, label="expired", valid_to=EXPIRED_AT),
    PkiSubject(
        "revoked-seal", city.WARD_NAME, city.WARD_NAME, city.WARD_KEY, SubjectKind.ORGANISATION,
        revoked_at=REVOKED_AT,
    ),
)  # fmt: skip
"""Certificates of the right names with something wrong; each key file is named by its label."""


@dataclass(frozen=True)
class RunningPki:
    """The authorities, answering on loopback."""

    pki: DemoPki

    @contextmanager
    def down(self, *services: str) -> Iterator[None]:
        """While within, these do not answer: `tsa`, `ocsp`, `crls`."""
        switch = self.pki.folder / SWITCH
        switch.write_text(" ".join(services), encoding="ascii")
        try:
            yield
        finally:
            switch.unlink()

    def keys_with(self, folder: Path, **swapped: str) -> Path:
        """A folder of keys in which the file of a subject holds another's: `chu_tich="revoked"`.

        Subjects are logins, or `ward` for the seal; the other is a label.
        """
        shutil.copytree(self.pki.keys, folder)
        for subject, label in swapped.items():
            name = city.WARD_KEY if subject == "ward" else city.seat(subject).identity
            for suffix in ("p12", "pem"):
                shutil.copy(self.pki.keys / f"{label}.{suffix}", folder / f"{name}.{suffix}")
        return folder


@contextmanager
def running_pki(home: Path) -> Iterator[RunningPki]:
    """Make the PKI in this home and keep it running."""
    pki = ensure_pki(home, (*demo_subjects(), *ODD), city.KEY_PASSWORD)
    *command, _ = pki.child.command
    server = subprocess.Popen(
        [*command, "tests.factories.pki_switch:application"],
        env={**os.environ, **pki.child.environ},
        cwd=Path(__file__).parents[2],
    )
    try:
        _wait_for(pki.port, server)
        yield RunningPki(pki)
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
