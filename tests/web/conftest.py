"""The real application over the demonstration's ward, a fresh copy for each test."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

import engine
from engine.actions.bundles.load import load
from engine.outside.bundle_folder import procedure_folders, read_bundle
from engine.outside.outside import Outside, connect
from engine.outside.servers import Servers
from engine.settings import Settings
from engine.simulate.seed import seed
from tests.web.browsing import hand_over, signed_in, take_in
from web.app import create_app

WORKFLOWS = Path(engine.__file__).parents[1] / "workflows"


@pytest.fixture(scope="session")
def template_database(
    servers: Servers, template_database: str, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """The migrated template with the ward, its people and its procedures, made once."""
    name = "ward_" + os.environ.get("PYTEST_XDIST_WORKER", "alone")
    address = servers.postgres.url.replace("+psycopg", "", 1)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template_database}")
    home = Settings.from_env({"TRINHKY_HOME": str(tmp_path_factory.mktemp("ward"))})
    outside = connect(
        replace(
            home,
            database_url=servers.postgres.url_of(name),
            redis_url=servers.settings.redis_url,
        )
    )
    seed(outside)
    for folder in procedure_folders(WORKFLOWS):
        load(outside, read_bundle(folder), folder.name)
    # A database with a connection cannot be copied.
    outside.sessions.kw["bind"].dispose()
    return name


@pytest.fixture
def app(outside: Outside) -> Flask:
    application = create_app(outside)
    application.testing = True
    # A form token is tested where it is meant; elsewhere a test sends the form alone.
    application.config["WTF_CSRF_ENABLED"] = False
    # A failure must show the page that people would see, not the test's traceback.
    application.config["PROPAGATE_EXCEPTIONS"] = False
    return application


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def clerk(client: FlaskClient) -> FlaskClient:
    """The one-stop clerk, signed in."""
    return signed_in(client, "mot_cua")


@pytest.fixture
def officer(clerk: FlaskClient) -> FlaskClient:
    """The specialist, with one dossier to appraise."""
    take_in(clerk)
    return hand_over(clerk, "tu_phap")
