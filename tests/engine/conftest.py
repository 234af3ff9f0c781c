"""The ward's office for the tests of actions, questions and plays: real servers, a real PKI."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.factories.forks import Forks, forks
from tests.factories.office import Office
from tests.factories.stages import Case, Stages


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


@pytest.fixture(scope="session")
def children() -> Iterator[Forks]:
    """Processes that may be killed."""
    with forks() as parent:
        yield parent
