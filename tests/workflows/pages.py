"""Data for the shipped templates, and what a set page shows."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from engine.core.forms.definition import Field, FieldType
from engine.core.procedure import DocumentSpec
from engine.machine.qr import qr_svg
from signing.render.render import render
from signing.values import Rendered, Slot
from tests.workflows.shipped import Shipped

MM = 72 / 25.4
"""Points."""
A4 = (210 * MM, 297 * MM)
LOOKUP = "https://example.vn/t/Q7K2M9PX4TWC"
RENDERED_AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

FIELDS = {
    "ten_van_ban": "Giấy khai sinh",
    "nguoi_duoc_cap": "Trần Văn Thưởng",
    "so_quyen": "01/1998",
    "so_vao_so": "57",
    "ngay_vao_so": "1998-03-09",
    "noi_dung_so_goc": "Họ và tên: Trần Văn Thưởng.\nHọ và tên mẹ: Lê Thị Nguyệt.",
    "ly_do_tu_choi": "Sổ gốc không có thông tin về nội dung yêu cầu.",
    "noi_dung_bo_sung": "Văn bản ủy quyền.\nGiấy chứng tử.",
}


OPINION = {
    "unit": "Sở Xây dựng",
    "who": "Đặng Văn Nam",
    "value": "agreed",
    "text": "Nhất trí với đề nghị.",
    "at": "2026-11-20T09:00",
}
LATE = {
    "code": "H26.999-261116-0003",
    "procedure": "Cấp bản sao từ sổ gốc",
    "received_at": "2026-11-16T09:00",
    "due_at": "2026-11-23T09:00",
    "until": "2026-11-26T09:00",
}
VOTE = {
    "members": 5,
    "present": 5,
    "agree": 4,
    "against": 1,
    "abstain": 0,
    "conflicts": 0,
    "passed": True,
    "chair": "Lê Văn Chủ",
    "secretary": "Trần Thị Thư",
    "ballot": "secret",
}


def sample_data(each: Shipped, spec: DocumentSpec, **changes: Any) -> dict[str, Any]:
    """What a document of the bundle gets, with an answer to every question whatever hides it."""
    fields = {f.key: _sample(f) for form in each.forms.values() for f in form.fields}
    read_again = {key: value for key, value in FIELDS.items() if key in fields}
    return page_data(
        **{
            "symbol": spec.symbol,
            "sealed": spec.seal,
            "fields": {**fields, **read_again, **changes.pop("fields", {})},
            "opinions": [OPINION],
            "councils": dict.fromkeys(_councils(each), VOTE),
            **changes,
        }
    )


def _councils(each: Shipped) -> list[str]:
    steps = each.people_steps()
    return [e.path for e in steps if each.attributes(e).get("joint") == "council"]


def _sample(asked: Field) -> Any:
    match asked.type:
        case FieldType.CHOICE:
            return asked.options[0].value
        case FieldType.NUMBER | FieldType.INTEGER:
            return 8
        case FieldType.BOOLEAN:
            return True
        case FieldType.DATE:
            return "2026-11-20"
    return "Một đoạn viết tay.\nĐoạn thứ hai." if asked.multiline else "Nội dung"


def person(name: str, **known: str) -> dict[str, str | None]:
    blank = dict.fromkeys(("identity", "phone", "email", "address"))
    return {"full_name": name, **blank, **known}


def page_data(**changes: Any) -> dict[str, Any]:
    """What the engine hands to a template (head of `common/nd30.typ`), with `changes`."""
    return {
        "demo": False,
        "agency": "Ủy ban nhân dân phường Bến Nước",
        "agency_parent": None,
        "symbol": "BS-UBND",
        "place": "Bến Nước",
        "title": "Bản sao từ sổ gốc",
        "citations": [],
        "capacity": ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        "signer_name": "Phạm Thu Hà",
        "recipients": ["Người yêu cầu", "Lưu: VT, TP-HT"],
        "fields": FIELDS,
        "applicant": person("Trần Văn Thưởng", identity="001098012345"),
        "submitter": None,
        "extends": LATE,
        "dossier_code": "H26.999-261123-0007",
        "received_at": "2026-11-23T08:15",
        "lookup_url": LOOKUP,
        "qr_svg": qr_svg(LOOKUP),
        **changes,
    }


def slip_data(**changes: Any) -> dict[str, Any]:
    """The same with what the slips of the desk need beside it."""
    return page_data(
        desk="Bộ phận Tiếp nhận và Trả kết quả",
        procedure={"code": "2.000908", "title": "Cấp bản sao từ sổ gốc"},
        papers=[{"title": "Giấy tờ tùy thân", "copies": 1}],
        total="Trong ngày",
        due_at="2026-11-23T17:30",
        return_place="Bộ phận Một cửa",
        receiver_name="Nguyễn Thị Hoa",
        made_on="2026-11-23",
        supplement_until="2026-12-15",
    ) | dict(changes)


def set_page(each: Shipped, template: str, data: dict[str, Any], fonts: Path) -> Rendered:
    return render(each.files[template], each.libraries, data, fonts, (), RENDERED_AT)


def pages_of(pdf: bytes) -> list[str]:
    """The text of every page, laid out as it is seen; lines of one page joined by newlines."""
    tool = shutil.which("pdftotext")
    assert tool, "pdftotext is missing: install the package poppler-utils."
    done = subprocess.run([tool, "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def words(pdf: bytes) -> str:
    """All text with single spaces, so that line breaks do not matter."""
    return " ".join(" ".join(pages_of(pdf)).split())


def slots(rendered: Rendered) -> dict[str, Slot]:
    return {slot.name: slot for slot in rendered.slots}
