"""What single values of `procedure.yaml` look like, and what is said of one that does not."""

from __future__ import annotations

import datetime
import re
from typing import Any

from marshmallow import ValidationError, fields, post_load
from marshmallow.validate import OneOf, Range, Regexp

from bpmn.expressions import ExpressionError, parse
from engine.core.clock import (
    BeforeClosing,
    Budget,
    BudgetFaulty,
    Cutoff,
    parse_before_closing,
    parse_budget,
)
from engine.core.schema_problems import Strict, Text, said

_NOT_AMONG = "Giá trị không dùng được; hãy dùng một trong: {choices}."
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,59}")
PATH = re.compile(r"[^\W\d][\w.-]*(/[^\W\d][\w.-]*)*")
FILE = re.compile(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_.-]+)*\.typ")
PERFORMER = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*(@[A-Za-z_][A-Za-z0-9_.-]*)?")
_CUTOFF = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


def shape(pattern: re.Pattern[str], cure: str) -> Regexp:
    whole = re.compile(rf"(?:{pattern.pattern})\Z")
    return Regexp(whole, error=f"“{{input}}” không đúng dạng; hãy {cure}.")


KEY = shape(NAME, "dùng chữ không dấu, số và gạch dưới")
STEP = shape(PATH, "ghi đường dẫn của bước, ví dụ KySo/LanhDaoKy")


def between(least: int, most: int) -> Range:
    return Range(least, most, error="Giá trị ngoài giới hạn; hãy ghi từ {min} đến {max}.")


def one_of(*choices: str) -> OneOf:
    return OneOf(choices, error=_NOT_AMONG)


class Day(fields.Field[datetime.date]):
    def __init__(self, **rest: Any) -> None:
        wrong = "Không phải là ngày; hãy ghi dạng 2026-05-13."
        super().__init__(error_messages=said(wrong), **rest)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **rest: Any) -> datetime.date:
        if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            return value
        try:
            return datetime.date.fromisoformat(value)
        except (TypeError, ValueError):
            raise self.make_error("invalid") from None


class _BeforeClosing(Strict):
    before_closing = Text(required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> BeforeClosing:
        try:
            return parse_before_closing(data["before_closing"])
        except BudgetFaulty as faulty:
            raise ValidationError(faulty.sentence, "before_closing") from None


class CutoffField(fields.Field[Cutoff]):
    def __init__(self, **rest: Any) -> None:
        wrong = (
            'Không phải là giờ; hãy ghi trong dấu nháy: "15:00", hoặc {{before_closing: 60 phút}}.'
        )
        super().__init__(error_messages=said(wrong), **rest)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **rest: Any) -> Cutoff:
        if isinstance(value, dict):
            before: BeforeClosing = _BeforeClosing().load(value)
            return before
        if not isinstance(value, str) or not _CUTOFF.fullmatch(value):
            raise self.make_error("invalid")
        return datetime.time.fromisoformat(value)


class Condition(Text):
    def _deserialize(self, value: Any, attr: str | None, data: Any, **rest: Any) -> Any:
        try:
            return parse(super()._deserialize(value, attr, data, **rest))
        except ExpressionError as error:
            raise ValidationError(str(error)) from None


def _budget(text: str) -> Budget:
    try:
        return parse_budget(text)
    except BudgetFaulty as faulty:
        raise ValidationError(faulty.sentence) from None


def readable_budget(text: str) -> None:
    _budget(text)


class BudgetField(Text):
    def _deserialize(self, value: Any, attr: str | None, data: Any, **rest: Any) -> Any:
        return _budget(super()._deserialize(value, attr, data, **rest))
