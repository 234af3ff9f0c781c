"""schemathesis over the whole document: whatever is sent, no failure, and answers as described."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine.actions.accounts.make_token import make_token
from engine.outside.outside import Outside
from engine.store.tasks import tasks_of
from tests.factories.people import actor_of
from tests.web.api.fuzz import fuzz
from tests.web.stories import told

EXAMPLES = 2


@pytest.fixture
def known(outside: Outside) -> dict[str, UUID]:
    """A real dossier that waits for the specialist."""
    dossier_id = told(outside, "hn_663_ban_sao_tu_so_goc", "straight_through", 1)
    with outside.sessions() as session:
        [task] = [t for t in tasks_of(session, dossier_id) if t.status == "open"]
    return {"dossier_id": dossier_id, "task_id": task.id}


def test_no_request_makes_the_api_fail(
    app: Flask, client: FlaskClient, outside: Outside, known: dict[str, UUID]
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    token = make_token(outside, actor_of("tu_phap"), "Thử", 1).token
    _asked_from(app, client.environ_base["REMOTE_ADDR"])
    headers = {"Authorization": f"Bearer {token}"}
    answered = fuzz(app, known, headers, EXAMPLES)
    # Else everything would be green because nothing is ever answered.
    assert answered[200] > 30
    assert answered[422] > 5


def _asked_from(app: Flask, address: str) -> None:
    """As from an address of this test's own: tries are counted by it."""
    inner = app.wsgi_app

    def asked(environ: dict[str, Any], start: Any) -> Any:
        return inner({**environ, "REMOTE_ADDR": address}, start)

    app.wsgi_app = asked  # type: ignore[method-assign,assignment]
