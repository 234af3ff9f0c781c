"""Does one act to many tasks, one after the other, and hears each answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from engine.core.move import TaskRef
from engine.errors import InvalidAnswers, TrinhKyError
from engine.say import say
from signing.errors import SigningError

MOST = 100
"""Tasks at once."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one task; `refused` is the sentence why not, None when it is done."""

    ref: TaskRef
    refused: str | None


def one_by_one(refs: Sequence[TaskRef], act: Callable[[TaskRef], object]) -> tuple[Answer, ...]:
    """A refusal stops nothing but itself. Raises InvalidAnswers for none or too many at once."""
    require_some(refs)
    return tuple(Answer(ref, _refusal(ref, act)) for ref in dict.fromkeys(refs))


def require_some(refs: Sequence[TaskRef]) -> None:
    """Raises InvalidAnswers for none or too many at once."""
    if not refs:
        raise InvalidAnswers({"tasks": [say("Hãy chọn ít nhất một việc trong danh sách.")]})
    if len(refs) > MOST:
        said = say("Mỗi lần chọn nhiều nhất %(most)s việc; hãy bỏ bớt rồi làm lại.", most=MOST)
        raise InvalidAnswers({"tasks": [said]})


def _refusal(ref: TaskRef, act: Callable[[TaskRef], object]) -> str | None:
    try:
        act(ref)
    except InvalidAnswers as refused:
        return refused.sentence if len(refused.fields) == 0 else _wanted(refused)
    except (TrinhKyError, SigningError) as refused:
        return refused.sentence
    return None


def _wanted(refused: InvalidAnswers) -> str:
    sentences = [said for each in refused.fields.values() for said in each]
    return " ".join(dict.fromkeys(sentences))
