"""The grammar of a form's JSON file.

A restricted JSON Schema 2020-12 with our own `x-` keywords; any other keyword is an error:

    {"title": "Thẩm định hồ sơ", "type": "object",
     "properties": {"ket_luan": {"type": "string", "title": "Kết luận",
                                 "enum": ["dat", "khong"],
                                 "x-labels": {"dat": "Đạt", "khong": "Không đạt"}}, …},
     "required": ["ket_luan"],         required while visible
     "x-order": ["ket_luan", …],       every key once; without it, the order of the file
     "x-fact": ["ket_luan"],           answers that become facts of the dossier
     "x-submit": "Trình ký"}           text of the button that completes the task

A property has `type` (string, number, integer, boolean), `title`, and as it needs:
`description` (help below the question; also what is said when `pattern` is not met) ·
`format` date, phone or email · `enum` with `x-labels` for each value · `minLength`,
`maxLength` (without it 200, in a textarea 5000, in a passage 20000) · `pattern` (between ^ and $:
literal characters, classes such as [A-Z0-9] or \\d, each with ?, {n} or {m,n}; nothing that can
run away) · `minimum`, `maximum` · `x-widget` text, textarea, passage (a free passage of a
document), radio, select, checkbox, date · `x-visible`, a condition in the one expression language
over fields asked before it · `x-same-as`, a place of the applicant (applicant.full_name,
applicant.address …): a page fills the question in as that is typed, until it is answered otherwise.
"""

from __future__ import annotations

import re
from typing import Any

from marshmallow import fields
from marshmallow.validate import OneOf, Range

from engine.core.forms.definition import LONGEST, SAME_AS, Widget
from engine.core.schema_problems import Listing, Part, Strict, Table, Text, Whole, said

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,59}")
_NOT_AMONG = "Giá trị không dùng được; hãy dùng một trong: {choices}."


def _between(least: int, most: int) -> Range:
    return Range(least, most, error="Giá trị ngoài giới hạn; hãy ghi từ {min} đến {max}.")


def _one_of(*choices: str) -> OneOf:
    return OneOf(choices, error=_NOT_AMONG)


class _Bound(fields.Field[int | float]):
    def __init__(self) -> None:
        super().__init__(error_messages=said("Giá trị phải là số; hãy sửa lại."))

    def _deserialize(self, value: Any, attr: str | None, data: Any, **rest: Any) -> int | float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.make_error("invalid")
        return value


class Property(Strict):
    """One question."""

    type = Text(required=True, validate=_one_of("string", "number", "integer", "boolean"))
    title = Text(required=True)
    description = Text()
    format = Text(validate=_one_of("date", "phone", "email"))
    enum = Listing(Text())
    labels = Table(Text(), bool, data_key="x-labels")
    min_length = Whole(data_key="minLength", validate=_between(0, LONGEST))
    max_length = Whole(data_key="maxLength", validate=_between(1, LONGEST))
    pattern = Text()
    minimum = _Bound()
    maximum = _Bound()
    widget = Text(data_key="x-widget", validate=_one_of(*Widget))
    visible = Text(data_key="x-visible")
    same_as = Text(data_key="x-same-as", validate=_one_of(*SAME_AS))


class Definition(Strict):
    """The whole file."""

    title = Text(required=True)
    type = Text(required=True, validate=_one_of("object"))
    properties = Table(Part(Property), _NAME.fullmatch, required=True)
    required = Listing(Text(), load_default=list)
    order = Listing(Text(), data_key="x-order")
    facts = Listing(Text(), data_key="x-fact", load_default=list)
    submit = Text(data_key="x-submit", load_default=None)
