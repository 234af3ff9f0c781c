"""The API as a program and as a browser's script meet it."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine.actions.accounts.make_token import make_token
from engine.outside.outside import Outside
from tests.factories.people import actor_of


@pytest.fixture
def program(app: Flask, outside: Outside) -> FlaskClient:
    """The specialist's program: a token, no cookie."""
    return with_token(app, make_token(outside, actor_of("tu_phap"), "Chương trình thử", 30).token)


def with_token(app: Flask, token: str) -> FlaskClient:
    """A client that sends this token."""
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return client
