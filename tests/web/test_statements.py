"""How often a page asks the database: bounded, and the same for few rows as for many."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.web.browsing import hand_over, open_task, take_in
from tests.web.matrix import FIT


@contextmanager
def counted() -> Iterator[list[str]]:
    """Every statement that any engine of this process sends meanwhile."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def asks(client: FlaskClient, path: str) -> int:
    client.get(path).close()  # what is kept in the process is kept by then
    with counted() as sent:
        answer = client.get(path)
        assert answer.status_code == 200, path
    return len(sent)


def test_a_page_asks_as_often_for_many_rows_as_for_few(app: Flask, clerk: FlaskClient) -> None:
    few: dict[str, int] = {}
    many: dict[str, int] = {}
    for count, told in ((1, few), (3, many)):
        for number in range(count):
            take_in(clerk, applicant__phone=f"09{number:08d}", applicant__full_name="Lê Bá Thử")
        dossier = "/".join(take_in(clerk).headers["Location"].split("/")[:3])
        told["dossier"] = asks(clerk, dossier)
        told["search"] = asks(clerk, "/tim?q=le")
        officer = hand_over(clerk, "tu_phap")
        for path in ("/", "/danh-sach", "/ky-duyet", open_task(officer)):
            name = "task" if path.startswith("/viec") else path
            told[name] = asks(officer, path)
        for _ in range(count):
            officer.post(open_task(officer), data=FIT)
        chairman = hand_over(officer, "chu_tich")
        for path in ("/", "/ky-duyet", "/bao-cao"):
            told[f"signer {path}"] = asks(chairman, path)
        clerk = hand_over(chairman, "mot_cua")
    assert many == few
    assert max(many.values()) < 100
