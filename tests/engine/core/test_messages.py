"""Messages as values, and what of them may become facts."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from bpmn.expressions import FactType
from engine.core.messages import FactIllTyped, Message, facts_of, linked_message, message_from
from engine.core.move import PaperAdded
from engine.core.procedure import Fact, answer_fact

DECLARED = {str(each): Fact(str(each), each, f"Dữ kiện {each}") for each in FactType}


def _message(**facts: Any) -> Message:
    return Message(UUID(int=1), "linked_con", "H1", "H2", facts)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("boolean", True), ("boolean", None), ("number", 3), ("number", 2.5), ("text", ""),
        ("date", "2026-03-09"), ("date", None),
    ],
)  # fmt: skip
def test_a_fact_of_its_declared_type_is_taken(name: str, value: object) -> None:
    assert facts_of(_message(**{name: value}), DECLARED) == {name: value}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("boolean", 1), ("boolean", "true"), ("number", True), ("number", "3"), ("text", 3),
        ("text", ["a"]), ("date", "9/3/2026"), ("date", 20260309),
    ],
)  # fmt: skip
def test_a_fact_of_another_type_is_refused_with_its_title(name: str, value: object) -> None:
    with pytest.raises(FactIllTyped, match=f"Dữ kiện {name}"):
        facts_of(_message(**{name: value}), DECLARED)


def test_what_is_not_declared_is_left_out() -> None:
    assert facts_of(_message(text="a", la=[1]), DECLARED) == {"text": "a"}


def test_a_message_survives_its_way_through_the_outbox() -> None:
    paper = PaperAdded(uuid4(), "giay", "a.pdf", "application/pdf", 5, None, "0" * 64)
    message = Message(uuid4(), "linked_con", "H1", "H2", {"text": "a", "number": 2}, (paper,))
    assert message_from(message.as_row()) == message


def test_a_linked_procedure_answers_by_its_name() -> None:
    assert linked_message("hn_1.012644") == "linked_hn_1.012644"
    assert answer_fact("hn_1.012644") == "ket_qua_hn_1_012644"
