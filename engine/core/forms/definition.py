"""A form as it is used: by the pages that show it and by `clean`, which judges answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from marshmallow import Schema

from bpmn.expressions import Expression, FactType
from bpmn.values import Problem
from engine.core.forms import answers
from engine.errors import BundleRefused


class FieldType(StrEnum):
    """What an answer is. Dates, phone numbers and mail addresses are kept as text."""

    TEXT = "text"
    NUMBER = "number"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DATE = "date"
    PHONE = "phone"
    EMAIL = "email"
    CHOICE = "choice"


class Widget(StrEnum):
    """How a page asks."""

    TEXT = "text"
    TEXTAREA = "textarea"
    PASSAGE = "passage"
    """A free passage of a document: plain text of several lines, the place of an editor."""
    RADIO = "radio"
    SELECT = "select"
    CHECKBOX = "checkbox"
    DATE = "date"


FACT_TYPES: Mapping[FieldType, FactType] = {
    FieldType.TEXT: FactType.TEXT,
    FieldType.NUMBER: FactType.NUMBER,
    FieldType.INTEGER: FactType.NUMBER,
    FieldType.BOOLEAN: FactType.BOOLEAN,
    FieldType.DATE: FactType.DATE,
    FieldType.PHONE: FactType.TEXT,
    FieldType.EMAIL: FactType.TEXT,
    FieldType.CHOICE: FactType.TEXT,
}


LONGEST = 20_000
"""Characters of a text at most."""
USUAL_LENGTH: Mapping[Widget, int] = {Widget.TEXTAREA: 5_000, Widget.PASSAGE: LONGEST}
"""Where the form does not say; 200 in all other widgets."""

SAME_AS = tuple(
    f"applicant.{name}" for name in ("full_name", "identity", "phone", "email", "address")
)
"""What a question may begin with: what the page asks of the applicant anyway."""


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One question. Lengths are in characters after NFC; `pattern` holds for the whole text."""

    key: str
    title: str
    type: FieldType
    widget: Widget
    required: bool
    description: str | None
    options: tuple[Option, ...]
    min_length: int
    max_length: int
    pattern: str | None
    minimum: int | float | None
    maximum: int | float | None
    visible: Expression | None
    """Shown and asked only while this is true of the answers before it; None = always."""
    same_as: str | None = None
    """One of SAME_AS: a page fills it in with that, for as long as it is not answered otherwise."""

    @property
    def multiline(self) -> bool:
        """Whether the answer keeps its line breaks."""
        return self.widget in (Widget.TEXTAREA, Widget.PASSAGE)

    @property
    def fact_type(self) -> FactType:
        """The type that conditions see."""
        return FACT_TYPES[self.type]


@dataclass(frozen=True)
class Form:
    """A form; `fields` in the order in which they are asked."""

    key: str
    title: str
    fields: tuple[Field, ...]
    facts: frozenset[str]
    """Keys of the fields whose answers become facts of the dossier."""
    submit: str | None
    """Text of the button that completes the task ("Chuyển thẩm định"), if the form names it."""

    @cached_property
    def schema(self) -> Schema:
        """The marshmallow schema of single answers; `clean` adds what depends on others."""
        return answers.schema_of(self.fields)


class FormFaulty(BundleRefused):
    """A form definition that cannot be used; `problems` name every fault with its place."""

    problems: tuple[Problem, ...]

    def __init__(self, key: str, problems: Sequence[Problem]) -> None:
        super().__init__(f"Biểu mẫu “{key}” có lỗi: {problems[0].cause}", problems)
        self.key = key

    @property
    def sentences(self) -> tuple[str, ...]:
        """Each fault as one text: place, cause, cure."""
        return tuple(f"{p.element or p.file}: {p.cause} {p.cure}" for p in self.problems)
