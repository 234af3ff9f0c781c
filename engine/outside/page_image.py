"""One page of a stored PDF as a small picture, so that a thick scan is seen on a thin line.

PDFium draws it in a child process with limits on memory and time, because the file is hostile
until shown otherwise; what was drawn is kept by the file's hash and the page, and may be deleted
at any time.
"""

from __future__ import annotations

import os
import resource
import secrets
import subprocess
import sys
import threading
from pathlib import Path

from engine.errors import NotFound, SettingsWrong
from engine.outside.private_folders import make_private
from engine.say import say

MEMORY = 1024 * 1024 * 1024
SECONDS = 15
WIDTH = 1000
"""Pixels: an A4 page is read at it without strain."""
MOST_PIXELS = 6_000_000
"""A page may be a ribbon metres long; WebP ends at 16 383 on a side."""
LONGEST = 16_000
QUALITY = 50
AT_ONCE = 2

_turns = threading.BoundedSemaphore(AT_ONCE)


def page_image(kept_in: Path, file: Path, sha256: str, page: int) -> bytes:
    """The page (from 1) of the PDF at `file` as WebP. Raises NotFound: no such page, or one that
    cannot be drawn within the limits."""
    kept = kept_in / sha256[:2] / f"{sha256}-{page}.webp"
    try:
        return kept.read_bytes()
    except FileNotFoundError:
        pass
    with _turns:
        image = _drawn(file, page)
    _keep(kept, image)
    return image


def _drawn(file: Path, page: int) -> bytes:
    refused = NotFound(say("Không dựng được ảnh của trang này; hãy tải tệp về để xem."))
    try:
        child = subprocess.run(
            [sys.executable, "-I", "-m", __name__, str(file), str(page)],
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={},  # no password of a database for who takes the child over
        )
    except subprocess.TimeoutExpired:
        raise refused from None
    if child.returncode or not child.stdout:
        raise refused
    return child.stdout


def _keep(kept: Path, image: bytes) -> None:
    """A full disk must not keep anybody from reading."""
    try:
        make_private(kept.parent.parent)
        make_private(kept.parent)
        unfinished = kept.with_name(f"{kept.name}.{secrets.token_hex(4)}")
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(image)
        unfinished.rename(kept)
    except (OSError, SettingsWrong):
        return


def _draw(file: str, page: int) -> bytes:
    import io

    import pypdfium2

    document = pypdfium2.PdfDocument(file)
    drawn = document[page - 1]
    width, height = drawn.get_size()
    scale = min(WIDTH / width, LONGEST / height, (MOST_PIXELS / (width * height)) ** 0.5)
    image = drawn.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    out = io.BytesIO()
    image.save(out, "WEBP", quality=QUALITY, method=2)
    return out.getvalue()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.stdout.buffer.write(_draw(sys.argv[1], int(sys.argv[2])))
