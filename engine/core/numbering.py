"""How dossiers and documents are numbered. The counters themselves are rows of the store."""

from __future__ import annotations

from datetime import date, datetime

from engine.core.vietnamese import LOCAL


def local_day(at: datetime) -> date:
    """The calendar day in Viet Nam of an aware moment: the day by which serials are counted."""
    return at.astimezone(LOCAL).date()


def dossier_code(unit_code: str, day: date, serial: int) -> str:
    """`H26.31-261122-0007`: identifier code of the unit, day of receipt, serial of that day.

    The pattern is that of TT 01/2018/TT-VPCP Art 19 and of TT 04/2025/TT-VPCP: at least four
    digits of serial, more when a day needs them. `day` is local. Raises ValueError when
    `serial` is not positive or the unit has no code.
    """
    if not unit_code:
        raise ValueError("a unit without an identifier code cannot number dossiers")
    return f"{unit_code}-{day:%y%m%d}-{_positive(serial):04d}"


def document_number(number: int, symbol: str) -> str:
    """`07/BS-UBND`: below 10 with a leading 0, no spaces (NĐ 30/2020/NĐ-CP, Phụ lục I, II.3).

    Raises ValueError when `number` is not positive or the symbol (ký hiệu) is empty.
    """
    if not symbol:
        raise ValueError("a document without a symbol cannot be numbered")
    return f"{_positive(number):02d}/{symbol}"


def numbering_year(at: datetime) -> int:
    """The year whose register numbers a document issued at `at`.

    Numbers run from 01 on 1 January to 31 December (NĐ 30/2020/NĐ-CP Art 15.1), local time.
    """
    return local_day(at).year


def _positive(serial: int) -> int:
    if serial < 1:
        raise ValueError(f"numbers begin at 1, not at {serial}")
    return serial
