"""Dossiers in which several take part."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.factories.joint import Joint, joint
from tests.factories.stages import Stages


@pytest.fixture
def case(stages: Stages) -> Iterator[Joint]:
    """A dossier that waits for its officer to be chosen; its council votes in secret."""
    with stages.office() as office:
        yield joint(office)


@pytest.fixture
def in_the_open(stages: Stages) -> Iterator[Joint]:
    """The same with an open ballot."""
    with stages.office() as office:
        yield joint(office, ballot="open")
