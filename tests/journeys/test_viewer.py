"""The glass in a real browser: text that can be selected, few pages drawn, a heavy scan at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
from playwright.sync_api import expect

from tests.journeys.desk import Desk
from tests.journeys.test_straight_through import REQUEST

PAGES = 40


def written_pdf(path: Path, *, heavy: bool) -> Path:
    """Pages that say their number; `heavy` makes the file more than the viewer reads at once."""
    pdf = pikepdf.new()
    for number in range(1, PAGES + 1):
        page = pdf.add_blank_page(page_size=(595, 842))
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        page.Contents = pdf.make_stream(f"BT /F 40 Tf 90 700 Td (Page {number}) Tj ET".encode())
    if heavy:
        noise = bytes(range(256)) * 9_000
        pdf.Root.Weight = pdf.make_stream(noise)
    pdf.save(path, compress_streams=False)
    return path


def test_papers_are_read_on_the_page_itself_under_the_strict_policy(
    desk: Callable[..., Desk], tmp_path: Path
) -> None:
    clerk = desk("mot_cua")
    said: list[str] = []
    clerk.page.on("console", lambda message: said.append(message.text))
    clerk.page.on("pageerror", lambda error: said.append(str(error)))
    slip = clerk.take_in("Lâm Thị Kính", written_pdf(tmp_path / "a.pdf", heavy=False), **REQUEST)
    page = clerk.page
    page.goto(slip.dossier)
    text, drawn = page.locator(".page-text"), page.locator(".page-sheet canvas")
    expect(text.first).to_contain_text("Page 1")
    assert page.locator(".page-sheet").count() == PAGES
    assert drawn.count() < 8
    glass = page.locator("[data-glass]")
    glass.focus()
    page.keyboard.press("End")
    expect(page.locator(".page-sheet[data-number='40'] .page-text")).to_contain_text("Page 40")
    expect(page.locator("[data-page]")).to_have_value("40")
    page.keyboard.press("PageUp")
    expect(page.locator("[data-page]")).to_have_value("39")
    assert drawn.count() <= 8
    page.keyboard.press("+")
    expect(page.locator("[data-scale]")).to_have_text("120 %")

    slip = clerk.take_in("Bạch Thị Mai", written_pdf(tmp_path / "b.pdf", heavy=True), **REQUEST)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(slip.dossier)
    picture = page.locator(".page-sheet img").first
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1000
    assert 0 < sum("/trang/" in url for url in fetched) < 8
    assert not any("worker" in url for url in fetched)
    page.get_by_role("button", name="để chọn chữ").click()
    expect(text.first).to_contain_text("Page 1")

    page.goto(f"{slip.dossier}/so-do")
    expect(page.locator("[data-element-id=ThamDinh].token-now")).to_be_visible()
    expect(page.locator(".bjs-powered-by")).to_be_visible()
    assert said == []
