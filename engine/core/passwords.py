"""Which passwords are refused: short ones, and those that somebody who knows the person tries.

No forced mixture of signs: it makes passwords that are hard to remember and easy to guess
(NIST SP 800-63B §3.1.1.2).
"""

from __future__ import annotations

import re

from engine.core.vietnamese import fold
from engine.say import say

SHORTEST = 12
LONGEST = 256
FEWEST_SIGNS = 5
OFTEN = ("matkhau", "password", "qwerty", "123456", "654321", "abcdef", "trinhky", "iloveyou")
PART = 4
"""Letters from which a part of a name counts."""


def faults(password: str, login: str, full_name: str) -> tuple[str, ...]:
    """Every reason against it, one sentence each; empty when it may be used."""
    return tuple(_faults(password, login, full_name))


def _faults(password: str, login: str, full_name: str) -> list[str]:
    found = []
    if len(password) < SHORTEST:
        found.append(
            say("Mật khẩu cần ít nhất %(least)s ký tự; một câu ngắn dễ nhớ là tốt nhất.",
                least=SHORTEST)
        )  # fmt: skip
    if len(password) > LONGEST:
        found.append(say("Mật khẩu dài quá %(most)s ký tự; hãy rút ngắn.", most=LONGEST))
    bare = re.sub(r"[^a-z0-9]", "", fold(password))
    if len(password) >= SHORTEST and len(set(password)) < FEWEST_SIGNS:
        found.append(say("Mật khẩu lặp lại quá ít ký tự; hãy dùng thêm chữ khác."))
    left = bare
    for known in (*_parts(login, full_name), *OFTEN):
        left = left.replace(known, "")
    # What remains beside names and worn-out words has to be worth guessing.
    if left != bare and len(left) < SHORTEST - PART:
        found.append(
            say("Mật khẩu chứa tên, tên đăng nhập hoặc từ quá thường gặp; hãy chọn câu khác.")
        )
    return found


def _parts(login: str, full_name: str) -> tuple[str, ...]:
    words = [re.sub(r"[^a-z0-9]", "", part) for part in fold(full_name).split()]
    whole = re.sub(r"[^a-z0-9]", "", fold(login))
    parts = {*re.split(r"[^a-z0-9]+", fold(login)), *words, whole, "".join(words)}
    return tuple(sorted((p for p in parts if len(p) >= PART), key=len, reverse=True))
