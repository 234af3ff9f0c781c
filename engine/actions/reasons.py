"""What people write in their own words beside an act: a reason, an opinion."""

from __future__ import annotations

from engine.core.vietnamese import clean_text
from engine.errors import InvalidAnswers
from engine.say import say

LONGEST = 5000
"""Characters; a longer opinion belongs into a paper."""


def written(text: str, field: str, missing: str) -> str:
    """The text, clean and not empty. Raises InvalidAnswers for the field; `missing` is said of
    nothing at all."""
    try:
        cleaned = clean_text(text, multiline=True)
    except ValueError as fault:
        raise InvalidAnswers({field: (str(fault),)}) from fault
    if not cleaned:
        raise InvalidAnswers({field: (missing,)})
    if len(cleaned) > LONGEST:
        raise InvalidAnswers(
            {field: (say("Dài quá %(longest)s ký tự; hãy rút gọn.", longest=LONGEST),)}
        )
    return cleaned
