"""The six procedures, from the desk to the result, by their pages: what each step costs.

Every step that people do is done by its page and counted; signatures, whose page is always the
same, are counted in one procedure and made behind the pages in the others. The six go side by
side: while one waits for the worker another goes on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from statistics import median

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from engine.core.vietnamese import format_number
from engine.simulate.difference import Difference
from engine.simulate.told import ActTold
from tests.journeys.backroom import Backroom, NotYet
from tests.journeys.budget import Counted, tell

SIX = (
    "hn_663_ban_sao_tu_so_goc",
    "hn_1.012644",
    "bn_1.009645",
    "laocai_1883",
    "byt_3621",
    "nd297",
)
SIGNED_BY_PAGE = SIX[0]
PRESSES = 1
"""Beyond the answers that a step asks for."""
PATIENCE = 90_000
PAUSE = 50
Seated = Callable[[str], Page]
BY_HAND = ("complete", "opinion", "vote", "close_council")


class Walk:
    """One procedure's way through its pages, a step at a time."""

    def __init__(self, room: Backroom, open_for: Seated, slug: str) -> None:
        self.slug = slug
        self.counted: list[tuple[str, int, int]] = []
        """Step, presses beyond its answers, keystrokes."""
        self._room, self._open_for = room, open_for
        self._stage = room.stage(slug)
        self._acts = [a for a in self._stage.scenario.acts if "refused" not in a.expects]

    @property
    def over(self) -> bool:
        return not self._acts

    @property
    def place(self) -> str:
        return f"{self.slug} at {self._acts[0].do} {self._acts[0].step}"

    def go_on(self) -> bool:
        """Do the next act if it can be done now."""
        act = self._acts[0]
        signs = act.do in ("sign", "seal") and self.slug == SIGNED_BY_PAGE
        if act.do in BY_HAND or signs:
            try:
                self._by_page(act, self._address(act))
            except (Difference, NotYet):
                return False
        elif not self._room.did(self._stage, act):
            return False
        del self._acts[0]
        return True

    def _address(self, act: ActTold) -> str:
        joint = act.do in ("opinion", "vote")
        ref = self._stage.own_ref(act) if joint else self._stage.ref(act)
        return f"/viec/{ref.dossier_id}/{ref.task_id}"

    def _by_page(self, act: ActTold, address: str) -> None:
        assert act.actor is not None
        page = self._open_for(act.actor)
        page.goto(address)
        done = Counted(f"{self.slug} {act.step}", act.actor, page)
        answers: Mapping[str, object] = act.answers
        if act.do in ("sign", "seal"):
            done.pin()
        elif act.do in ("opinion", "vote"):
            page.locator(f"[name=value][value={act.value}]").check()
            if act.text:
                done.type(page.locator("#answers-text"), act.text)
        else:
            for key, value in answers.items():
                self._answer(done, key, value)
        asked = done.actions
        done.click(page.locator(".act .primary").first)
        expect(page.locator(".notice.done").first).to_be_visible()
        self.counted.append((f"{self.slug} {act.step}", done.actions - asked, done.keystrokes))

    def _answer(self, done: Counted, key: str, value: object) -> None:
        page = done.page
        said = str(value).lower() if isinstance(value, bool) else str(value)
        said = format_number(value) if isinstance(value, float) else said
        named = page.locator(f"[name='answers.{key}']")
        named.last.wait_for(state="attached")
        kind = named.last.evaluate("field => field.type")
        if kind == "radio":
            page.locator(f"[name='answers.{key}'][value='{said}']").check()
        elif kind == "checkbox":
            named.last.set_checked(said == "true")
        elif kind == "select-one":
            named.last.select_option(said)
        else:
            done.type(named.last, said)


@pytest.fixture
def open_for(backroom: Backroom, demo: str, browser: Browser) -> Iterator[Seated]:
    """A fresh browser for each visit: what the page before still sends brings no session back.
    Papers beside the form are looked at elsewhere."""
    opened: list[BrowserContext] = []

    def close() -> None:
        while opened:
            opened.pop().close()

    def page_of(login: str) -> Page:
        close()
        context = browser.new_context(base_url=demo, viewport={"width": 1440, "height": 900})
        opened.append(context)
        backroom.seat(context, login)
        page = context.new_page()
        page.route("**/viewer.js", lambda route: route.abort())
        page.route("**/pdf/**", lambda route: route.abort())
        return page

    yield page_of
    close()


def test_each_step_of_the_six_procedures_is_one_press_beyond_its_answers(
    backroom: Backroom, open_for: Seated
) -> None:
    walks = [Walk(backroom, open_for, slug) for slug in SIX]
    waited = 0
    while under_way := [walk for walk in walks if not walk.over]:
        moved = [walk.go_on() for walk in under_way]
        if not any(moved):
            time.sleep(PAUSE / 1000)  # the worker brings a dossier on
            waited += PAUSE
            assert waited < PATIENCE, [walk.place for walk in under_way]
    steps = [step for walk in walks for step in walk.counted]
    tell("\n".join(f"{name}: {presses} + {keys} keys" for name, presses, keys in steps))
    dear = [(name, presses) for name, presses, _keys in steps if presses > PRESSES]
    assert dear == []
    presses, keys = median(step[1] for step in steps), median(step[2] for step in steps)
    tell(f"{len(steps)} steps: median {presses} action, {keys} keystrokes of required text")
    assert presses <= PRESSES
