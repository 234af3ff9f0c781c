from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from engine.core.numbering import document_number, dossier_code, local_day, numbering_year


def test_a_dossier_is_numbered_by_unit_day_and_serial() -> None:
    assert dossier_code("H26.31", date(2026, 11, 22), 7) == "H26.31-261122-0007"
    assert dossier_code("H26.31", date(2026, 1, 2), 12345) == "H26.31-260102-12345"


def test_document_numbers_below_ten_have_a_leading_zero() -> None:
    assert document_number(7, "BS-UBND") == "07/BS-UBND"
    assert document_number(10, "BS-UBND") == "10/BS-UBND"
    assert document_number(1234, "QĐ-UBND") == "1234/QĐ-UBND"


def test_the_year_begins_at_midnight_in_viet_nam() -> None:
    last_hour = datetime(2026, 12, 31, 16, 59, tzinfo=UTC)
    first_hour = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
    assert (numbering_year(last_hour), numbering_year(first_hour)) == (2026, 2027)
    assert local_day(first_hour) == date(2027, 1, 1)


def test_numbers_begin_at_one_and_need_a_unit_and_a_symbol() -> None:
    with pytest.raises(ValueError, match="begin at 1"):
        document_number(0, "BS-UBND")
    with pytest.raises(ValueError, match="symbol"):
        document_number(1, "")
    with pytest.raises(ValueError, match="identifier code"):
        dossier_code("", date(2026, 11, 22), 1)
