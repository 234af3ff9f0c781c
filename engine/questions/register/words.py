"""What instruments are called on pages: kinds, states, what was done to them."""

from __future__ import annotations

from enum import StrEnum

from engine.core.authority.register import GrantKind, Power
from engine.say import marked, say

KINDS = {
    GrantKind.DELEGATION: marked("Ủy quyền giữa các cơ quan"),
    GrantKind.DEVOLUTION: marked("Phân cấp"),
    GrantKind.COMMUNE_DELEGATION: marked("Ủy quyền cho công chức cấp xã"),
    GrantKind.SIGNING_DELEGATION: marked("Ký thừa ủy quyền (TUQ.)"),
    GrantKind.BY_ORDER: marked("Ký thừa lệnh (TL.)"),
    GrantKind.DEPUTY: marked("Phân công cấp phó ký thay (KT.)"),
    GrantKind.DEPUTY_IN_CHARGE: marked("Giao cấp phó phụ trách"),
    GrantKind.ABSENCE_COVER: marked("Xử lý thay khi vắng mặt"),
}
KIND_NOTES = {
    GrantKind.DELEGATION: marked("Bên nhận ký bằng chức danh và con dấu của mình; có thời hạn."),
    GrantKind.DEVOLUTION: marked("Thành thẩm quyền của chính bên nhận."),
    GrantKind.COMMUNE_DELEGATION: marked("Chủ tịch giao cho công chức được nêu tên."),
    GrantKind.SIGNING_DELEGATION: marked(
        "Người đứng đầu giao trưởng đơn vị bên trong ký; con dấu của cơ quan giao."
    ),
    GrantKind.BY_ORDER: marked("Trưởng đơn vị bên trong ký theo lệnh người đứng đầu."),
    GrantKind.DEPUTY: marked("Người đứng đầu phân công cấp phó ký thay mình."),
    GrantKind.DEPUTY_IN_CHARGE: marked("Khi ghế người đứng đầu đang trống."),
}
POWERS = {
    Power.DECIDE: marked("quyết định (ký kết quả)"),
    Power.SIGN: marked("ký văn bản khác"),
}
ON_END = {
    "return_to_delegator": marked("Chuyển hồ sơ dở dang về bên giao"),
    "finish_started": marked("Bên nhận làm tiếp hồ sơ đã nhận"),
    "freeze": marked("Giữ nguyên, chờ quyết định"),
}


class Standing(StrEnum):
    """Where an instrument stands today; the last four follow from dates."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    COMING = "coming"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"


STANDINGS = {
    Standing.DRAFT: marked("dự thảo"),
    Standing.REVIEWED: marked("đã thẩm định"),
    Standing.IN_FORCE: marked("đang có hiệu lực"),
    Standing.SUSPENDED: marked("đang tạm ngưng"),
    Standing.REVOKED: marked("đã thu hồi"),
    Standing.COMING: marked("chưa đến ngày hiệu lực"),
    Standing.EXPIRED: marked("đã hết hiệu lực"),
    Standing.SUPERSEDED: marked("đã bị thay thế"),
}
TONES = {
    Standing.IN_FORCE: "good",
    Standing.SUSPENDED: "trouble",
    Standing.REVOKED: "trouble",
}
_EVENTS = {
    ("instrument", "entered"): marked("Nhập dự thảo"),
    ("instrument", "corrected"): marked("Sửa dự thảo"),
    ("instrument", "struck"): marked("Bỏ dự thảo"),
    ("instrument", "fell_back"): marked("Trở lại dự thảo vì có dòng được sửa"),
    ("instrument", "file_attached"): marked("Tải tệp văn bản lên"),
    ("instrument", "reviewed"): marked("Thẩm định"),
    ("instrument", "put_in_force"): marked("Đưa vào hiệu lực"),
    ("instrument", "suspended"): marked("Tạm ngưng"),
    ("instrument", "resumed"): marked("Khôi phục"),
    ("instrument", "revoked"): marked("Thu hồi"),
    ("grant", "entered"): marked("Thêm dòng giao quyền"),
    ("grant", "corrected"): marked("Sửa dòng giao quyền"),
    ("grant", "struck"): marked("Bỏ dòng giao quyền"),
    ("commitment", "entered"): marked("Ghi cam kết"),
    ("commitment", "corrected"): marked("Sửa cam kết"),
    ("commitment", "struck"): marked("Bỏ cam kết"),
    ("commitment_attestation", "entered"): marked("Xác nhận cam kết"),
    ("competence", "entered"): marked("Nhập thẩm quyền"),
    ("competence", "corrected"): marked("Sửa thẩm quyền"),
    ("competence", "ended"): marked("Kết thúc thẩm quyền"),
}


def kind_words(kind: str) -> str:
    """`Ký thừa lệnh (TL.)`."""
    return say(KINDS[GrantKind(kind)])


def event_words(table: str, kind: str) -> str:
    """What was done, to what; the name of an act that this release does not know, as it is."""
    return say(_EVENTS[table, kind]) if (table, kind) in _EVENTS else kind
