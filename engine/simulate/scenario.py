"""A scenario: a story told beside a procedure, with what must come of it.

The grammar stands at the top of each `scenario.yaml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from marshmallow import Schema, ValidationError, fields, post_load, validate

from engine.core.bundle_paths import SCENARIOS
from engine.core.dossier import Party
from engine.errors import TrinhKyError

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DOINGS = ("receive", "complete", "sign", "seal", "machine", "supplement", "clock")


class ScenarioFaulty(TrinhKyError):
    """A scenario file that cannot be read; the sentence names file and place."""


@dataclass(frozen=True, slots=True)
class PaperGiven:
    component: str
    name: str


@dataclass(frozen=True, slots=True)
class ActTold:
    """One act. `at` is "HH:MM" or "+N HH:MM"; None = one minute after the act before."""

    do: str
    actor: str | None
    at: str | None
    step: str | None
    answers: dict[str, Any]
    papers: tuple[PaperGiven, ...]
    expects: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scenario:
    name: str
    title: str
    weekday: int
    """0 = Monday."""
    time: str
    applicant: Party
    submitter: Party | None
    papers: tuple[PaperGiven, ...]
    acts: tuple[ActTold, ...]
    expects: dict[str, Any]


class _Paper(Schema):
    component = fields.String(required=True)
    name = fields.String(required=True)

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> PaperGiven:
        return PaperGiven(**data)


class _Party(Schema):
    full_name = fields.String(required=True)
    identity = fields.String(load_default=None, allow_none=True)
    phone = fields.String(load_default=None, allow_none=True)
    email = fields.String(load_default=None, allow_none=True)
    address = fields.String(load_default=None, allow_none=True)

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> Party:
        return Party(**data)


class _Expected(Schema):
    """Of one act."""

    waits = fields.List(fields.String())
    capacity = fields.List(fields.String())
    status = fields.String()


class _Act(Schema):
    do = fields.String(required=True, validate=validate.OneOf(DOINGS))
    actor = fields.String(data_key="as", load_default=None)
    at = fields.String(load_default=None, validate=validate.Regexp(r"^(\+\d{1,2} )?\d{2}:\d{2}$"))
    step = fields.String(load_default=None)
    answers = fields.Dict(keys=fields.String(), load_default=dict)
    papers = fields.List(fields.Nested(_Paper), load_default=list)
    expects = fields.Nested(_Expected, load_default=dict)

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> ActTold:
        return ActTold(**{**data, "papers": tuple(data["papers"])})


class _Starts(Schema):
    weekday = fields.String(required=True, validate=validate.OneOf(WEEKDAYS))
    time = fields.String(required=True, validate=validate.Regexp(r"^\d{2}:\d{2}$"))


class _Outcome(Schema):
    """Of the finished dossier."""

    outcome = fields.String(required=True)
    results = fields.Integer(required=True)
    documents = fields.List(fields.String(), required=True)
    signatures = fields.Integer(required=True)
    due_after = fields.Integer()
    timeliness = fields.String(validate=validate.OneOf(("on_time", "late")))
    history = fields.List(fields.String(), required=True)


class _Scenario(Schema):
    name = fields.String(required=True)
    title = fields.String(required=True)
    starts = fields.Nested(_Starts, required=True)
    applicant = fields.Nested(_Party, required=True)
    submitter = fields.Nested(_Party, load_default=None, allow_none=True)
    papers = fields.List(fields.Nested(_Paper), load_default=list)
    acts = fields.List(fields.Nested(_Act), required=True, validate=validate.Length(min=1))
    expects = fields.Nested(_Outcome, required=True)

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


def read_scenarios(folder: Path) -> tuple[Scenario, ...]:
    """The scenarios beside a procedure; () when there is no file. Raises ScenarioFaulty."""
    path = folder / SCENARIOS
    if not path.is_file():
        return ()
    try:
        loaded = _Scenario(many=True).load(yaml.safe_load(path.read_text(encoding="utf-8")))
    except yaml.YAMLError as fault:
        raise ScenarioFaulty(f"{path.name} của “{folder.name}” không là YAML: {fault}.") from fault
    except ValidationError as fault:
        raise ScenarioFaulty(
            f"{path.name} của “{folder.name}” có chỗ chưa đúng: {fault.messages}."
        ) from fault
    return tuple(loaded)
