"""The OpenAPI 3.1 document, written from the routes that there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from types import NoneType
from typing import Any

from web.api.nouns import DECLARED, FILE, LONGEST_KEY, PAPERS, Declared, File
from web.api.reading import asked_schema
from web.api.shapes import REF, Schema, schema_of
from web.problems import API, PROBLEM_TYPE

PLACE = re.compile(r"<(?:[a-z]+:)?([a-z_0-9]+)>")
PROBLEM: Schema = {
    "type": "object",
    "description": "RFC 9457. `detail` is one sentence for a person, saying what to do.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "object",
            "description": "By the name of what was sent: sentences.",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
        "by": {"type": "string", "description": "409: who was faster."},
        "at": {"type": "string", "format": "date-time", "description": "409: when."},
        "reason": {"type": "string", "description": "A stable code, where there is one."},
    },
}
PROBLEMS = {
    400: "The request cannot be read, or its CSRF token is missing.",
    401: "Nobody is signed in, or the token is not (or no longer) good.",
    403: "This person may not do this; or the session waits for a code, a password, a set-up.",
    404: "There is no such thing, or not for this reader: the two are never told apart.",
    409: "Somebody was faster, or what was seen is no longer so.",
    413: "What was sent is too large.",
    415: "The body is not of the documented type.",
    422: "What was sent is read and refused; `errors` says what and where.",
    429: "Asked too often; wait some minutes.",
    503: "A service that is needed does not answer; what was kept is not lost.",
}
ABOUT = """\
Everything that the pages do. Times are ISO 8601 with offset; names that nobody asked for are \
refused (422); refusals are RFC 9457 problems. A program signs in with a personal token \
(Authorization: Bearer tk_…, made on the page /tai-khoan); a browser with its session cookie, \
and X-CSRFToken (from GET /session) with every POST. A repeated Idempotency-Key does an act once."""
ORDER = (
    "session",
    "inbox",
    "tasks",
    "many",
    "dossiers",
    "intake",
    "counter",
    "signing",
    "reports",
    "public",
    "grounds",
    "account",
    "accounts",
    "instruments",
    "competences",
    "commitments",
    "people",
    "absences",
    "reorganisations",
    "moves",
)
"""In which the nouns are told."""


@cache
def document() -> Schema:
    """The document; what it says does not change while the process runs."""
    named: dict[str, Schema] = {"Problem": PROBLEM}
    paths: dict[str, Schema] = {}
    for declared in sorted(DECLARED.values(), key=lambda each: ORDER.index(each.noun)):
        path = paths.setdefault(PLACE.sub(r"{\1}", declared.rule), {})
        path[declared.method.lower()] = _operation(declared, named)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Trình Ký", "version": "1", "description": ABOUT},
        "servers": [{"url": API}],
        "tags": [{"name": name} for name in ORDER],
        "paths": paths,
        "components": {
            "schemas": dict(sorted(named.items())),
            "responses": {f"Problem{code}": _problem(said) for code, said in PROBLEMS.items()},
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": "trinhky"},
            },
        },
    }


def _operation(declared: Declared, named: dict[str, Schema]) -> Schema:
    found: Schema = {
        "operationId": declared.name,
        "tags": [declared.noun],
        "summary": declared.summary,
        "parameters": list(_parameters(declared, named)),
        "responses": _responses(declared, named),
        "security": _security(declared),
    }
    if "body" in declared.takes:
        schema = asked_schema(declared.takes["body"], named)
        found["requestBody"] = _sent("application/json", schema)
    elif {"file", "files"} & declared.takes.keys():
        found["requestBody"] = _sent("multipart/form-data", _parts(declared))
    return found


def _parameters(declared: Declared, named: dict[str, Schema]) -> Iterator[Schema]:
    for name in PLACE.findall(declared.rule):
        schema = schema_of(declared.takes[name], named)
        if declared.takes[name] is int:
            schema["minimum"] = 0
        yield {"name": name, "in": "path", "required": True, "schema": schema}
    if "query" in declared.takes:
        asked = asked_schema(declared.takes["query"], named)
        for each in fields(declared.takes["query"]):
            yield {
                "name": each.name,
                "in": "query",
                "required": each.name in asked.get("required", ()),
                "schema": asked["properties"][each.name],
            }
    if "idempotency_key" in declared.takes:
        schema = {"type": "string", "maxLength": LONGEST_KEY, "pattern": "^[!-~]*$"}
        yield {"name": "Idempotency-Key", "in": "header", "required": False, "schema": schema}


def _responses(declared: Declared, named: dict[str, Schema]) -> Schema:
    found: Schema = {"200": {"description": "Done."}}
    if declared.gives is NoneType:
        found = {"204": {"description": "Done; there is nothing to tell."}}
    elif declared.gives is File:
        found["200"]["content"] = {kind: {} for kind in declared.media}
        found["200"]["headers"] = {
            "Repr-Digest": {"schema": {"type": "string"}, "description": "SHA-256 (RFC 9530)."}
        }
    else:
        schema = schema_of(declared.gives, named)
        found["200"]["content"] = {"application/json": {"schema": schema}}
    for code in _codes(declared):
        found[str(code)] = {"$ref": f"#/components/responses/Problem{code}"}
    return found


def _codes(declared: Declared) -> Iterator[int]:
    sends = bool({"body", "file", "files"} & declared.takes.keys())
    for code in PROBLEMS:
        if (code == 401 and declared.who == "public") or (code in (413, 415) and not sends):
            continue
        yield code


def _security(declared: Declared) -> list[Schema]:
    """Any one of these is enough."""
    if declared.who == "public":
        return [{}]
    ours: Schema = {"session": []}
    return [ours] if declared.who == "session" else [{"token": []}, ours]


def _problem(said: str) -> Schema:
    return {"description": said, "content": {PROBLEM_TYPE: {"schema": {"$ref": REF + "Problem"}}}}


def _sent(media_type: str, schema: Schema) -> Schema:
    return {"required": True, "content": {media_type: {"schema": schema}}}


def _parts(declared: Declared) -> Schema:
    binary = {"type": "string", "format": "binary"}
    if "file" in declared.takes:
        return {"type": "object", "required": [FILE], "properties": {FILE: binary}}
    return {
        "type": "object",
        "description": f"Each part is a file, named `{PAPERS}<component>`.",
        "patternProperties": {f"^{re.escape(PAPERS)}": binary},
    }


def places_of(declared: Declared) -> dict[str, Any]:
    """Names and types of what stands in the address."""
    return {name: declared.takes[name] for name in PLACE.findall(declared.rule)}
