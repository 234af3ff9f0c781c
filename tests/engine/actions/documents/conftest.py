"""The procedure with four papers."""

from __future__ import annotations

import pytest

from tests.factories.office import Office
from tests.factories.papers import Papers, with_papers


@pytest.fixture
def papers(office: Office) -> Papers:
    """A dossier of the procedure with four papers, at the drafter's step."""
    return with_papers(office)
