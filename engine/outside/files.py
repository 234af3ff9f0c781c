"""Files by the SHA-256 of their content: uploaded papers, rendered pages, signed results.

Equal content is kept once, a stored file never changes, and what comes back is what went in or an
error. Rows keep the hash; an unreferenced file after a crash is harmless.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

from engine.errors import NotFound, ServiceDown
from engine.outside.private_folders import make_private
from engine.say import say


class Files:
    """A folder `ab/abcdef…` of private files, readable by this user alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = make_private(folder)

    def put(self, data: bytes) -> str:
        """Keep `data` and return its SHA-256 in lower-case hex; on disk when this returns.

        Raises ServiceDown when the folder cannot be written (disk full, rights).
        """
        sha256 = hashlib.sha256(data).hexdigest()
        target = self._path(sha256)
        if target.exists():
            return sha256
        unfinished = target.with_name(f"{sha256}.{secrets.token_hex(4)}")
        try:
            make_private(target.parent)
            with open(unfinished, "xb", opener=_private) as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            unfinished.rename(target)
            _sync_folder(target.parent)
        except OSError as problem:
            unfinished.unlink(missing_ok=True)
            raise ServiceDown(
                say(
                    "Không lưu được tệp vào %(folder)s (%(strerror)s); hãy báo quản trị "
                    "kiểm tra dung lượng và quyền ghi, rồi làm lại.",
                    folder=self._folder,
                    strerror=problem.strerror,
                )
            ) from problem
        return sha256

    def get(self, sha256: str) -> bytes:
        """The content kept under this hash.

        Raises NotFound when there is none, ServiceDown when it has been damaged on disk.
        """
        try:
            data = self._path(sha256).read_bytes()
        except FileNotFoundError as problem:
            raise NotFound(
                say("Không có tệp %(sha256)s… trong kho.", sha256=sha256[:12])
            ) from problem
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ServiceDown(
                say(
                    "Tệp %(sha256)s… trong kho đã bị hỏng; hãy khôi phục từ bản sao lưu.",
                    sha256=sha256[:12],
                )
            )
        return data

    def path(self, sha256: str) -> Path:
        """Where the content lies, for a child process that needs only a part of a large file; a
        damage on disk shows only to who reads the whole with `get`. Raises NotFound."""
        path = self._path(sha256)
        if not path.exists():
            raise NotFound(f"Không có tệp {sha256[:12]}… trong kho.")
        return path

    def has(self, sha256: str) -> bool:
        """Whether there is content under this hash; nothing is read."""
        return self._path(sha256).exists()

    def _path(self, sha256: str) -> Path:
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise NotFound(say("Mã tệp không đúng dạng SHA-256."))
        return self._folder / sha256[:2] / sha256


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
