"""Bytes of files that came before their dossier, each under the id of its row.

Apart from the store by hash: there equal content is shared and never goes, here everything goes
within days, and erasing one person's file must not touch another's.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from uuid import UUID

from engine.errors import NotFound, ServiceDown
from engine.outside.private_folders import make_private


class PendingFiles:
    """A folder of private files, readable by this user alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, id: UUID, data: bytes) -> None:
        """Keep `data`. Raises ServiceDown when the folder cannot be written."""
        unfinished = self._folder / f"{id.hex}.{secrets.token_hex(4)}"
        try:
            make_private(self._folder)
            with open(unfinished, "xb", opener=_private) as file:
                file.write(data)
            unfinished.rename(self._folder / id.hex)
        except OSError as problem:
            unfinished.unlink(missing_ok=True)
            raise ServiceDown(
                f"Không lưu được tệp vào {self._folder} ({problem.strerror}); "
                "hãy báo quản trị kiểm tra dung lượng và quyền ghi, rồi làm lại."
            ) from problem

    def get(self, id: UUID) -> bytes:
        """Raises NotFound when it was taken or erased."""
        try:
            return (self._folder / id.hex).read_bytes()
        except FileNotFoundError as problem:
            raise NotFound("Tệp này không còn được giữ; hãy chọn lại tệp.") from problem

    def remove(self, id: UUID) -> None:
        """Erase it; nothing happens when it is gone already."""
        (self._folder / id.hex).unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
