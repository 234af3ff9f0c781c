"""Ranks, powers and roles of seats in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable

from engine.core.authority.register import Power, Rank
from engine.core.authority.words import POWERS
from engine.say import marked, say

RANKS = {
    Rank.HEAD: marked("Cấp trưởng"),
    Rank.DEPUTY: marked("Cấp phó"),
    Rank.STAFF: marked("Chuyên viên, công chức"),
}

#: Roles that the shipped procedures name, and those of this system; others are shown as written.
ROLES = {
    "admin": marked("quản trị tài khoản"),
    "assistant": marked("giúp việc người ký"),
    "civil_status": marked("tư pháp – hộ tịch"),
    "division_head": marked("lãnh đạo phòng"),
    "leader": marked("lãnh đạo ký duyệt"),
    "member": marked("ủy viên hội đồng"),
    "office_division_head": marked("lãnh đạo phòng của Văn phòng"),
    "office_head": marked("lãnh đạo Văn phòng"),
    "office_specialist": marked("chuyên viên Văn phòng"),
    "one_stop": marked("Bộ phận Một cửa"),
    "one_stop_head": marked("phụ trách Bộ phận Một cửa"),
    "operator": marked("vận hành hệ thống"),
    "registrar": marked("quản trị thẩm quyền"),
    "reporter": marked("xem báo cáo"),
    "secretary": marked("thư ký hội đồng"),
    "secretary_group": marked("tổ thư ký"),
    "specialist": marked("chuyên viên thẩm định"),
    "van_thu": marked("văn thư"),
}


def rank_words(rank: str) -> str:
    return say(RANKS[Rank(rank)])


def power_words(powers: Iterable[str]) -> tuple[str, ...]:
    """What the seat itself lets its holder do."""
    return tuple(say(POWERS[Power(power)]) for power in powers)


def role_words(roles: Iterable[str]) -> tuple[str, ...]:
    """What the seat does in diagrams."""
    return tuple(say(ROLES[role]) if role in ROLES else role for role in roles)
