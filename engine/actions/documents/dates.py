"""What is written into the fields of number and date with the last signature."""

from __future__ import annotations

from datetime import datetime

from engine.core.vietnamese import LOCAL


def date_fields(at: datetime) -> dict[str, str]:
    """Days below 10 and the months 1 and 2 carry a zero (Nghị định 30/2020/NĐ-CP, Phụ lục I,
    Mục II, khoản 4). `at` is the moment under which the signing attempt stands."""
    day = at.astimezone(LOCAL)
    return {
        "NgayVB": f"{day.day:02d}",
        "ThangVB": f"{day.month:02d}" if day.month < 3 else str(day.month),
        "NamVB": str(day.year),
    }


def number_and_date(number: int, at: datetime) -> dict[str, str]:
    """The same with the number, which below 10 carries a zero, too (khoản 3)."""
    return {"SoVanBan": f"{number:02d}", **date_fields(at)}
