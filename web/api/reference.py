"""`/api`: the document for people; `/api/v1/openapi.json`: for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, render_template, request

from engine.core.vietnamese import fold
from web.api.document import document
from web.api.nouns import blueprint as routes
from web.api.shapes import REF, Schema
from web.guard import public
from web.problems import API

blueprint = Blueprint("reference", __name__)
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Part:
    """Something that is sent, or that is in an answer. `words` is its type; `leads_to` the
    component that tells more."""

    name: str
    words: str
    leads_to: str | None
    required: bool
    says: str


@dataclass(frozen=True, slots=True)
class Route:
    """One operation as the page shows it."""

    id: str
    method: str
    path: str
    summary: str
    who: str
    parts: tuple[Part, ...]
    gives: Part | None
    statuses: tuple[str, ...]


@routes.get("/openapi.json")
@public
def openapi() -> Response:
    """Without anybody's data: anyone may read it."""
    return Response(json.dumps(document(), ensure_ascii=False), mimetype="application/json")


@blueprint.get("/api")
@public
def page() -> str:
    """The same, to be read, searched in and printed; `tim` narrows it down."""
    wanted = request.args.get("tim", "").strip()[:LONGEST]
    nouns: dict[str, list[Route]] = {}
    for noun, route in _routes():
        if _fits(route, wanted):
            nouns.setdefault(noun, []).append(route)
    schemas = document()["components"]["schemas"]
    return render_template(
        "api/page.html",
        nouns=nouns,
        shapes={} if wanted else {name: tuple(_fields(each)) for name, each in schemas.items()},
        statuses=document()["components"]["responses"],
        wanted=wanted,
        about=document()["info"]["description"],
    )


def _fits(route: Route, wanted: str) -> bool:
    held = fold(f"{route.id} {route.method} {route.path} {route.summary}")
    return all(word in held for word in fold(wanted).split())


def _routes() -> Iterator[tuple[str, Route]]:
    for path, methods in document()["paths"].items():
        for method, found in methods.items():
            yield (
                found["tags"][0],
                Route(
                    id=found["operationId"],
                    method=method.upper(),
                    path=f"{API}{path}",
                    summary=found["summary"],
                    who=" | ".join(name for each in found["security"] for name in each),
                    parts=tuple(_parts(found)),
                    gives=_gives(found["responses"]),
                    statuses=tuple(found["responses"]),
                ),
            )


def _parts(found: Schema) -> Iterator[Part]:
    for each in found["parameters"]:
        yield _part(f"{each['in']}: {each['name']}", each["schema"], each["required"])
    for kind, sent in found.get("requestBody", {}).get("content", {}).items():
        for part in _fields(sent["schema"]):
            yield Part(f"{kind.split('/')[1]}: {part.name}", *_rest(part))


def _rest(part: Part) -> tuple[str, str | None, bool, str]:
    return part.words, part.leads_to, part.required, part.says


def _gives(responses: Mapping[str, Any]) -> Part | None:
    content = responses.get("200", {}).get("content", {})
    for kind, each in content.items():
        if "schema" in each:
            return _part("", each["schema"], True)
        return Part("", " | ".join(content) or kind, None, True, "")
    return None


def _fields(schema: Schema) -> Iterator[Part]:
    required = schema.get("required", ())
    for name, each in schema.get("properties", {}).items():
        yield _part(name, each, name in required)
    for name, each in schema.get("patternProperties", {}).items():
        yield _part(name, each, False)
    if "enum" in schema:
        yield Part("", " | ".join(map(str, schema["enum"])), None, True, "")


def _part(name: str, schema: Schema, required: bool) -> Part:
    words, leads_to = _words(schema)
    return Part(name, words, leads_to, required, schema.get("description", ""))


def _words(schema: Schema) -> tuple[str, str | None]:
    """The type in a few words, and the component in it."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(REF)
        return name, name
    if "anyOf" in schema:
        inner = [_words(each) for each in schema["anyOf"]]
        return " | ".join(w for w, _ in inner), next((n for _, n in inner if n), None)
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"])), None
    if schema.get("type") == "array" and "items" in schema:
        words, name = _words(schema["items"])
        return f"{words}[]", name
    if isinstance(schema.get("additionalProperties"), dict):
        words, name = _words(schema["additionalProperties"])
        return f"object of {words or 'any'}", name
    kinds = schema.get("type", "any")
    kind = " | ".join(kinds) if isinstance(kinds, list) else str(kinds)
    return str(schema.get("format", kind)) if kind == "string" else kind, None
