"""Refusals and failures as RFC 9457 problems, for the JSON API: never a page."""

from __future__ import annotations

import json
import re
from typing import Any

from flask import Response, request

API = "/api/v1"
"""Where the JSON API begins."""
PROBLEM_TYPE = "application/problem+json"


def of_api() -> bool:
    """Whether this request is a program's: what it gets is JSON, never a page."""
    return request.path == API or request.path.startswith(f"{API}/")


def problem(code: int, kind: str, title: str, detail: str, **more: Any) -> Response:
    """`kind` is a stable name (an anchor of `/api`), `detail` the sentence that a page would show;
    `more` are members of this kind of problem; None is left out."""
    body = {"type": f"/api#{kind}", "title": title, "status": code, "detail": detail}
    body |= {name: value for name, value in more.items() if value is not None}
    answer = Response(json.dumps(body, ensure_ascii=False), code, mimetype=PROBLEM_TYPE)
    if code == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="trinhky"'
    return answer


def name_of(problem: type[Exception]) -> str:
    """`AlreadyDone` is `already-done`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", problem.__name__).lower()
