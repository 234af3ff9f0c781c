"""Folders of our own: made private at birth, and never changed when someone else made them."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from pathlib import Path

from engine.errors import SettingsWrong

LONGEST_SOCKET_PATH = 107
"""Bytes of `sun_path` in unix(7), less the closing NUL."""


def make_private(folder: Path) -> Path:
    """`folder`, existing and ours alone (0700). Raises SettingsWrong when it cannot be made."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise SettingsWrong(
            f"Không tạo được thư mục {folder} ({problem.strerror}); hãy kiểm tra quyền ghi "
            "hoặc đặt TRINHKY_HOME tới một thư mục khác."
        ) from problem
    return folder


def home_key(home: Path) -> str:
    """A short name for a home, the same at every start."""
    return hashlib.sha256(os.fsencode(home.resolve())).hexdigest()[:16]


def socket_folder(home: Path) -> Path:
    """A private folder short enough for unix sockets: in the home, else in the temporary folder.

    Raises SettingsWrong when the name in the shared temporary folder is already someone else's.
    """
    inside = home / "run"
    if len(os.fsencode(inside / ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH:
        return make_private(inside)
    shared = Path(tempfile.gettempdir()) / f"trinhky-{os.geteuid()}-{home_key(home)}"
    make_private(shared)
    seen = shared.lstat()
    ours = stat.S_ISDIR(seen.st_mode) and seen.st_uid == os.geteuid()
    if not ours or seen.st_mode & 0o077:
        raise SettingsWrong(
            f"Thư mục {shared} không phải của riêng bạn; hãy xoá nó, "
            "hoặc đặt TRINHKY_HOME tới một đường dẫn ngắn hơn."
        )
    return shared
