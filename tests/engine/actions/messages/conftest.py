"""Two agencies, one of which asks the other."""

from __future__ import annotations

import pytest

from tests.factories.linked import Agencies, with_agencies
from tests.factories.office import Office


@pytest.fixture
def agencies(office: Office) -> Agencies:
    return with_agencies(office)
