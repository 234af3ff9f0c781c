"""The pages over an office with a real PKI, with what lies on the desks of signer and văn thư."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.engine.conftest import pki, queue, stages, ward_home
from tests.factories.office import Office
from tests.web.browsing import signed_in
from web.app import create_app

__all__ = ["pki", "queue", "stages", "ward_home"]

Seat = Callable[[str], FlaskClient]


@pytest.fixture
def seat(queue: Office) -> Seat:
    """Seats somebody at the pages of the queue's office."""
    app = create_app(queue.outside)
    app.testing = True
    app.config["WTF_CSRF_ENABLED"] = False
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def at(login: str) -> FlaskClient:
        return signed_in(app.test_client(), login)

    return at
