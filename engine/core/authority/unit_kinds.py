"""Kinds of unit, and under what the law lets each stand.

Luật TCCQĐP 72/2025/QH15: from 1 July 2025 there are two levels, the province and the commune; the
districts ended. What is inside an agency stands under it.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from engine.core.vietnamese import LOCAL, format_date
from engine.say import marked, say


class UnitKind(StrEnum):
    MINISTRY = "ministry"
    PROVINCE = "province"
    DEPARTMENT = "department"
    DISTRICT = "district"
    COMMUNE = "commune"
    DIVISION = "division"
    SERVICE = "service"
    OTHER = "other"
    """Entered before kinds were asked, or by an import that does not say; judged by nothing."""


#: What each is called.
KINDS = {
    UnitKind.MINISTRY: marked("Bộ, cơ quan ngang bộ"),
    UnitKind.PROVINCE: marked("Ủy ban nhân dân cấp tỉnh"),
    UnitKind.DEPARTMENT: marked("Sở, cơ quan chuyên môn"),
    UnitKind.DISTRICT: marked("Ủy ban nhân dân cấp huyện (đến hết 30/06/2025)"),
    UnitKind.COMMUNE: marked("Ủy ban nhân dân cấp xã"),
    UnitKind.DIVISION: marked("Phòng, ban, văn phòng của một cơ quan"),
    UnitKind.SERVICE: marked("Đơn vị sự nghiệp, trung tâm"),
    UnitKind.OTHER: marked("Loại khác"),
}

DISTRICTS_END = datetime(2025, 7, 1, tzinfo=LOCAL)
"""The first moment without districts."""

_K = UnitKind
_TOP = frozenset({_K.MINISTRY, _K.PROVINCE})
_UNDER = {
    _K.DEPARTMENT: frozenset({_K.MINISTRY, _K.PROVINCE, _K.OTHER}),
    _K.DISTRICT: frozenset({_K.PROVINCE, _K.OTHER}),
    _K.COMMUNE: frozenset({_K.PROVINCE, _K.DISTRICT, _K.OTHER}),
    _K.DIVISION: frozenset(_K),
    _K.SERVICE: frozenset(_K),
    _K.OTHER: frozenset(_K),
}


def unlawful_place(
    kind: UnitKind, parent: UnitKind | None, begins: datetime, ends: datetime | None
) -> str | None:
    """Why a unit of this kind cannot stand there then, in one sentence; None when it can."""
    if kind is _K.DISTRICT and (ends is None or ends > DISTRICTS_END):
        return say(
            "Cấp huyện chỉ có đến hết ngày 30/06/2025 (Luật Tổ chức chính quyền địa phương "
            "72/2025/QH15); hãy ghi ngày kết thúc."
        )
    if kind in _TOP:
        return None if parent is None else _never_under(kind, parent)
    if parent is None:
        if kind is _K.OTHER:
            return None
        return say(
            "“%(kind)s” phải thuộc một cơ quan; hãy chọn đơn vị cấp trên.", kind=say(KINDS[kind])
        )
    if parent not in _UNDER[kind]:
        return _never_under(kind, parent)
    if kind is _K.COMMUNE and parent is _K.DISTRICT and (ends is None or ends > DISTRICTS_END):
        return say(
            "Từ ngày %(day)s cấp xã trực thuộc cấp tỉnh; hãy chọn đơn vị cấp tỉnh.",
            day=format_date(DISTRICTS_END),
        )
    return None


def _never_under(kind: UnitKind, parent: UnitKind) -> str:
    return say(
        "“%(kind)s” không đứng dưới “%(parent)s” được; hãy chọn đơn vị cấp trên khác hoặc loại "
        "đơn vị khác.",
        kind=say(KINDS[kind]),
        parent=say(KINDS[parent]),
    )
