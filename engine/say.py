"""How the engine speaks to people: Vietnamese texts, told in the reader's language.

The text itself is the key of the catalogue (`web/locale`), its places to fill in are named
(`%(name)s`), so that a translator sees whole sentences. Who asks on behalf of a reader wraps the
call in `telling`; without it the text stays Vietnamese: in the worker, in what is stored, in what
is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import _GeneratorContextManager, contextmanager
from contextvars import ContextVar

Translate = Callable[[str], str]


def _as_written(text: str) -> str:
    return text


_translate: ContextVar[Translate] = ContextVar("translate", default=_as_written)


def say(text: str, /, **values: object) -> str:
    """A sentence for a person, in the reader's language, with its places filled in.

    `text` is a literal, so that the catalogue finds it. Without values it is told as it is: a
    percent sign needs no doubling then.
    """
    told = _translate.get()(text)
    return told % values if values else told


@contextmanager
def telling(translate: Translate) -> Iterator[None]:
    """Tell what is said inside in another language; `translate` maps a Vietnamese text to it."""
    before = _translate.set(translate)
    try:
        yield
    finally:
        _translate.reset(before)


def marked(text: str) -> str:
    """A text that is told later by `say(text)`: for tables of words made once a process."""
    return text


def in_vietnamese() -> _GeneratorContextManager[None]:
    """Around what is stored or printed, as `with` or decorator: records and documents are
    Vietnamese, whoever asked for them."""
    return telling(_as_written)
