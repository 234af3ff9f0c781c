"""Which passwords are refused, and that a plain sentence is not."""

from __future__ import annotations

import pytest

from engine.core.passwords import faults

LOGIN, NAME = "thuong.tran", "Trần Văn Thưởng"


@pytest.mark.parametrize(
    "password",
    [
        "hoa sen no som mai",
        "Mưa rơi trên mái ngói",
        "K7QM-XW2P-9RTD-H4NC",
        "trời hôm nay xanh lắm nhỉ",
        "sang nay Thuong di lam som",
    ],
)
def test_a_sentence_is_a_good_password(password: str) -> None:
    assert faults(password, LOGIN, NAME) == ()


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("ngắn quá", "12 ký tự"),
        ("x" * 300, "rút ngắn"),
        ("aaaaaaaaaaaaaa", "lặp lại"),
        ("12121212121212", "lặp lại"),
        ("matkhau123456", "thường gặp"),
        ("Mật khẩu 2026!", "thường gặp"),
        ("thuong.tran2026", "chứa tên"),
        ("Trần Văn Thưởng", "chứa tên"),
        ("tranvanthuong1", "chứa tên"),
        ("password-thuong", "chứa tên"),
    ],
)
def test_what_others_would_try_is_refused(password: str, word: str) -> None:
    assert any(word in sentence for sentence in faults(password, LOGIN, NAME)), password
