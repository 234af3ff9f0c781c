"""A database with the register of a release, and nothing that a dossier left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from engine.outside.outside import Outside
from engine.outside.servers import Servers
from tests.factories.clock import StoppedClock, local
from tests.factories.pki import RunningPki
from tests.factories.ward import copied_database, let_go, outside_of
from tests.golden.golden_file import RELEASES, read_kept
from tests.golden.tables import insert


@pytest.fixture(scope="session")
def of_release(
    servers: Servers, template_database: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Outside]]:
    """The outside over a database with the register of a release; its clock stands still."""
    made: dict[str, Outside] = {}
    with ExitStack() as stack:

        def outside(release: str) -> Outside:
            if release not in made:
                name = stack.enter_context(copied_database(servers, template_database))
                home = tmp_path_factory.mktemp("golden-home")
                made[release] = _filled(outside_of(servers, name, home), RELEASES / release)
                stack.callback(let_go, made[release])
            return made[release]

        yield outside


def _filled(outside: Outside, folder: Path) -> Outside:
    with outside.sessions.begin() as session:
        session.execute(text("DELETE FROM register_epoch"))
        for bundle in sorted((folder / "bundles").iterdir()):
            insert(session, {"bundle": [read_kept(bundle)]})
        insert(session, read_kept(folder / "register.json.gz"))
    return replace(outside, clock=StoppedClock(local("2026-01-01 00:00")))


@pytest.fixture
def with_keys(pki: RunningPki) -> Callable[[Outside], Outside]:
    """The same outside with the demonstration's keys and services, to sign for real."""

    def furnished(outside: Outside) -> Outside:
        services = replace(outside.services, tsa_url=pki.pki.tsa_url, trust=pki.pki.trust)
        keys = type(outside.keys)(pki.pki.keys)
        settings = replace(outside.settings, demo=True, tsa_url=pki.pki.tsa_url)
        return replace(outside, services=services, keys=keys, settings=settings)

    return furnished
