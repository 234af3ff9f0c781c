"""The keys of a file of the demonstration's agencies, and nothing but these keys.

units:       [{key, code, kind, name, parent, collective, abbreviation, place}]
seats:       [{login, unit, full_name, title, rank, roles, powers, says, identity, assists}]
competences: [{key, procedure, unit, seat, collective, powers, legal_basis, from}]
heads:       [{procedure, powers, legal_basis}]      of every unit that has a head
instruments: [{key, number, issued, kind, issuer, legal_basis, from, to, deputies_may_sign,
               grants: [{from, to, procedures, powers, scope}]}]
procedures:  [{slug, unit, parties, instrument}]

`parent`, `unit` and `parties` name units by key, `seat`, `assists`, `issuer` and `from` people by
login,
`to` either. Days are local; an instrument's `to` is its last day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from marshmallow import ValidationError, fields, post_load
from marshmallow.validate import Length, Regexp

from bpmn.expressions import ExpressionError, parse
from engine.core.authority.register import GrantKind, Power, Rank
from engine.core.authority.unit_kinds import UnitKind
from engine.core.schema_problems import Flag, Listing, Part, Strict, Text, said
from engine.core.vietnamese import LOCAL
from engine.simulate.demo.values import (
    BEGINNING,
    Agency,
    BindingTold,
    CompetenceTold,
    GrantTold,
    InstrumentTold,
    Seat,
)

_NAME = Regexp(
    r"[a-z][a-z0-9_]*\Z", error="“{input}” không đúng dạng; hãy dùng chữ thường không dấu, số và _."
)
_CODE = Regexp(
    r"[A-Z0-9]+(\.[A-Z0-9]+)*\Z", error="“{input}” không là mã định danh; hãy ghi dạng H26.901."
)
_FILLED = Length(min=1, error="Chỗ này để trống; hãy ghi giá trị.")


class _Name(Text):
    def __init__(self, **rest: Any) -> None:
        super().__init__(validate=_NAME, **rest)


class _Words(Text):
    def __init__(self, **rest: Any) -> None:
        super().__init__(validate=_FILLED, **rest)


class _Member(fields.Field[StrEnum]):
    """One of the words of an enumeration."""

    def __init__(self, words: type[StrEnum], **rest: Any) -> None:
        wrong = f"Giá trị không dùng được; hãy dùng một trong: {', '.join(words)}."
        super().__init__(error_messages=said(wrong), **rest)
        self._words = words

    def _deserialize(self, value: Any, attr: str | None, data: Any, **rest: Any) -> StrEnum:
        try:
            return self._words(value)
        except ValueError:
            raise self.make_error("invalid") from None


class _Day(fields.Field[datetime]):
    """The local midnight with which a day begins."""

    def __init__(self, **rest: Any) -> None:
        wrong = "Không phải là ngày; hãy ghi dạng 2025-11-06, không có giờ."
        super().__init__(error_messages=said(wrong), **rest)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **rest: Any) -> datetime:
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.make_error("invalid")
        return datetime.combine(value, time(), LOCAL)


def _powers() -> Listing:
    return Listing(_Member(Power), required=True)


class _Unit(Strict):
    key = _Name(required=True)
    code = Text(required=True, validate=_CODE)
    kind = _Member(UnitKind, load_default=UnitKind.OTHER)
    name = _Words(required=True)
    parent = _Name(required=True, allow_none=True)
    collective = _Words(required=True, allow_none=True)
    abbreviation = _Words(required=True)
    place = _Words(required=True)

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> Agency:
        return Agency(**data)


class _Seat(Strict):
    login = _Name(required=True)
    unit = _Name(required=True)
    full_name = _Words(required=True)
    title = _Words(required=True)
    rank = _Member(Rank, required=True)
    roles = Listing(_Name(), required=True)
    powers = _powers()
    says = _Words(required=True)
    given_identity = _Words(data_key="identity", load_default=None)
    assists = _Name(load_default=None)

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> Seat:
        return Seat(**_tuples(data, "roles", "powers"))


class _Competence(Strict):
    key = _Name(load_default=None)
    procedure = _Words(required=True)
    unit = _Name(required=True)
    seat = _Name(required=True)
    collective = Flag(required=True)
    powers = _powers()
    legal_basis = _Words(required=True)
    begins = _Day(data_key="from", load_default=BEGINNING)

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> CompetenceTold:
        data["key"] = data["key"] or "{procedure}:{unit}:{seat}".format(**data)
        return CompetenceTold(**_tuples(data, "powers"))


class HeadsSchema(Strict):
    """What the head of every unit may do: the office's own procedures."""

    procedure = _Words(required=True)
    powers = _powers()
    legal_basis = _Words(required=True)


class _Grant(Strict):
    giver = _Name(data_key="from", required=True)
    to = _Name(required=True)
    procedures = Listing(_Words(), required=True, allow_none=True)
    powers = _powers()
    scope = _Words(required=True, allow_none=True)

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> GrantTold:
        if data["scope"] is not None:
            try:
                parse(data["scope"])
            except ExpressionError as error:
                raise ValidationError(error.sentence, "scope") from None
        return GrantTold(**_tuples(data, "procedures", "powers"))


class _Instrument(Strict):
    key = _Name(required=True)
    number = _Words(required=True)
    issued = _Day(required=True)
    kind = _Member(GrantKind, required=True)
    issuer = _Name(required=True)
    legal_basis = _Words(required=True)
    begins = _Day(data_key="from", load_default=None)
    ends = _Day(data_key="to", load_default=None, allow_none=True)
    deputies_may_sign = Flag(load_default=True)
    grants = Listing(Part(_Grant), required=True)

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> InstrumentTold:
        data["begins"] = data["begins"] or data["issued"]
        if data["ends"] is not None:
            data["ends"] += timedelta(days=1)
            if data["ends"] <= data["begins"]:
                said = "Ngày hết hiệu lực trước ngày có hiệu lực; hãy sửa một trong hai."
                raise ValidationError(said, "to")
        return InstrumentTold(**_tuples(data, "grants"))


class _Binding(Strict):
    slug = _Words(required=True)
    unit = _Name(required=True)
    parties = fields.Dict(
        keys=_Name(),
        values=_Name(),
        required=True,
        error_messages=said("Chỗ này phải gồm tên bên tham gia và khóa đơn vị; hãy sửa lại."),
    )
    instrument = _Name(required=True, allow_none=True)

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> BindingTold:
        return BindingTold(**data)


class DemoSchema(Strict):
    """One file; every section may be missing."""

    units = Listing(Part(_Unit), load_default=list)
    seats = Listing(Part(_Seat), load_default=list)
    competences = Listing(Part(_Competence), load_default=list)
    heads = Listing(Part(HeadsSchema), load_default=list)
    instruments = Listing(Part(_Instrument), load_default=list)
    procedures = Listing(Part(_Binding), load_default=list)


def _tuples(data: dict[str, Any], *names: str) -> dict[str, Any]:
    listed: Iterable[str] = (name for name in names if data[name] is not None)
    return {**data, **{name: tuple(data[name]) for name in listed}}
