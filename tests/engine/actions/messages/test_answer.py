"""The answer of a linked dossier, as it lies in the outbox."""

from __future__ import annotations

from dataclasses import replace

from engine.actions.messages.answer import answer
from engine.core.messages import message_from
from engine.core.move import DossierLinked
from tests.factories.dossiers import DOSSIER, MORNING, dossier, task_id

PARENT = DossierLinked(DOSSIER, "H26-1", "parent")


def test_of_several_answers_to_one_parent_the_first_counts() -> None:
    first, second = (answer(dossier(), PARENT, said, (), MORNING) for said in ("granted", None))
    assert first.id != second.id
    assert message_from(first.payload).id == message_from(second.payload).id
    other = answer(dossier(), replace(PARENT, other_id=task_id("other")), "granted", (), MORNING)
    assert message_from(other.payload).id != message_from(first.payload).id


def test_an_answer_names_both_dossiers_and_the_procedure() -> None:
    message = message_from(answer(dossier(), PARENT, "refused", (), MORNING).payload)
    assert (message.name, message.correlation, message.sender) == (
        "linked_thu_tuc", "H26-1", dossier().code,
    )  # fmt: skip
    assert message.facts == {"ket_qua_thu_tuc": "refused"}
