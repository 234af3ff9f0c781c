"""A browser that counts what a person does: each click or key chord is one action.

A text typed into a field is one action, its letters are counted apart; files that are dropped
together are one; a choice in a list is two with the mouse (open, pick) and one by keys. Waiting is
none. The password of a signing key is no action: the budgets of PRODUCT.md §5 name it apart.
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from engine.simulate import demo_city

DROP = """([area, names, data]) => {
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  const type = "application/pdf";
  for (const name of names) dataTransfer.items.add(new File([bytes], name, { type }));
  for (const kind of ["dragover", "drop"])
    area.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
}"""
LOST = "() => document.activeElement === null || document.activeElement === document.body"
MOST_TABS = 80
"""Presses of the tab key after which a field counts as out of reach."""


class OverBudget(AssertionError):
    """A story took more than PRODUCT.md §5 allows."""


@dataclass
class Counted:
    """What one person did for one story."""

    story: str
    person: str
    page: Page
    actions: int = 0
    keystrokes: int = 0
    pins: int = 0
    entries: int = 0
    """Choices and texts that the law wants in the result."""
    walked: int = 0
    """Presses of Tab and arrows that only move, where a story goes by keys alone."""

    def click(self, what: Locator) -> None:
        self.actions += 1
        what.click()

    def type(self, where: Locator, text: str) -> None:
        """Type into a field, instead of what stood there."""
        self.actions += 1
        self.keystrokes += len(text)
        where.fill(text)

    def type_slowly(self, where: Locator, text: str) -> None:
        """The same letter by letter, where the page answers while one types."""
        self.actions += 1
        self.keystrokes += len(text)
        where.press_sequentially(text)

    def enter_content(self, where: Locator, text: str = "") -> None:
        """What the result itself will say: chosen, or typed."""
        self.entries += 1
        self.keystrokes += len(text)
        if text:
            where.fill(text)
        else:
            where.click()

    def choose(self, where: Locator, value: str) -> None:
        """Open a list, pick from it."""
        self.actions += 2
        where.select_option(value)

    def press(self, keys: str) -> None:
        """One key chord."""
        self.page.wait_for_load_state("domcontentloaded")  # before that nobody listens
        self.actions += 1
        self.keystrokes += 1
        self.page.keyboard.press(keys)

    def drop(self, area: Locator, names: Sequence[str], paper: Path) -> None:
        self.actions += 1
        data = base64.b64encode(paper.read_bytes()).decode()
        self.page.evaluate(DROP, [area.element_handle(), list(names), data])

    def pin(self) -> None:
        """The password of the key, into the field that waits for it."""
        self.pins += 1
        self.page.locator("#answers-password").fill(demo_city.KEY_PASSWORD)

    # Without a mouse: only what the tab key reaches can be pressed.

    def walk(self, to: Locator, key: str = "Tab") -> None:
        """Go to it by the keys that move; fails when they never come there."""
        expect(to).to_be_visible()
        for _press in range(MOST_TABS):
            if to.evaluate("element => element === document.activeElement"):
                return
            self.walked += 1
            self.page.keyboard.press(key)
        raise AssertionError(f"{self.story}: {key} never reaches {to}")

    def enter(self, what: Locator, key: str = "Enter") -> None:
        """Walk to it and press."""
        self.walk(what)
        self.press(key)

    def write(self, where: Locator, text: str) -> None:
        """Walk to a field and type, letter by letter."""
        self.walk(where)
        self.actions += 1
        self.keystrokes += len(text)
        self.page.keyboard.type(text)

    def keeps_focus(self) -> None:
        """After a part of the page was exchanged, the keyboard still stands somewhere."""
        assert not self.page.evaluate(LOST), f"{self.story}: focus was lost to <body>"


@dataclass
class Budget:
    """All that was counted in a module."""

    counted: list[Counted] = field(default_factory=list)

    @contextmanager
    def within(
        self, most: int, story: str, *people: tuple[str, Page], pins: int = 0
    ) -> Iterator[list[Counted]]:
        """Counters for these people, in order; at the end, too many actions fail the test."""
        mine = [Counted(story, person, page) for person, page in people]
        yield mine
        self.counted += mine
        actions, asked = sum(c.actions for c in mine), sum(c.pins for c in mine)
        keys, entries = sum(c.keystrokes for c in mine), sum(c.entries for c in mine)
        tell(f"{story}: {actions}/{most} actions, {keys} keystrokes, {entries} entries")
        if actions > most or asked > pins:
            raise OverBudget(
                f"{story}: {actions} actions and {asked} passwords, allowed are {most} and {pins}"
            )


def tell(line: str) -> None:
    """For who wants the figures: `pytest -rP` shows them."""
    sys.stdout.write(f"{line}\n")
