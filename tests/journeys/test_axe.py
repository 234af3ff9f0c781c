"""Every page that somebody can open, judged by axe-core at both widths: no violation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

import web
from tests.journeys.backroom import Backroom
from tests.journeys.budget import tell
from tests.journeys.pages import NO_PAGE, Example, examples

AXE = Path(web.__file__).parent / "client/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (values) => {
  const runOnly = { type: "tag", values };
  const { violations } = await axe.run(document, { runOnly, resultTypes: ["violations"] });
  return violations.map(({ id, help, nodes }) => ({ id, help, at: nodes.map((n) => n.html) }));
}"""
WIDTHS = (1440, 390)
HEIGHT = 900


@pytest.fixture(scope="module")
def found(backroom: Backroom) -> list[Example]:
    return examples(backroom)


@pytest.fixture(scope="module")
def context(demo: str, browser: Browser) -> Iterator[BrowserContext]:
    """axe is put into the page as the policy of our pages forbids, so that is waived here."""
    context = browser.new_context(base_url=demo, locale="vi-VN", bypass_csp=True)
    yield context
    context.close()


def judged(page: Page, place: str) -> list[str]:
    """What axe has against the page as it stands, at both widths."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    wrong = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        violations: list[dict[str, Any]] = page.evaluate(RUN, RULES)
        wrong += [
            f"{place} at {width}: {found['id']}, {found['help']}: {found['at'][:3]}"
            for found in violations
        ]
    return wrong


def test_every_page_has_an_example_or_is_none(backroom: Backroom, found: list[Example]) -> None:
    gets = {r.endpoint for r in backroom.app.url_map.iter_rules() if "GET" in (r.methods or ())}
    routes = {endpoint for endpoint in gets if not endpoint.startswith("api.")}  # JSON has no page
    assert routes == {example.endpoint for example in found} | set(NO_PAGE)


def test_axe_finds_what_is_wrong(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/dang-nhap")
    page.evaluate("document.querySelector('label').remove()")
    assert "label" in str(judged(page, "sign in"))
    page.close()


def test_no_page_has_a_violation_at_either_width(
    backroom: Backroom, found: list[Example], context: BrowserContext
) -> None:
    page = context.new_page()
    wrong, login = [], None
    for example in found:
        if example.login != login:
            context.clear_cookies()
            if example.login:
                backroom.seat(context, example.login)
            login = example.login
        page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
        answer = page.goto(example.address)
        assert answer is not None
        assert answer.status == 200, (example, answer.status)
        assert page.url.endswith(example.address), (example, page.url)
        wrong += judged(page, f"{example.endpoint} for {example.login}")
    tell(f"{len(found)} pages × {len(WIDTHS)} widths")
    assert not wrong, "\n".join(wrong)


def test_what_opens_on_a_page_and_what_is_refused_has_none_either(
    backroom: Backroom, context: BrowserContext
) -> None:
    opened = backroom.play("hn_663_ban_sao_tu_so_goc", "straight_through", "ThamDinh")
    backroom.seat(context, "tu_phap")
    page = context.new_page()
    page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
    wrong = []
    page.goto("/")
    page.get_by_text("Khác…", exact=True).click()
    wrong += judged(page, "menu of the task")
    page.goto("/?muc=tat_ca")
    page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
    page.keyboard.press("?")
    expect(page.locator("#phim-tat")).to_be_visible()
    wrong += judged(page, "help sheet")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    expect(page.locator("#bang-lenh")).to_be_visible()
    wrong += judged(page, "palette")
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
    page.goto(f"/viec/{opened}/{backroom.ref(opened, 'ThamDinh').task_id}")
    page.locator(".work .act .primary").first.click()
    expect(page.locator(".errors")).to_be_visible()
    wrong += judged(page, "refused form")
    for address in ("/khong-co-trang-nay", "/van-hanh"):
        page.goto(address)
        wrong += judged(page, address)
    backroom.seat(context, "mot_cua")
    page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
    page.goto("/ho-so/moi?thu-tuc=hn_663_ban_sao_tu_so_goc")
    page.locator(".act .primary").click()
    expect(page.locator(".errors")).to_be_visible()
    wrong += judged(page, "refused intake")
    assert not wrong, "\n".join(wrong)
