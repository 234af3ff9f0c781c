"""What a person does at a browser, one verb each, by what the page says and not by its markup."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from playwright.sync_api import Locator, Page, expect

from engine.core.vietnamese import format_number
from engine.simulate import demo_city
from engine.simulate.told import ActTold

PATIENCE = 60_000
"""Milliseconds that a person would wait for the worker to finish a signature."""
LOOK_AGAIN = 250
CODE = re.compile(r"H26\.\d+-\d{6}-\d{4,}")


@dataclass(frozen=True, slots=True)
class Slip:
    """What the applicant takes along."""

    code: str
    lookup_code: str
    dossier: str
    """Address of the dossier's page."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One person at one browser."""

    page: Page

    def sign_in(self, login: str, password: str) -> None:
        self.page.goto("/dang-nhap")
        self.page.get_by_label("Tên đăng nhập").fill(login)
        self.page.get_by_label("Mật khẩu").fill(password)
        self.button("Đăng nhập").click()
        self.page.wait_for_url(lambda address: "/dang-nhap" not in address)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def told(self, sentence: str) -> None:
        """The page says this."""
        expect(self.page.locator("main, .notices").filter(has_text=sentence).first).to_be_visible()

    def take_in(self, applicant: str, paper: Path, **answers: str) -> Slip:
        """From the empty form to the receipt."""
        self.page.goto("/ho-so/moi")
        return self.take_in_here(applicant, paper, **answers)

    def take_in_here(self, applicant: str, paper: Path, **answers: str) -> Slip:
        """The same on the form as it stands."""
        page = self.page
        page.get_by_label("Họ và tên, hoặc tên tổ chức").first.fill(applicant)
        page.locator("input[type=file]").first.set_input_files(paper)
        self.answer(**answers)
        self.button("Tiếp nhận, in giấy hẹn").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
        )
        code = page.locator(".big.code").inner_text()
        assert CODE.fullmatch(code)
        lookup = page.locator("dt", has_text="Mã tra cứu").locator("+ dd").inner_text()
        return Slip(code, lookup, page.url.removesuffix("/giay-tiep-nhan"))

    def answer(self, **answers: str) -> None:
        """Fill in the form: a choice by its words, anything else by typing."""
        for key, value in answers.items():
            radio = self.page.locator(f"input[type=radio][name='answers.{key}']")
            if radio.count():
                self.page.locator(f"#answers-{key}").get_by_text(value).first.click()
            else:
                self.page.locator(f"#answers-{key}").fill(value)

    def fill(self, answers: Mapping[str, object]) -> None:
        """The same by the values that a story tells, in its order: later questions may hang on
        earlier ones."""
        for key, value in answers.items():
            said = str(value).lower() if isinstance(value, bool) else str(value)
            if isinstance(value, float):
                said = format_number(value)
            field = self.page.locator(f"[name='answers.{key}']")
            field.last.wait_for()
            kind = field.last.get_attribute("type") or field.last.evaluate("e => e.type")
            if kind == "radio":
                self.page.locator(f"[name='answers.{key}'][value='{said}']").check()
            elif kind == "checkbox":
                field.last.set_checked(said == "true")
            elif kind == "select-one":
                field.last.select_option(said)
            else:
                field.last.fill(said)

    def receive(self, title: str, act: ActTold, applicant: str, paper: Path) -> str:
        """Take a dossier of this procedure in as a story tells; its code."""
        page = self.page
        page.goto("/ho-so/moi")
        if (offered := page.get_by_role("link", name=title)).count():
            offered.first.click()
        page.get_by_label("Họ và tên, hoặc tên tổ chức").first.fill(applicant)
        for choice in page.locator("input[type=file]").all():
            choice.set_input_files(paper)
        self.fill(act.answers)
        page.locator(".act .primary").click()
        return page.locator(".big.code").inner_text()

    def press(self, code: str, answers: Mapping[str, object] = MappingProxyType({})) -> None:
        """Open the task of this dossier, answer, press its one primary button."""
        self.open_task(code)
        self.fill(answers)
        self.page.locator(".act .primary").first.click()
        expect(self.page.locator(".notice.done")).to_be_visible()

    def open_task(self, code: str) -> None:
        """From the inbox, the task of this dossier."""
        self.page.goto("/?muc=tat_ca")
        self.page.locator("#danh-sach .task-row", has_text=code).click()
        # The list shows its first dossier beside it already: it is the address that tells.
        self.page.wait_for_url("**/viec/**")
        expect(self.page.locator(".work .crumb")).to_contain_text(code)

    def has_task(self, code: str) -> bool:
        """Whether the inbox lists this dossier, asked without drawing the page."""
        return code in self.page.request.get("/?muc=tat_ca").text()

    def wait_for_task(self, code: str) -> None:
        """The worker brings the dossier on; a person looks again until it is there."""
        for _look in range(PATIENCE // LOOK_AGAIN):
            if self.has_task(code):
                return
            self.page.wait_for_timeout(LOOK_AGAIN)
        raise AssertionError(f"{code} never came to this inbox")

    def sign_with_key(self, button: str) -> None:
        """Type the key's password, press, and wait until the signature is complete."""
        self.page.locator("#answers-password").fill(demo_city.KEY_PASSWORD)
        self.button(button).click()
        expect(self.page.locator(".notice.done")).to_contain_text(
            "Chữ ký số đã hoàn tất", timeout=PATIENCE
        )
