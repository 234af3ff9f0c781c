"""The ward's office for the tests of actions, questions and plays: real servers, a real PKI."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.outside.servers import Servers
from engine.simulate.demo_stamps import draw_stamps
from tests.factories.forks import Forks, forks
from tests.factories.office import Office
from tests.factories.pki import RunningPki, running_pki
from tests.factories.stages import Case, Stages
from tests.factories.ward import ward_template


@pytest.fixture(scope="session")
def ward_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keys, trusted roots, stamps and files of the ward, for all tests of this process."""
    return tmp_path_factory.mktemp("ward-home")


@pytest.fixture(scope="session")
def pki(ward_home: Path) -> Iterator[RunningPki]:
    """The demonstration's PKI, answering."""
    with running_pki(ward_home) as running:
        yield running


@pytest.fixture(scope="session")
def stages(servers: Servers, template_database: str, ward_home: Path, pki: RunningPki) -> Stages:
    draw_stamps(ward_home)
    ward = ward_template(servers, template_database)
    return Stages(servers, ward, ward_home, pki.pki.tsa_url)


@pytest.fixture
def office(stages: Stages) -> Iterator[Office]:
    """The ward on a plain Monday morning, without a dossier."""
    with stages.office() as opened:
        yield opened


@pytest.fixture
def received(stages: Stages) -> Iterator[Case]:
    """A dossier that waits for the appraisal."""
    with stages.case("received") as case:
        yield case


@pytest.fixture
def to_sign(stages: Stages) -> Iterator[Case]:
    """A dossier that waits for the signer; no page has been opened."""
    with stages.case("to_sign") as case:
        yield case


@pytest.fixture
def to_seal(stages: Stages) -> Iterator[Case]:
    """A dossier whose result is signed and waits for the văn thư."""
    with stages.case("to_seal") as case:
        yield case


@pytest.fixture
def to_hand_over(stages: Stages) -> Iterator[Case]:
    """A dossier whose result is released and waits at the desk."""
    with stages.case("to_hand_over") as case:
        yield case


@pytest.fixture
def awaiting(stages: Stages) -> Iterator[Case]:
    """A dossier that waits for what the applicant must add; its clock is stopped."""
    with stages.case("awaiting") as case:
        yield case


@pytest.fixture
def queue(stages: Stages) -> Iterator[Office]:
    """Four plain dossiers wait for the signer; one like them was issued before."""
    with stages.case("queue") as case:
        yield case.office


@pytest.fixture(scope="session")
def children() -> Iterator[Forks]:
    """Processes that may be killed."""
    with forks() as parent:
        yield parent
