"""A ward and a department with some dossiers on their way, made once a process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from engine.outside.servers import Servers
from tests.factories.ward import copied_database, let_go, outside_of
from tests.web.browsing import signed_in
from tests.web.stories import told

HN = "hn_1.012644"


@pytest.fixture(scope="session")
def template_database(
    servers: Servers, template_database: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Three dossiers need nothing but to be sent on by the head of the desk (hn_tmc); two lie
    with the head of the division (hn_tp), to be initialled or sent back."""
    with copied_database(servers, template_database) as name:
        outside = outside_of(servers, name, tmp_path_factory.mktemp("inbox-home"))
        for acts in (1, 1, 1, 5, 5):
            told(outside, HN, "straight_through", acts)
        let_go(outside)
        yield name


@pytest.fixture
def desk_head(client: FlaskClient) -> FlaskClient:
    """The head of the department's desk, signed in."""
    return signed_in(client, "hn_tmc")
