"""What stands in the log: the request and the dossier, never a name, a password, a secret code."""

from __future__ import annotations

import json
import re
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from engine.simulate import demo_city
from tests.web.browsing import take_in


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_request_is_one_line_with_its_id_and_its_dossier(
    clerk: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    address = take_in(clerk).headers["Location"]
    answer = clerk.get(address)
    last = lines(capsys)[-1]
    assert last["request_id"] == answer.headers["X-Request-Id"]
    assert last["route"] == "receipt.page"
    assert last["status"] == 200
    assert str(UUID(str(last["dossier_id"]))) in address


def test_no_line_holds_a_name_a_password_or_a_look_up_code(
    clerk: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    receipt = clerk.get(take_in(clerk).headers["Location"]).text
    code = re.search(r"/t/(\w{20,})", receipt)
    assert code
    clerk.get(f"/t/{code[1]}")
    clerk.get("/tra-cuu", query_string={"ma": code[1]})
    clerk.post("/dang-nhap", data={"login": "mot_cua", "password": demo_city.PASSWORD})
    written = json.dumps(lines(capsys), ensure_ascii=False)
    assert "lookup.status" in written
    for secret in (code[1], "Trần Văn Thưởng", demo_city.PASSWORD, "mot_cua", "Nguyễn Thị Hoa"):
        assert secret not in written


def test_a_failure_is_logged_without_the_values_that_were_at_hand(
    clerk: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> str:
        password = "mat-" + "khau-bi-mat"
        raise RuntimeError(f"{len(password)} letters")

    clerk.application.add_url_rule("/hong", view_func=broken)
    assert clerk.get("/hong").status_code == 500
    failed = next(line for line in lines(capsys) if line["event"] == "failed")
    assert "RuntimeError: 15 letters" in str(failed["exception"])
    assert "mat-khau-bi-mat" not in str(failed["exception"])
