"""Strict marshmallow schemas for what authors write, and their errors as `bpmn.values.Problem`.

Every message is one Vietnamese sentence "what is wrong; hãy what to do"; the part after
"; hãy" becomes the problem's cure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields

from bpmn.values import Problem, Severity

_CURE = "; hãy "


class Strict(Schema):
    """A schema to which an unknown key is an error that lists the known ones."""

    class Meta:
        unknown = RAISE

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        known = ", ".join(field.data_key or name for name, field in self.fields.items())
        self.error_messages["unknown"] = f"Khóa này không được dùng ở đây; hãy dùng: {known}."
        self.error_messages["type"] = f"Chỗ này phải gồm các khóa; hãy ghi: {known}."


def said(invalid: str) -> dict[str, str | list[Any] | dict[Any, Any]]:
    """The error messages of a field; `invalid` is said of a value of the wrong type."""
    return {
        "required": "Thiếu khóa này; hãy bổ sung.",
        "null": "Khóa này để trống; hãy ghi giá trị.",
        "type": "Chỗ này phải gồm các khóa; hãy ghi lại.",
        "invalid": invalid,
    }


class Text(fields.String):
    def __init__(self, **rest: Any) -> None:
        wrong = "Giá trị phải là chữ; hãy đặt trong dấu nháy."
        super().__init__(error_messages=said(wrong), **rest)


class Whole(fields.Integer):
    def __init__(self, **rest: Any) -> None:
        wrong = "Giá trị phải là số nguyên; hãy sửa lại."
        super().__init__(error_messages=said(wrong), strict=True, **rest)


class Flag(fields.Field[bool]):
    """True or false and nothing that might mean it."""

    def __init__(self, **rest: Any) -> None:
        wrong = "Giá trị phải là true hoặc false; hãy sửa lại."
        super().__init__(error_messages=said(wrong), **rest)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **rest: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid")
        return value


class Listing(fields.List[Any]):
    def __init__(self, inner: fields.Field[Any], **rest: Any) -> None:
        wrong = "Giá trị phải là một danh sách; hãy sửa lại."
        super().__init__(inner, error_messages=said(wrong), **rest)


class Part(fields.Nested):
    def __init__(self, schema: type[Schema], **rest: Any) -> None:
        wrong = "Chỗ này phải gồm các khóa; hãy ghi lại."
        super().__init__(schema, error_messages=said(wrong), **rest)


class Table(fields.Field[dict[str, Any]]):
    """An object with keys of the author's choosing, each value read by `entry`."""

    def __init__(
        self, entry: fields.Field[Any], name: Callable[[str], object], **rest: Any
    ) -> None:
        wrong = "Chỗ này phải gồm các khóa có tên; hãy sửa lại."
        super().__init__(error_messages=said(wrong), **rest)
        self.entry = entry
        self.name_ok = name

    def _deserialize(self, value: Any, attr: str | None, data: Any, **rest: Any) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise self.make_error("invalid")
        found, wrong = {}, {}
        for key, item in value.items():
            try:
                if not isinstance(key, str) or not self.name_ok(key):
                    raise ValidationError(
                        "Tên này không dùng được; hãy dùng chữ không dấu, số và gạch dưới, "
                        "bắt đầu bằng chữ (và đặt yes, no, on, off trong dấu nháy)."
                    )
                found[key] = self.entry.deserialize(item)
            except ValidationError as error:
                wrong[key] = error.messages
        if wrong:
            raise ValidationError(wrong)
        return found


def problem(code: str, file: str, element: str | None, sentence: str) -> Problem:
    """One error from a sentence "what is wrong; hãy what to do"."""
    cause, _, cure = sentence.partition(_CURE)
    cure = f"Hãy {cure}" if cure else "Hãy sửa lại chỗ này."
    return Problem(Severity.ERROR, code, file, element, cause.rstrip(".") + ".", cure)


def problems(code: str, file: str, messages: Any) -> tuple[Problem, ...]:
    """Marshmallow's messages as problems, each with its dotted place (`documents.0.key`)."""
    return tuple(
        problem(code, file, ".".join(place) or None, sentence)
        for place, sentence in _flat(messages, ())
    )


def _flat(messages: Any, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from _flat(inner, place if key == "_schema" else (*place, str(key)))
    elif isinstance(messages, list):
        for inner in messages:
            yield from _flat(inner, place)
    else:
        yield place, str(messages)
