"""The sheets of a register's workbook: what each is called, its columns, how each cell is read.

Every sheet may be missing. A column that is missing leaves what the register knows as it is; an
empty cell says that there is nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.core.register_file import cells, days
from engine.core.register_file import vocabulary as v
from engine.core.register_file.cells import Reader


@dataclass(frozen=True, slots=True)
class Column:
    """`key` is the record's column, or `_name` for what is looked up first."""

    key: str
    title: str
    read: Reader
    required: bool = False
    also: tuple[str, ...] = ()
    """Other headings under which offices keep it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """`table` is the record's; `key` are the columns by which a line is told from others."""

    table: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    also: tuple[str, ...] = ()


def _must(key: str, title: str, read: Reader, *also: str) -> Column:
    return Column(key, title, read, True, also)


def _may(key: str, title: str, read: Reader, *also: str) -> Column:
    return Column(key, title, read, False, also)


_FROM = _must("valid_from", "Từ ngày", days.day, "Hiệu lực từ", "Ngày có hiệu lực")
_TO = _may("valid_to", "Đến hết ngày", days.last_day, "Đến ngày", "Ngày hết hiệu lực")
_UNIT = _must("_unit", "Mã đơn vị", cells.code, "Mã định danh đơn vị")
_SEAT = _must("_position", "Mã vị trí", cells.code)
_PERSON = _must("_person", "Số định danh", cells.identity, "Số CCCD", "Số căn cước")
_PROCEDURE = _must("procedure", "Mã thủ tục", cells.procedure, "Mã TTHC")
_GIVEN = _must("powers", "Quyền", cells.choices(v.POWERS), "Quyền hạn")

UNITS = Sheet(
    "unit",
    "Đơn vị",
    (
        _must("code", "Mã định danh", cells.code, "Mã đơn vị"),
        _must("name", "Tên đơn vị", cells.text, "Tên"),
        _may("_parent", "Trực thuộc", cells.code, "Mã đơn vị cấp trên"),
        _may("collective_name", "Tên tập thể", cells.text),
        _may("abbreviation", "Tên viết tắt", cells.text, "Viết tắt"),
        _may("place", "Địa danh", cells.text),
        _may("kind", "Loại đơn vị", cells.choice(v.UNIT_KINDS), "Loại"),
        _FROM,
        _TO,
    ),
    ("code",),
    ("Cơ quan đơn vị",),
)
POSITIONS = Sheet(
    "position",
    "Vị trí",
    (
        _must("_position", "Mã vị trí", cells.code),
        _UNIT,
        _must("title", "Chức danh", cells.text, "Chức vụ"),
        _must("rank", "Cấp", cells.choice(v.RANKS), "Cấp bậc"),
        _may("roles", "Vai trò", cells.listed),
        _may("powers", "Quyền theo vị trí", cells.choices(v.POWERS)),
        _FROM,
        _TO,
    ),
    ("_position",),
    ("Vị trí việc làm", "Chức vụ"),
)
PERSONS = Sheet(
    "person",
    "Người",
    (
        _must("identity", "Số định danh", cells.identity, "Số CCCD", "Số căn cước"),
        _must("full_name", "Họ và tên", cells.text, "Họ tên"),
        _may("qualifications", "Trình độ", cells.listed),
    ),
    ("identity",),
    ("Cán bộ", "Cán bộ công chức"),
)
APPOINTMENTS = Sheet(
    "appointment",
    "Bổ nhiệm",
    (_PERSON, _SEAT, _may("acting", "Quyền (Q.)", cells.flag, "Quyền"), _FROM, _TO),
    ("_person", "_position", "valid_from"),
)
PROCEDURES = Sheet(
    "procedure",
    "Thủ tục",
    (
        _must("code", "Mã thủ tục", cells.procedure, "Mã TTHC"),
        _must("title", "Tên thủ tục", cells.text, "Tên TTHC"),
        _must("field", "Lĩnh vực", cells.text),
        _must("level", "Cấp", cells.choice(v.LEVELS), "Cấp giải quyết"),
        _may("legal_total", "Thời hạn", cells.text, "Thời hạn giải quyết"),
        _FROM,
        _TO,
    ),
    ("code",),
    ("Thủ tục hành chính", "TTHC"),
)
COMPETENCES = Sheet(
    "competence",
    "Thẩm quyền",
    (
        _PROCEDURE,
        _UNIT,
        _SEAT,
        _may("collective", "Thay mặt tập thể", cells.flag, "Tập thể"),
        _GIVEN,
        _must("legal_basis", "Căn cứ", cells.text, "Căn cứ pháp lý"),
        _FROM,
        _TO,
    ),
    ("procedure", "_unit", "_position"),
)
INSTRUMENTS = Sheet(
    "instrument",
    "Văn bản",
    (
        _must("number", "Số hiệu", cells.text, "Số văn bản"),
        _must("issued_on", "Ngày ban hành", days.day),
        _must("kind", "Loại", cells.choice(v.KINDS), "Loại văn bản"),
        _must("_issuer", "Vị trí ban hành", cells.code, "Mã vị trí ban hành"),
        _must("legal_basis", "Căn cứ", cells.text, "Căn cứ pháp lý"),
        _may("state", "Trạng thái", cells.choice(v.STATES)),
        _may("state_since", "Trạng thái từ ngày", days.day),
        _may("exclusive", "Giao hẳn", cells.flag),
        _may("deputies_may_sign", "Cấp phó được ký thay", cells.flag),
        _may("on_end", "Khi hết hiệu lực", cells.choice(v.ON_END)),
        _may("_supersedes", "Thay thế văn bản", cells.text),
        _FROM,
        _TO,
    ),
    ("number", "_issuer", "issued_on"),
    ("Văn bản giao quyền", "Quyết định"),
)
GRANTS = Sheet(
    "grant",
    "Giao quyền",
    (
        _must("_number", "Số hiệu văn bản", cells.text, "Số hiệu"),
        _may("_issued_on", "Ngày ban hành", days.day),
        _must("_line", "Dòng", cells.whole, "Số thứ tự", "STT"),
        _must("_from", "Vị trí giao", cells.code, "Mã vị trí giao"),
        _may("_to_position", "Vị trí nhận", cells.code, "Mã vị trí nhận"),
        _may("_to_unit", "Đơn vị nhận", cells.code, "Mã đơn vị nhận"),
        _may("_to_person", "Người nhận", cells.identity, "Số định danh người nhận"),
        _may("qualification", "Trình độ yêu cầu", cells.text),
        _may("procedures", "Mã thủ tục", cells.procedures, "Các thủ tục"),
        _GIVEN,
        _may("scope", "Điều kiện", cells.scope, "Phạm vi"),
        Column("valid_from", _FROM.title, days.day, False, _FROM.also),
        _TO,
    ),
    ("_number", "_issued_on", "_from", "_line"),
    ("Dòng giao quyền", "Ủy quyền"),
)
PLANS = Sheet(
    "delegation_plan",
    "Phương án",
    (
        _must("code", "Mã phương án", cells.code, "Số phương án"),
        _PROCEDURE,
        _must("_unit", "Đơn vị nhận", cells.code, "Mã đơn vị nhận"),
        _must("planned_number", "Quyết định phê duyệt phương án", cells.text),
        _must("planned_on", "Ngày phê duyệt phương án", days.day),
        _may("_delegated_number", "Quyết định ủy quyền", cells.text),
        _may("_delegated_on", "Ngày quyết định ủy quyền", days.day),
        _may("republished_number", "Quyết định công bố thủ tục", cells.text),
        _may("republished_on", "Ngày công bố thủ tục", days.day),
        _may("approved_number", "Quyết định phê duyệt quy trình nội bộ", cells.text),
        _may("approved_on", "Ngày phê duyệt quy trình nội bộ", days.day),
        _TO,
    ),
    ("code",),
    ("Phương án ủy quyền",),
)
SHEETS = (
    UNITS, POSITIONS, PERSONS, APPOINTMENTS, PROCEDURES, COMPETENCES, INSTRUMENTS, GRANTS, PLANS,
)  # fmt: skip
"""In the order in which they refer to each other."""
