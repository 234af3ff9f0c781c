"""The words that stand in cells of closed lists, and what is stored for each."""

from __future__ import annotations

from engine.core.authority import unit_kinds
from engine.core.authority.register import GrantKind, InstrumentState, Power, Rank

POWERS = {
    "tiếp nhận": Power.RECEIVE,
    "thẩm định": Power.APPRAISE,
    "quyết định": Power.DECIDE,
    "ký": Power.SIGN,
    "đóng dấu": Power.SEAL,
}
RANKS = {
    "người đứng đầu": Rank.HEAD,
    "cấp phó": Rank.DEPUTY,
    "công chức": Rank.STAFF,
}
LEVELS = {"cấp tỉnh": "province", "cấp xã": "commune"}
KINDS = {
    "phân cấp": GrantKind.DEVOLUTION,
    "ủy quyền": GrantKind.DELEGATION,
    "thừa ủy quyền": GrantKind.SIGNING_DELEGATION,
    "thừa lệnh": GrantKind.BY_ORDER,
    "ký thay": GrantKind.DEPUTY,
    "giao phụ trách": GrantKind.DEPUTY_IN_CHARGE,
    "ủy quyền cho công chức": GrantKind.COMMUNE_DELEGATION,
    "xử lý thay": GrantKind.ABSENCE_COVER,
}
STATES = {
    "dự thảo": InstrumentState.DRAFT,
    "đã thẩm định": InstrumentState.REVIEWED,
    "có hiệu lực": InstrumentState.IN_FORCE,
    "tạm ngưng": InstrumentState.SUSPENDED,
    "thu hồi": InstrumentState.REVOKED,
}
ON_END = {
    "giải quyết xong hồ sơ đã nhận": "finish_started",
    "chuyển về người giao": "return_to_delegator",
    "dừng lại": "freeze",
}
UNIT_KINDS = {words: str(kind) for kind, words in unit_kinds.KINDS.items()}
