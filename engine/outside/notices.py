"""Messages to applicants on their way out: a folder that a sending service empties.

Until an office connects its mail or SMS gateway a message lies in `new`, like mail in a maildir;
nobody is told that it was sent, only that it is queued.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from engine.errors import ServiceDown
from engine.outside.private_folders import make_private


class Notices:
    """A folder with `tmp` and `new`: what stands in `new` is whole."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def queue(self, name: str, message: Mapping[str, str | None]) -> None:
        """Lay a message into `new` under this name; the same name twice is one message.

        Raises ServiceDown when the folder cannot be written; then the outbox tries again.
        """
        new, unfinished = self._folder / "new", self._folder / "tmp" / name
        try:
            make_private(new)
            make_private(unfinished.parent)
            with open(unfinished, "w", encoding="utf-8", opener=_private) as file:
                json.dump(dict(message), file, ensure_ascii=False, indent=1)
                file.flush()
                os.fsync(file.fileno())
            unfinished.rename(new / name)
        except OSError as problem:
            raise ServiceDown(
                f"Không xếp được thông báo vào {new} ({problem.strerror}); hệ thống sẽ thử lại."
            ) from problem


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
