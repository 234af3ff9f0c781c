"""The pages over an office with a real PKI, with what lies on the desks of signer and văn thư."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.factories.office import Office
from tests.web.application import application
from tests.web.browsing import signed_in

Seat = Callable[[str], FlaskClient]


@pytest.fixture
def seat(queue: Office) -> Seat:
    """Seats somebody at the pages of the queue's office."""
    app = application(queue.outside)

    def at(login: str) -> FlaskClient:
        return signed_in(app.test_client(), login)

    return at
