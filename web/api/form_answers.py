"""What a program answers in a form, and which questions are asked after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.core.forms import Field, Form
from engine.core.forms.visible import visible
from engine.errors import NotFound
from web.api.reading import Scalar, said

MOST = 20_000
"""Characters of all answers together."""


@dataclass(frozen=True, slots=True)
class SoFar:
    answers: Mapping[str, Scalar] = said("What is answered so far.", most=MOST)


def asked(form: Form | None, answers: Mapping[str, object], without: str) -> tuple[Field, ...]:
    """The questions that are asked now. Raises NotFound with `without` where there is no form."""
    if form is None:
        raise NotFound(without)
    return visible(form, answers)
