"""Pictures of signatures and seals, by the id of the person or the unit they belong to."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

FOLDER = "stamps"
"""Under the home: `<id>.png`."""


def stamp_of(home: Path, subject: UUID) -> bytes | None:
    """The PNG with transparent ground kept for this person or unit; None where there is none.

    Without one the signature is written in words. Source of the pictures' look: Nghị định
    30/2020/NĐ-CP, Phụ lục I, Mục I, Phần II, khoản 8 and 9.
    """
    path = home / FOLDER / f"{subject}.png"
    return path.read_bytes() if path.is_file() else None
