"""The shape of `scenario.yaml`; a key that an act does not need is refused like one it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from engine.core.dossier import Party
from engine.simulate.told import ActTold, PaperGiven, Scenario

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
COMMON = frozenset({"do", "at", "dossier", "expects"})
NEEDED: Mapping[str, frozenset[str]] = {
    "receive": frozenset({"as", "answers"}),
    "claim": frozenset({"as", "step"}),
    "unclaim": frozenset({"as", "step"}),
    "assign": frozenset({"as", "step", "to"}),
    "complete": frozenset({"as", "step"}),
    "return": frozenset({"as", "step", "to", "reason"}),
    "sign": frozenset({"as", "step"}),
    "seal": frozenset({"as", "step"}),
    "opinion": frozenset({"as", "step", "value", "text"}),
    "vote": frozenset({"as", "step", "value"}),
    "conflict": frozenset({"as", "step", "reason"}),
    "close_council": frozenset({"as", "step"}),
    "supplement": frozenset({"as"}),
    "message": frozenset({"message"}),
    "withdraw": frozenset({"as", "reason"}),
    "stop": frozenset({"as", "reason"}),
    "link": frozenset({"as", "to"}),
    "apology": frozenset({"as"}),
    "machine": frozenset({"step"}),
    "clock": frozenset({"at"}),
}
MAY: Mapping[str, frozenset[str]] = {
    "receive": frozenset({"step", "papers"}),
    "complete": frozenset({"answers", "assign_to"}),
    "vote": frozenset({"reason"}),
    "supplement": frozenset({"papers"}),
    "message": frozenset({"answers", "to", "message_id"}),
}
"""What a kind of act may have beside what it needs and what all may have."""
CLOCK_TIME = r"([01]\d|2[0-3]):[0-5]\d"
AT = rf"^(\+\d{{1,3}}d? )?{CLOCK_TIME}$"


class _Strict(Schema):
    class Meta:
        unknown = "raise"


class _Paper(_Strict):
    component = fields.String(required=True)
    name = fields.String(required=True)

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> PaperGiven:
        return PaperGiven(**data)


class _Party(_Strict):
    full_name = fields.String(required=True)
    identity = fields.String(load_default=None, allow_none=True)
    phone = fields.String(load_default=None, allow_none=True)
    email = fields.String(load_default=None, allow_none=True)
    address = fields.String(load_default=None, allow_none=True)

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> Party:
        return Party(**data)


class _Council(_Strict):
    members = fields.Integer()
    agree = fields.Integer()
    against = fields.Integer()
    abstain = fields.Integer()
    conflicts = fields.Integer()
    passed = fields.Boolean()


class _ExpectedOfAct(_Strict):
    waits = fields.List(fields.String())
    capacity = fields.List(fields.String())
    status = fields.String()
    refused = fields.String(validate=validate.Length(min=4))
    delivered = fields.Boolean()
    council = fields.Nested(_Council)
    due = fields.String(validate=validate.Regexp(AT))


class _Act(_Strict):
    do = fields.String(required=True, validate=validate.OneOf(tuple(NEEDED)))
    actor = fields.String(data_key="as", load_default=None)
    at = fields.String(load_default=None, validate=validate.Regexp(AT))
    dossier = fields.String(load_default=None)
    step = fields.String(load_default=None)
    to = fields.String(load_default=None)
    assign_to = fields.String(load_default=None)
    value = fields.String(load_default=None)
    text = fields.String(load_default=None)
    reason = fields.String(load_default=None)
    message = fields.String(load_default=None)
    message_id = fields.String(load_default=None)
    answers = fields.Dict(keys=fields.String(), load_default=dict)
    papers = fields.List(fields.Nested(_Paper), load_default=list)
    expects = fields.Nested(_ExpectedOfAct, load_default=dict)

    @validates_schema(pass_original=True)
    def _fits(self, data: Mapping[str, Any], told: Mapping[str, Any], **_: object) -> None:
        do = data["do"]
        lacks = NEEDED[do] - told.keys()
        stray = told.keys() - NEEDED[do] - MAY.get(do, frozenset()) - COMMON
        if lacks or stray:
            said = [f"thiếu {key}" for key in sorted(lacks)]
            said += [f"không dùng {key}" for key in sorted(stray)]
            raise ValidationError(f"{do}: {', '.join(said)}", "do")

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> ActTold:
        return ActTold(**{**data, "papers": tuple(data["papers"])})


class _Starts(_Strict):
    weekday = fields.String(required=True, validate=validate.OneOf(WEEKDAYS))
    time = fields.String(required=True, validate=validate.Regexp(rf"^{CLOCK_TIME}$"))


class _DueAfter(fields.Field[int | str]):
    """A number of working days, or "150 ngày" around the calendar."""

    def _deserialize(self, value: object, *_: object, **__: object) -> int | str:
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if isinstance(value, str) and value.removesuffix(" ngày").isdecimal():
            return value
        raise ValidationError("ghi số ngày làm việc, hoặc như “150 ngày”")


class _Outcome(_Strict):
    """Of a finished dossier."""

    outcome = fields.String(required=True, allow_none=True)
    results = fields.Integer(required=True)
    documents = fields.List(fields.String(), required=True)
    signatures = fields.Integer(required=True)
    due_after = _DueAfter()
    timeliness = fields.String(validate=validate.OneOf(("on_time", "late")))
    overdue = fields.List(fields.String())
    history = fields.List(fields.String(), required=True)


class _Outcomes(_Outcome):
    linked = fields.Dict(keys=fields.String(), values=fields.Nested(_Outcome), load_default=dict)


class ScenarioSchema(_Strict):
    """One scenario of the list."""

    name = fields.String(required=True)
    title = fields.String(required=True)
    starts = fields.Nested(_Starts, required=True)
    applicant = fields.Nested(_Party, required=True)
    submitter = fields.Nested(_Party, load_default=None, allow_none=True)
    papers = fields.List(fields.Nested(_Paper), load_default=list)
    acts = fields.List(fields.Nested(_Act), required=True, validate=validate.Length(min=1))
    expects = fields.Nested(_Outcomes, required=True)

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> Scenario:
        starts = data.pop("starts")
        return Scenario(
            **{
                **data,
                "papers": tuple(data["papers"]),
                "acts": tuple(data["acts"]),
                "weekday": WEEKDAYS.index(starts["weekday"]),
                "time": starts["time"],
            }
        )
