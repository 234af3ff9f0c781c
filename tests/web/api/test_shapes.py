"""Types of ours as JSON, and what is sent as types of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any, Literal
from uuid import UUID

import pytest

from engine.errors import InvalidAnswers
from web.api.document import document
from web.api.reading import asked_schema, read, said
from web.api.shapes import schema_of, shown

ID = UUID("00000000-0000-4000-8000-000000000001")


class Colour(Enum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One leaf."""

    id: UUID
    colour: Colour
    compiled: bytes = b""


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree of leaves."""

    at: datetime
    day: date | None
    leaves: tuple[Leaf, ...]
    named: Mapping[str, Leaf]
    marks: frozenset[str]
    pair: tuple[int, str]
    wait: timedelta
    any: Any = None


@dataclass(frozen=True, slots=True)
class Inner:
    name: str = said("A name.", most=5)


@dataclass(frozen=True, slots=True)
class Asked:
    id: UUID
    inner: Inner
    number: int = 1
    day: date | None = None
    choice: Literal["a", "b"] = "a"
    many: tuple[int, ...] = ()
    answers: Mapping[str, str | int | bool | None] | None = None


GOOD: dict[str, object] = {"id": str(ID), "inner": {"name": "Lê"}}


def test_a_value_is_told_with_its_offset_and_without_what_has_no_form() -> None:
    leaf = Leaf(ID, Colour.RED, b"never")
    tree = Tree(
        datetime(2026, 11, 30, 20, tzinfo=UTC),
        date(2026, 11, 30),
        (leaf,),
        {"one": leaf},
        frozenset({"b", "a"}),
        (1, "x"),
        timedelta(minutes=1),
    )
    as_leaf = {"id": str(ID), "colour": "red"}
    assert shown(tree) == {
        "at": "2026-12-01T03:00:00+07:00",
        "day": "2026-11-30",
        "leaves": [as_leaf],
        "named": {"one": as_leaf},
        "marks": ["a", "b"],
        "pair": [1, "x"],
        "wait": 60.0,
        "any": None,
    }


def test_the_schema_of_a_type_follows_its_fields() -> None:
    named: dict[str, Any] = {}
    assert schema_of(Tree, named) == {"$ref": "#/components/schemas/Tree"}
    assert named["Leaf"]["properties"] == {
        "id": {"type": "string", "format": "uuid"},
        "colour": {"$ref": "#/components/schemas/Colour"},
    }
    assert named["Leaf"]["description"] == "One leaf."
    assert named["Tree"]["properties"]["day"]["type"] == ["string", "null"]
    assert named["Tree"]["properties"]["pair"]["prefixItems"][0] == {"type": "integer"}
    assert named["Colour"] == {"enum": ["red"]}


def test_what_is_sent_becomes_what_the_route_asks_for() -> None:
    sent = {**GOOD, "number": 2.0, "day": "2026-11-30", "many": [1], "answers": {"k": True}}
    found = read(Asked, sent)
    assert found == Asked(ID, Inner("Lê"), 2, date(2026, 11, 30), "a", (1,), {"k": True})
    assert read(Asked, GOOD) == Asked(ID, Inner("Lê"))


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"id": None}, "id"),
        ({"id": "x"}, "id"),
        ({"inner": []}, "inner"),
        ({"inner": {}}, "inner.name"),
        ({"inner": {"name": "dài quá"}}, "inner.name"),
        ({"inner": {"name": "a\0"}}, "inner.name"),
        ({"inner": {"name": "\ud800"}}, "inner.name"),
        ({"inner": {"name": "a", "other": 1}}, "inner.other"),
        ({"number": True}, "number"),
        ({"number": 1.5}, "number"),
        ({"number": 10**30}, "number"),
        ({"day": "30/11/2026"}, "day"),
        ({"choice": "c"}, "choice"),
        ({"choice": []}, "choice"),
        ({"many": {}}, "many"),
        ({"many": [1] * 201}, "many"),
        ({"answers": {"k": []}}, "answers"),
        ({"unknown": 1}, "unknown"),
    ],
)
def test_what_does_not_fit_is_told_by_its_name(changed: dict[str, object], where: str) -> None:
    with pytest.raises(InvalidAnswers) as refused:
        read(Asked, {**GOOD, **changed})
    assert list(refused.value.fields) == [where]
    assert all(refused.value.fields[where])


def test_the_document_says_what_may_be_sent() -> None:
    schema = asked_schema(Asked, {})
    assert schema["required"] == ["id", "inner"]
    assert schema["additionalProperties"] is False
    assert schema["properties"]["number"]["default"] == 1


def test_every_component_that_the_document_names_is_in_it() -> None:
    import json
    import re

    text = json.dumps(document())
    named = set(re.findall(r'"#/components/schemas/([^"]+)"', text))
    assert named == set(document()["components"]["schemas"])
    for name, schema in document()["components"]["schemas"].items():
        assert schema, name
