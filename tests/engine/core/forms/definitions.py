"""Small form definitions: a text field unless the test says otherwise."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from bpmn.values import Problem
from engine.core.forms import Form, FormFaulty, parse_form

Properties = Mapping[str, Mapping[str, object]]


def definition(properties: Properties, /, **more: object) -> dict[str, object]:
    fields = {key: {"type": "string", "title": key, **given} for key, given in properties.items()}
    return {"title": "Thử", "type": "object", "properties": fields, **more}


def form(properties: Properties, /, **more: object) -> Form:
    return parse_form("thu", json.dumps(definition(properties, **more)).encode())


def faults(properties: Properties, /, **more: object) -> tuple[Problem, ...]:
    with pytest.raises(FormFaulty) as refused:
        form(properties, **more)
    return refused.value.problems
