"""One answer at a time: from what a page or the API sent to the value that is kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from marshmallow import RAISE, Schema, ValidationError, fields
from marshmallow.validate import Email

from engine.core.vietnamese import clean_text, format_number, parse_date, parse_number
from engine.say import say

if TYPE_CHECKING:
    from engine.core.forms.definition import Field

#: Digits that survive the way through JSON, where numbers are IEEE 754 doubles.
_DIGITS = 15
_PHONE = re.compile(r"0[0-9]{9,10}")
_PHONE_WRITING = re.compile(r"[ .\-()]")
_TRUE = frozenset({"true", "on", "1"})
_FALSE = frozenset({"false", "off", "0"})
_EMAIL = Email()


def schema_of(definitions: Iterable[Field]) -> Schema:
    """A schema that reads each answer by its definition and refuses unknown keys.

    Nothing is required by it, and an empty answer is None: what must be there depends on what
    is visible, which is `clean`'s to say.
    """
    members: dict[str, Any] = {each.key: _Answer(each) for each in definitions}
    schema = Schema.from_dict(members)(unknown=RAISE)
    schema.error_messages["unknown"] = say("Biểu mẫu không có mục này; hãy tải lại trang.")
    return schema


class _Answer(fields.Field[object]):
    def __init__(self, definition: Field) -> None:
        super().__init__(allow_none=True)
        self.definition = definition
        self.read = _READERS[definition.type]

    def _deserialize(self, value: Any, attr: str | None, data: Any, **rest: Any) -> object:
        if isinstance(value, str):
            try:
                value = clean_text(value, multiline=self.definition.multiline)
            except ValueError as error:
                raise ValidationError(str(error)) from None
        return None if value == "" else self.read(self.definition, value)


def _text(field: Field, value: object) -> str:
    text = _string(value)
    if len(text) > field.max_length:
        raise ValidationError(
            say(
                "Dài %(count)s ký tự, quá mức %(max_length)s; hãy viết ngắn lại.",
                count=len(text),
                max_length=field.max_length,
            )
        )
    if len(text) < field.min_length:
        raise ValidationError(
            say(
                "Cần ít nhất %(min_length)s ký tự; hãy viết đầy đủ hơn.",
                min_length=field.min_length,
            )
        )
    if field.pattern and not re.fullmatch(field.pattern, text):
        raise ValidationError(field.description or say("Chưa đúng mẫu quy định; hãy kiểm tra lại."))
    return text


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise ValidationError(say("Giá trị phải là chữ; hãy nhập lại."))
    return value


def _choice(field: Field, value: object) -> str:
    text = _string(value)
    if all(text != option.value for option in field.options):
        offered = ", ".join(f"“{option.label}”" for option in field.options)
        raise ValidationError(
            say(
                "Lựa chọn không có trong danh sách; hãy chọn một trong: %(offered)s.",
                offered=offered,
            )
        )
    return text


def _number(field: Field, value: object) -> int | float:
    try:
        number = parse_number(value) if isinstance(value, str) else _plain_number(value)
    except ValueError as error:
        raise ValidationError(str(error)) from None
    if len(number.normalize().as_tuple().digits) > _DIGITS or abs(number) >= 10**_DIGITS:
        raise ValidationError(say("Số có quá %(digits)s chữ số; hãy kiểm tra lại.", digits=_DIGITS))
    if field.minimum is not None and number < Decimal(str(field.minimum)):
        raise ValidationError(
            say(
                "Phải từ %(minimum)s trở lên; hãy kiểm tra lại.",
                minimum=format_number(field.minimum),
            )
        )
    if field.maximum is not None and number > Decimal(str(field.maximum)):
        raise ValidationError(
            say(
                "Phải từ %(maximum)s trở xuống; hãy kiểm tra lại.",
                maximum=format_number(field.maximum),
            )
        )
    return int(number) if number == number.to_integral_value() else float(number)


def _plain_number(value: object) -> Decimal:
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = Decimal(str(value))
        if number.is_finite():
            return number
    raise ValueError(say("Giá trị phải là số; hãy nhập lại."))


def _integer(field: Field, value: object) -> int | float:
    number = _number(field, value)
    if not isinstance(number, int):
        raise ValidationError(say("Phải là số nguyên, không có phần thập phân; hãy nhập lại."))
    return number


def _boolean(field: Field, value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in _TRUE | _FALSE:
        return value.lower() in _TRUE
    raise ValidationError(say("Chỉ nhận có hoặc không; hãy chọn lại."))


def _date(field: Field, value: object) -> str:
    try:
        return parse_date(_string(value)).isoformat()
    except ValueError as error:
        raise ValidationError(str(error)) from None


def _phone(field: Field, value: object) -> str:
    digits = _PHONE_WRITING.sub("", _string(value))
    digits = re.sub(r"^\+84", "0", digits)
    if not _PHONE.fullmatch(digits):
        raise ValidationError(
            say("Số điện thoại phải có 10 hoặc 11 chữ số, bắt đầu bằng 0; hãy kiểm tra lại.")
        )
    return digits


def _email(field: Field, value: object) -> str:
    try:
        return _EMAIL(_text(field, value))
    except ValidationError:
        raise ValidationError(
            say("Địa chỉ thư điện tử chưa đúng, ví dụ ten@coquan.gov.vn; hãy kiểm tra lại.")
        ) from None


#: By the value of `FieldType`.
_READERS: Mapping[str, Callable[[Field, object], object]] = {
    "text": _text,
    "number": _number,
    "integer": _integer,
    "boolean": _boolean,
    "date": _date,
    "phone": _phone,
    "email": _email,
    "choice": _choice,
}
