"""What schemathesis makes of our document, sent in-process as somebody who is signed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
DOCUMENT = "/api/v1/openapi.json"


def fuzz(
    app: Flask,
    known: Mapping[str, UUID],
    headers: Mapping[str, str],
    examples: int,
    only: Iterable[str] | None = None,
    number: int = 1,
    session: str | None = None,
) -> Counter[int]:
    """Ask every route so many things; the statuses that were answered. `known` are ids of things
    that there are: in every second request they stand in the address. Raises what a check says."""
    answered: Counter[int] = Counter()
    schema = schemathesis.openapi.from_wsgi(DOCUMENT, app)
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), found.err()
        operation = found.ok()
        if only is not None and operation.definition.raw["operationId"] not in only:
            continue

        @seed(number)
        @settings(
            max_examples=examples,
            database=None,
            deadline=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(), real=st.booleans())
        def ask(case: Any, real: bool) -> None:
            if real:
                for name in set(known) & set(case.path_parameters or ()):
                    case.path_parameters[name] = str(known[name])
            cookies = {"trinhky": session} if session else None
            # In-process nobody unpacks an answer.
            plain = {"Accept-Encoding": "identity", **headers}
            response = case.call(headers=plain, cookies=cookies)
            answered[response.status_code] += 1
            case.validate_response(response, checks=CHECKS)

        ask()
    return answered
