"""`trinhky load calendar`: a file in force, its years said, open dossiers counted anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.outside.outside import Outside
from engine.settings import Settings
from engine.simulate.office_hours import FILE
from tests.engine.store.factory import census
from tests.web.commands.conftest import Command


@pytest.fixture
def environ(settings: Settings) -> dict[str, str]:
    return {
        "TRINHKY_DATABASE_URL": str(settings.database_url),
        "TRINHKY_REDIS_URL": str(settings.redis_url),
    }


def test_a_calendar_is_put_in_force_and_its_years_are_said(
    command: Command, environ: dict[str, str]
) -> None:
    said = command("load", "calendar", FILE, "--decision", "1/QĐ-UBND", "--past", **environ)
    assert said.code == 0
    assert "2026: 9441/TB-BNV" in said.output
    assert "2027: dự kiến" in said.output
    assert "office_hours.yaml: đã áp dụng (bản 2)" in said.output
    assert "Đã tính lại 0/0 hồ sơ, 0 hồ sơ đổi hạn." in said.output
    again = command("load", "calendar", FILE, "--decision", "1/QĐ-UBND", **environ)
    assert again.code == 0
    assert "office_hours.yaml: không đổi (bản 2)" in again.output


def test_what_cannot_be_loaded_is_said_in_one_sentence_and_changes_nothing(
    command: Command, outside: Outside, environ: dict[str, str], tmp_path: Path
) -> None:
    with outside.sessions() as session:
        before = census(session)
    broken = tmp_path / "lich.yaml"
    broken.write_text("years: {2026: x}\n")
    rewritten = tmp_path / "lich_cu.yaml"
    rewritten.write_bytes(FILE.read_bytes() + b"days: {2025-03-03: []}\n")
    for path, *options, sentence in (
        (broken, "hours: Thiếu khóa này"),
        (rewritten, "đổi ngày đã qua (03/03/2025)"),
        (FILE, "--unit", "H00", "Không có đơn vị nào mang mã H00"),
    ):
        said = command("load", "calendar", path, *options, **environ)
        assert said.code == 4
        assert sentence in said.output
        assert "\n" not in said.output
    with outside.sessions() as session:
        assert census(session) == before
