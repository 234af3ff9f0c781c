"""A file that says which unit resolves which internal procedure, with whom (`--binding`).

procedures:
  - {slug: hn_1.012644, unit: H26.901, parties: {ubnd: H26}, instrument: null}

Units are named by code, the instrument by number. A slug may stand there once for each unit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError, fields, post_load

from engine.core.schema_problems import Listing, Part, Strict, Text, problems, said
from engine.core.strict_yaml import YamlFaulty, read_yaml
from engine.errors import TrinhKyError


class BindingsFaulty(TrinhKyError):
    """A file of bindings that cannot be used; the sentence names place and cure."""


@dataclass(frozen=True, slots=True)
class BindingAsked:
    """One line of the file."""

    slug: str
    unit: str
    parties: Mapping[str, str]
    instrument: str | None


class _Line(Strict):
    slug = Text(required=True)
    unit = Text(required=True)
    parties = fields.Dict(
        keys=Text(),
        values=Text(),
        load_default=dict,
        error_messages=said("Chỗ này phải gồm tên bên tham gia và mã đơn vị; hãy sửa lại."),
    )
    instrument = Text(load_default=None, allow_none=True)

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> BindingAsked:
        return BindingAsked(**data)


class _File(Strict):
    procedures = Listing(Part(_Line), required=True)


def read_bindings(raw: bytes, name: str) -> tuple[BindingAsked, ...]:
    """The lines of a file called `name`. Raises BindingsFaulty."""
    try:
        lines: list[BindingAsked] = _File().load(read_yaml(raw))["procedures"]
    except YamlFaulty as faulty:
        raise BindingsFaulty(f"Tệp {name}: {faulty}") from None
    except ValidationError as error:
        first, *_ = problems("bindings-faulty", name, error.messages)
        place = f", mục {first.element}" if first.element else ""
        raise BindingsFaulty(f"Tệp {name}{place}: {first.cause} {first.cure}") from None
    seen = set()
    for line in lines:
        if (line.slug, line.unit) in seen:
            raise BindingsFaulty(
                f"Tệp {name}: quy trình “{line.slug}” tại đơn vị {line.unit} có hai dòng; "
                "hãy giữ lại một."
            )
        seen.add((line.slug, line.unit))
    return tuple(lines)
