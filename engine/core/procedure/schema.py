"""The keys of `procedure.yaml`, and nothing but these keys.

code: "2.000908"            national code; null where none is published
title, field, source        text
level: xã                   trung ương | tỉnh | xã
decision: {number, date, issuer, under_delegation}
total: trong ngày           a budget; null where none is published
cutoff: "15:00"             or null
facts: {ket_luan: {type: text, title: Kết luận}}      boolean | number | text | date
documents: [{key, kind, title, template, drafter, initialler, signing_step, issuer,
             register, symbol, seal, addressees, outcome}]
papers: [{key, title, required, accepts, copies}]
returns: [{outcome, document, by}]
four_eyes: true
calls: {KySoBanSao: {steps: {LanhDaoKy: {budget: 2 giờ}}}}
"""

from __future__ import annotations

import datetime
import re
from typing import Any

from marshmallow import ValidationError, fields, post_load
from marshmallow.validate import OneOf, Range, Regexp

from bpmn.expressions import FactType
from engine.core.clock import Budget, BudgetFaulty, parse_budget
from engine.core.procedure.definition import Decision, DocumentSpec, PaperSpec, ReturnSpec
from engine.core.schema_problems import Flag, Listing, Part, Strict, Table, Text, Whole, said

OUTCOMES = ("granted", "refused", "lapsed", "withdrawn", "stopped")
_KINDS = ("result", "refusal", "letter", "submission", "slip")
_NOT_AMONG = "Giá trị không dùng được; hãy dùng một trong: {choices}."
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,59}")
_PATH = re.compile(r"[^\W\d][\w.-]*(/[^\W\d][\w.-]*)*")
_FILE = re.compile(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_.-]+)*\.typ")
_PERFORMER = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*(@[A-Za-z_][A-Za-z0-9_.-]*)?")
_CUTOFF = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


def _shape(pattern: re.Pattern[str], cure: str) -> Regexp:
    whole = re.compile(rf"(?:{pattern.pattern})\Z")
    return Regexp(whole, error=f"“{{input}}” không đúng dạng; hãy {cure}.")


_KEY = _shape(_NAME, "dùng chữ không dấu, số và gạch dưới")
_STEP = _shape(_PATH, "ghi đường dẫn của bước, ví dụ KySo/LanhDaoKy")


def _between(least: int, most: int) -> Range:
    return Range(least, most, error="Giá trị ngoài giới hạn; hãy ghi từ {min} đến {max}.")


def _one_of(*choices: str) -> OneOf:
    return OneOf(choices, error=_NOT_AMONG)


class _Date(fields.Field[datetime.date]):
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


class _Cutoff(fields.Field[datetime.time]):
    def __init__(self, **rest: Any) -> None:
        wrong = 'Không phải là giờ; hãy ghi trong dấu nháy: "15:00".'
        super().__init__(error_messages=said(wrong), **rest)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **rest: Any) -> datetime.time:
        if not isinstance(value, str) or not _CUTOFF.fullmatch(value):
            raise self.make_error("invalid")
        return datetime.time.fromisoformat(value)


def _budget(text: str) -> Budget:
    try:
        return parse_budget(text)
    except BudgetFaulty as faulty:
        raise ValidationError(faulty.sentence) from None


def _readable_budget(text: str) -> None:
    _budget(text)


class _Total(Text):
    def _deserialize(self, value: Any, attr: str | None, data: Any, **rest: Any) -> Any:
        return _budget(super()._deserialize(value, attr, data, **rest))


class _Decision(Strict):
    number = Text(required=True)
    date = _Date(required=True)
    issuer = Text(required=True)
    under_delegation = Text(allow_none=True, load_default=None)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Decision:
        return Decision(**data)


class _Fact(Strict):
    type = Text(required=True, validate=_one_of(*FactType))
    title = Text(required=True)


class _Document(Strict):
    key = Text(required=True, validate=_KEY)
    kind = Text(required=True, validate=_one_of(*_KINDS))
    title = Text(required=True)
    template = Text(required=True, validate=_shape(_FILE, "ghi như documents/ban_sao.typ"))
    drafter = Text(required=True, validate=_STEP)
    initialler = Text(allow_none=True, load_default=None, validate=_STEP)
    signing_step = Text(required=True, validate=_STEP)
    issuer = Text(required=True, validate=_KEY)
    register = Text(required=True)
    symbol = Text(
        required=True,
        validate=_shape(re.compile(r"[^\s/]{1,30}"), "ghi ký hiệu không có khoảng trắng và “/”"),
    )
    seal = Flag(required=True)
    addressees = Listing(Text(), required=True)
    outcome = Text(allow_none=True, load_default=None, validate=_one_of(*OUTCOMES))

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> DocumentSpec:
        return DocumentSpec(**{**data, "addressees": tuple(data["addressees"])})


class _Paper(Strict):
    key = Text(required=True, validate=_KEY)
    title = Text(required=True)
    required = Flag(required=True)
    accepts = Listing(Text(), load_default=list)
    copies = Whole(load_default=1, validate=_between(1, 20))

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> PaperSpec:
        return PaperSpec(**{**data, "accepts": tuple(data["accepts"])})


class _Return(Strict):
    outcome = Text(required=True, validate=_one_of(*OUTCOMES))
    document = Text(required=True, allow_none=True, validate=_KEY)
    by = Text(required=True, validate=_shape(_PERFORMER, "ghi vai trò, ví dụ one_stop@receiving"))

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> ReturnSpec:
        return ReturnSpec(**data)


class _Override(Strict):
    """The dialect's attributes of a step, by the names they have in a diagram."""

    power = Text(validate=_one_of("receive", "appraise", "decide", "sign", "seal"))
    performer = Text(validate=_shape(_PERFORMER, "ghi vai trò, ví dụ leader"))
    form = Text()
    document = Text(validate=_KEY)
    budget = Text(validate=_readable_budget)
    group = Text(validate=_KEY)
    returns_to = Text(data_key="returnsTo")
    on_end = Text(data_key="onEnd", validate=_one_of("wait", "proceed", "close"))
    policy = Text(validate=_one_of("pause", "restart"))

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> dict[str, str]:
        return {self.fields[name].data_key or name: value for name, value in data.items()}


class _Call(Strict):
    steps = Table(Part(_Override), _PATH.fullmatch, required=True)


class ProcedureSchema(Strict):
    """The whole file."""

    code = Text(required=True, allow_none=True)
    title = Text(required=True)
    field = Text(required=True)
    level = Text(required=True, validate=_one_of("trung ương", "tỉnh", "xã"))
    decision = Part(_Decision, required=True)
    source = Text(required=True)
    total = _Total(required=True, allow_none=True)
    cutoff = _Cutoff(required=True, allow_none=True)
    facts = Table(Part(_Fact), _NAME.fullmatch, required=True)
    documents = Listing(Part(_Document), required=True)
    papers = Listing(Part(_Paper), required=True)
    returns = Listing(Part(_Return), required=True)
    four_eyes = Flag(required=True)
    calls = Table(Part(_Call), _PATH.fullmatch, required=True)
