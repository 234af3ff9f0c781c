"""The real application over the demonstration's ward, a fresh copy for each test."""

from __future__ import annotations

from ipaddress import IPv6Address
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine.outside.outside import Outside
from engine.outside.servers import Servers
from tests.factories.ward import ward_template
from tests.web.application import application
from tests.web.browsing import hand_over, signed_in, take_in


@pytest.fixture(scope="session")
def template_database(servers: Servers, template_database: str) -> str:
    """The migrated template with the ward, its people and its procedures, made once."""
    return ward_template(servers, template_database)


@pytest.fixture
def app(outside: Outside) -> Flask:
    return application(outside)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    client = app.test_client()
    # An address of this test's own: tries are counted by it, in the run's one Valkey.
    client.environ_base["REMOTE_ADDR"] = str(IPv6Address(uuid4().int))
    return client


@pytest.fixture
def clerk(client: FlaskClient) -> FlaskClient:
    """The one-stop clerk, signed in."""
    return signed_in(client, "mot_cua")


@pytest.fixture
def officer(clerk: FlaskClient) -> FlaskClient:
    """The specialist, with one dossier to appraise."""
    take_in(clerk)
    return hand_over(clerk, "tu_phap")
