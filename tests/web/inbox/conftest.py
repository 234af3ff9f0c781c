"""A ward and a department with some dossiers on their way, made once a run."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from engine.outside.outside import Outside
from engine.outside.servers import Servers
from tests.factories.ward import made_once
from tests.web.browsing import signed_in
from tests.web.stories import told

HN = "hn_1.012644"


@pytest.fixture(scope="session")
def template_database(servers: Servers, template_database: str) -> str:
    """Three dossiers need nothing but to be sent on by the head of the desk (hn_tmc); two lie
    with the head of the division (hn_tp), to be initialled or sent back."""
    return made_once(servers, "trinhky_inbox", template_database, _fill)


def _fill(outside: Outside) -> None:
    for acts in (1, 1, 1, 5, 5):
        told(outside, HN, "straight_through", acts)


@pytest.fixture
def desk_head(client: FlaskClient) -> FlaskClient:
    """The head of the department's desk, signed in."""
    return signed_in(client, "hn_tmc")
