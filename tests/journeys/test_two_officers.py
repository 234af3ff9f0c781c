"""Two officers complete the same task: one wins, the other reads who and when."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.journeys.desk import Desk
from tests.journeys.papers import one_page_pdf
from tests.journeys.test_straight_through import REQUEST


def fill(officer: Desk, code: str) -> None:
    officer.open_task(code)
    officer.answer(ket_luan="Từ chối")
    officer.answer(ly_do_tu_choi="Sổ gốc không có thông tin.")


def test_the_second_officer_is_told_who_was_faster(
    desk: Callable[..., Desk], tmp_path: Path
) -> None:
    slip = desk("mot_cua").take_in("Phan Quốc Bảo", one_page_pdf(tmp_path / "a.pdf"), **REQUEST)
    first, second = desk("tu_phap"), desk("tu_phap_2")
    fill(first, slip.code)
    fill(second, slip.code)
    first.button("Chuyển theo kết luận").click()
    first.told("Đã chuyển hồ sơ")
    second.button("Chuyển theo kết luận").click()
    # Beside what was typed, where its draft was refused first; else on a page of its own.
    second.told("đã được Trần Văn Minh")
    assert not second.has_task(slip.code)


def test_a_page_sent_twice_counts_once(desk: Callable[..., Desk], tmp_path: Path) -> None:
    slip = desk("mot_cua").take_in("Đặng Thị Yến", one_page_pdf(tmp_path / "a.pdf"), **REQUEST)
    officer = desk("tu_phap")
    fill(officer, slip.code)
    officer.button("Chuyển theo kết luận").dblclick()
    officer.told("Đã chuyển hồ sơ")


def test_a_colleague_reads_that_the_task_was_claimed(
    desk: Callable[..., Desk], tmp_path: Path
) -> None:
    slip = desk("mot_cua").take_in("Hoàng Đức An", one_page_pdf(tmp_path / "a.pdf"), **REQUEST)
    first, second = desk("tu_phap"), desk("tu_phap_2")
    first.open_task(slip.code)
    address = first.page.url
    first.page.get_by_text("Khác…", exact=True).click()
    first.button("Nhận xử lý").click()
    first.told("Ông/bà đã nhận xử lý việc này.")
    second.page.goto(address)
    second.told("Việc này đang do Trần Văn Minh xử lý.")
    assert not second.has_task(slip.code)
