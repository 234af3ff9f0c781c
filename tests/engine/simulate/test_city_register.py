"""The made-up city has the figures of the real one, and its workbook is one that can be loaded."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from engine.core.register_file.changes import Kind, changes_of
from engine.core.register_file.entries import read_entries
from engine.core.register_file.faults import Faults
from engine.core.register_file.known import Known
from engine.core.register_file.lines import read_lines
from engine.core.register_file.rules import check
from engine.core.register_file.sheets import SHEETS
from engine.outside.register_book import open_book
from engine.simulate.city_register import figures as f
from engine.simulate.city_register.book import write_book
from engine.simulate.city_register.make import make_city
from tests.factories.register_book import Typed


def test_the_workbook_of_the_city_has_no_fault_and_its_figures() -> None:
    rows = make_city(7)
    sheets = [
        Typed(sheet.title, [[column.title for column in sheet.columns], *rows[sheet.title]])
        for sheet in SHEETS
    ]
    faults = Faults()
    reading = read_entries(read_lines(sheets, faults), Known({}), faults)
    changes = changes_of(reading.entries, reading.known)
    check(reading, changes)
    assert [fault.in_words() for fault in faults.told] == []
    assert changes.total(Kind.NEW) == sum(map(len, rows.values())) > 40_000
    plans = [entry.told for entry in reading.entries["delegation_plan"].values()]
    carried_out = [plan for plan in plans if plan["instrument_id"]]
    delegates = Counter(plan["procedure"] for plan in carried_out)
    assert len(rows["Thủ tục"]) == f.PROCEDURES == 1910
    assert len(plans) == f.PLANS == 617
    assert len({plan["procedure"] for plan in plans}) == f.PLANNED == 613
    assert len(delegates) == f.DELEGATED == 574
    assert sum(number == 2 for number in delegates.values()) == f.TWO_DELEGATES == 4
    assert sum(plan["approved_number"] is not None for plan in plans) == 578
    names = [name for _, name, *_ in rows["Đơn vị"]]
    committees = ("Ủy ban nhân dân phường", "Ủy ban nhân dân xã")
    assert sum(str(name).startswith(committees) for name in names) == f.COMMUNES == 126


def test_the_same_seed_makes_the_same_city() -> None:
    assert make_city(3) == make_city(3)
    assert make_city(3)["Người"] != make_city(4)["Người"]


def test_it_is_written_as_a_workbook(tmp_path: Path) -> None:
    rows = make_city(1)
    first = {title: lines[:2] for title, lines in rows.items()}
    target = tmp_path / "thanh-pho.xlsx"
    assert write_book(first, target) == 18
    with open_book(target.read_bytes(), target.name) as book:
        assert [sheet.name for sheet in book.sheets] == [sheet.title for sheet in SHEETS]
        [_, (_, unit), _] = book.sheets[0].rows()
    assert unit[1] == "Ủy ban nhân dân thành phố Hà Nội"
