"""`trinhky load register`, `authority summary`, `simulate register` as they are called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.core.vietnamese import format_date
from engine.outside.outside import Outside
from engine.settings import Settings
from tests.engine.store.factory import census
from tests.factories.register_book import city, xlsx
from tests.web.commands.conftest import Command


@pytest.fixture
def environ(settings: Settings) -> dict[str, str]:
    return {
        "TRINHKY_DATABASE_URL": str(settings.database_url),
        "TRINHKY_REDIS_URL": str(settings.redis_url),
    }


def test_a_dry_run_shows_the_difference_and_a_load_makes_it(
    command: Command, outside: Outside, environ: dict[str, str], tmp_path: Path
) -> None:
    with outside.sessions() as session:
        before = census(session)
    file = tmp_path / "danh-muc.xlsx"
    file.write_bytes(xlsx(city()))
    tried = command("load", "register", file, "--dry-run", **environ)
    assert tried.code == 0
    assert "  + Phương án PA1\n" in tried.output
    assert "Đơn vị: 2 mới, 0 sửa, 0 kết thúc, 0 không đổi\n" in tried.output
    assert tried.output.endswith("danh-muc.xlsx: chạy thử, chưa ghi gì\n")
    with outside.sessions() as session:
        assert census(session) == before
    assert "danh-muc.xlsx: đã nạp" in command("load", "register", file, **environ).output
    assert "danh-muc.xlsx: không đổi" in command("load", "register", file, **environ).output
    told = command("authority", "summary", "--json", **environ)
    assert json.loads(told.output) == {
        "procedures": 3, "plans": 2, "planned": 2, "delegated": 1, "internal_procedures": 1,
        "undelegated": 1, "two_delegates": 0,
    }  # fmt: skip
    assert "1 thủ tục đã ủy quyền\n" in command("authority", "summary", **environ).output


def test_csv_of_a_folder_is_the_same_register(
    command: Command, environ: dict[str, str], tmp_path: Path
) -> None:
    for name, cells in city().items():
        lines = (";".join(_written(cell) for cell in row) for row in cells)
        (tmp_path / f"{name}.csv").write_text("\n".join(lines).replace("quyết định; ký", "ký"))
    assert "đã nạp" in command("load", "register", tmp_path, **environ).output


def _written(cell: object) -> str:
    return "" if cell is None else format_date(cell) if hasattr(cell, "day") else str(cell)  # type: ignore[arg-type]


def test_every_wrong_place_is_named_and_nothing_is_taken(
    command: Command, outside: Outside, environ: dict[str, str], tmp_path: Path
) -> None:
    with outside.sessions() as session:
        before = census(session)
    rows = city()
    rows["Đơn vị"][2][4] = "32/01/2025"
    rows["Người"][1][0] = "12"
    file = tmp_path / "danh-muc.xlsx"
    file.write_bytes(xlsx(rows))
    said = command("load", "register", file, **environ)
    assert said.code == 1
    assert said.output.splitlines() == [
        "  LỖI Trang “Đơn vị”, dòng 3, cột “Từ ngày”: không có ngày “32/01/2025” trong lịch; hãy "
        "sửa lại ngày.",
        "  LỖI Trang “Người”, dòng 2, cột “Số định danh”: “12” không là số định danh; hãy ghi đủ "
        "12 chữ số.",
        "Tệp có 2 chỗ sai nên chưa có gì được ghi; hãy sửa theo danh sách rồi nạp lại.",
    ]
    with outside.sessions() as session:
        assert census(session) == before


def test_what_is_no_register_is_refused_in_one_sentence(
    command: Command, environ: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "anh.xlsx"
    file.write_bytes(b"\x89PNG\x00\x00")
    said = command("load", "register", file, **environ)
    assert said.code == 4
    assert "không phải bảng tính .xlsx hay CSV mã UTF-8" in said.output
    assert "\n" not in said.output
