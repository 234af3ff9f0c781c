"""The keys of `procedure.yaml`, and nothing but these keys.

code: "2.000908"            national code; null where none is published
title, field, source        text
level: xã                   trung ương | tỉnh | xã
decision: {number, date, issuer, under_delegation}
total: trong ngày           a budget; null where none is published
declared_total: 3 ngày       the shorter term that the agency promises; null, or left out
cutoff: "15:00"             or {before_closing: 60 phút}, or null
parties: {so: Sở Xây dựng}  names after "@" beside resolving and receiving; may be left out
supplements: {most: 1}      how often the applicant may be asked for more; may be left out
facts: {ket_luan: {type: text, title: Kết luận}}      boolean | number | text | date
documents: [{key, kind, title, template, drafter, initialler, signing_step, sources, when,
             issuer, register, symbol, seal, addressees, outcome}]
papers: [{key, title, required, accepts, copies}]
returns: [{outcome, document, by}]
four_eyes: true
same_sitting: false         settled while the applicant waits; then without four eyes and within
                            the day; may be left out
calls: {KySoBanSao: {steps: {LanhDaoKy: {budget: 2 giờ}}}}
"""

from __future__ import annotations

import re
from typing import Any

from marshmallow import post_load

from bpmn.expressions import FactType
from engine.core.procedure.definition import Decision, DocumentSpec, PaperSpec, ReturnSpec
from engine.core.procedure.schema_fields import (
    FILE,
    KEY,
    NAME,
    PATH,
    PERFORMER,
    STEP,
    BudgetField,
    Condition,
    CutoffField,
    Day,
    between,
    one_of,
    shape,
)
from engine.core.procedure.schema_override import Override
from engine.core.schema_problems import Flag, Listing, Part, Strict, Table, Text, Whole

OUTCOMES = ("granted", "refused", "lapsed", "withdrawn", "stopped")
_KINDS = ("result", "refusal", "letter", "submission", "minutes", "slip")


class _Decision(Strict):
    number = Text(required=True)
    date = Day(required=True)
    issuer = Text(required=True)
    under_delegation = Text(allow_none=True, load_default=None)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Decision:
        return Decision(**data)


class _Fact(Strict):
    type = Text(required=True, validate=one_of(*FactType))
    title = Text(required=True)


class _Document(Strict):
    key = Text(required=True, validate=KEY)
    kind = Text(required=True, validate=one_of(*_KINDS))
    title = Text(required=True)
    template = Text(required=True, validate=shape(FILE, "ghi như documents/ban_sao.typ"))
    drafter = Text(required=True, validate=STEP)
    initialler = Text(allow_none=True, load_default=None, validate=STEP)
    signing_step = Text(required=True, validate=STEP)
    sources = Listing(Text(validate=STEP), load_default=list)
    when = Condition(allow_none=True, load_default=None)
    issuer = Text(required=True, validate=KEY)
    register = Text(required=True)
    symbol = Text(
        required=True,
        validate=shape(re.compile(r"[^\s/]{1,30}"), "ghi ký hiệu không có khoảng trắng và “/”"),
    )
    seal = Flag(required=True)
    addressees = Listing(Text(), required=True)
    outcome = Text(allow_none=True, load_default=None, validate=one_of(*OUTCOMES))

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> DocumentSpec:
        lists = {name: tuple(data[name]) for name in ("addressees", "sources")}
        return DocumentSpec(**{**data, **lists})


class _Paper(Strict):
    key = Text(required=True, validate=KEY)
    title = Text(required=True)
    required = Flag(required=True)
    accepts = Listing(Text(), load_default=list)
    copies = Whole(load_default=1, validate=between(1, 20))

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> PaperSpec:
        return PaperSpec(**{**data, "accepts": tuple(data["accepts"])})


class _Return(Strict):
    outcome = Text(required=True, validate=one_of(*OUTCOMES))
    document = Text(required=True, allow_none=True, validate=KEY)
    by = Text(required=True, validate=shape(PERFORMER, "ghi vai trò, ví dụ one_stop@receiving"))

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> ReturnSpec:
        return ReturnSpec(**data)


class _Call(Strict):
    steps = Table(Part(Override), PATH.fullmatch, required=True)


class _Supplements(Strict):
    most = Whole(required=True, allow_none=True, validate=between(0, 20))


class ProcedureSchema(Strict):
    """The whole file."""

    code = Text(required=True, allow_none=True)
    title = Text(required=True)
    field = Text(required=True)
    level = Text(required=True, validate=one_of("trung ương", "tỉnh", "xã"))
    decision = Part(_Decision, required=True)
    source = Text(required=True)
    total = BudgetField(required=True, allow_none=True)
    declared_total = BudgetField(allow_none=True, load_default=None)
    cutoff = CutoffField(required=True, allow_none=True)
    parties = Table(Text(), NAME.fullmatch, load_default=dict)
    supplements = Part(_Supplements, load_default=dict)
    facts = Table(Part(_Fact), NAME.fullmatch, required=True)
    documents = Listing(Part(_Document), required=True)
    papers = Listing(Part(_Paper), required=True)
    returns = Listing(Part(_Return), required=True)
    four_eyes = Flag(required=True)
    same_sitting = Flag(load_default=False)
    calls = Table(Part(_Call), PATH.fullmatch, required=True)
