"""Many dossiers go on at once, each by its step's primary action (chuyển hàng loạt)."""

from __future__ import annotations

from collections.abc import Sequence

from engine.actions.actor import Actor
from engine.actions.bulk.many import Answer, one_by_one
from engine.actions.tasks.complete import complete
from engine.core.move import TaskRef
from engine.errors import InvalidAnswers
from engine.outside.outside import Outside
from engine.say import say


def forward(
    outside: Outside, actor: Actor, refs: Sequence[TaskRef], idempotency_key: str
) -> tuple[Answer, ...]:
    """As if each page's primary button were pressed with nothing filled in; the same key twice
    counts once. A step whose form wants an answer, an initial or a signature refuses, and says so.

    Raises InvalidAnswers for none or more than a hundred.
    """

    def act(ref: TaskRef) -> None:
        try:
            complete(outside, actor, ref, {}, idempotency_key)
        except InvalidAnswers as refused:
            said = say("Bước này phải điền biểu mẫu; hãy mở hồ sơ, điền rồi chuyển.")
            raise InvalidAnswers({"tasks": [said]}) from refused

    return one_by_one(refs, act)
