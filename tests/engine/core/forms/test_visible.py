from __future__ import annotations

import pytest

from engine.core.forms import clean
from engine.core.forms.visible import visible
from tests.engine.core.forms.definitions import form

_FORM = form(
    {
        "vang_mat": {"type": "boolean"},
        "so_nguoi": {"type": "integer"},
        "ly_do": {"x-visible": "vang_mat = true"},
        "nguoi_ky": {"x-visible": "vang_mat = false"},
        "to_truong": {"x-visible": "so_nguoi > 5"},
    }
)


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({}, {"nguoi_ky"}),
        ({"vang_mat": "on"}, {"ly_do"}),
        ({"so_nguoi": "6"}, {"nguoi_ky", "to_truong"}),
        ({"so_nguoi": "sáu"}, {"nguoi_ky"}),
    ],
)
def test_a_page_asks_what_the_answers_so_far_call_for(
    answers: dict[str, object], asked: set[str]
) -> None:
    shown = {field.key for field in visible(_FORM, answers)}
    assert shown == asked | {"vang_mat", "so_nguoi"}


def test_what_is_kept_was_asked() -> None:
    answers: dict[str, object] = {"so_nguoi": 6, "ly_do": "x", "nguoi_ky": "y", "to_truong": "z"}
    shown = {field.key for field in visible(_FORM, answers)}
    assert set(clean(_FORM, answers)) == shown
