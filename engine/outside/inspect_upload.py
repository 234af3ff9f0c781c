"""Look at an uploaded file before it is kept: type by content, size, encryption, bombs.

The look is taken in a child process with limits on memory and time, because the file is hostile
until shown otherwise.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import Any

from engine.errors import UploadRefused
from engine.say import marked, say

MEMORY = 512 * 1024 * 1024
SECONDS = 10
PIXELS = 120_000_000
PAGES = 2_000
AT_ONCE = 4
"""Files that one process looks at together: so much memory at most."""

_turns = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Found:
    """What the content is: media type, and pages where it has any."""

    media_type: str
    pages: int | None


def inspect_upload(data: bytes, name: str, *, limit: int) -> Found:
    """Say what the file is. `limit` in bytes. Raises UploadRefused with one sentence."""
    if not data:
        raise UploadRefused(say("Tệp “%(name)s” rỗng; hãy chọn lại tệp.", name=name))
    if len(data) > limit:
        raise UploadRefused(
            say(
                "Tệp “%(name)s” nặng %(size)s MB, quá giới hạn %(limit)s MB; hãy quét "
                "lại với độ phân giải thấp hơn hoặc tách tệp.",
                name=name,
                size=f"{len(data) / 1000000.0:.1f}",
                limit=f"{limit / 1000000.0:.0f}",
            )
        )
    try:
        answer = look(data)
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        raise UploadRefused(
            say(
                "Tệp “%(name)s” không mở được an toàn (quá phức tạp hoặc bị hỏng); hãy quét lại.",
                name=name,
            )
        ) from None
    if "refused" in answer:
        found = answer["refused"]
        why = say(found, **answer.get("values", {}))
        raise UploadRefused(say("Tệp “%(name)s” %(refused)s", name=name, refused=why))
    return Found(answer["media_type"], answer["pages"])


def look(data: bytes) -> dict[str, Any]:
    """What the child process answers; it raises like `subprocess.run` and `json.loads`."""
    with _turns:
        child = subprocess.run(
            [sys.executable, "-I", "-m", __name__],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={},  # no password of a database for who takes the child over
        )
    answer: dict[str, Any] = json.loads(child.stdout)
    return answer


def _look(data: bytes) -> dict[str, object]:
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return _look_at_pdf(data)
    if data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        return _look_at_image(data)
    return {
        "refused": marked("không phải PDF, PNG hoặc JPEG; hãy chuyển sang một trong ba loại đó.")
    }


def _look_at_pdf(data: bytes) -> dict[str, object]:
    import io

    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                return {
                    "refused": marked("đang đặt mật khẩu hoặc mã hóa; hãy bỏ bảo vệ rồi tải lại.")
                }
            pages = len(pdf.pages)
    except pikepdf.PasswordError:
        return {"refused": marked("đang đặt mật khẩu; hãy bỏ mật khẩu rồi tải lại.")}
    except pikepdf.PdfError:
        return {"refused": marked("là PDF bị hỏng; hãy xuất hoặc quét lại.")}
    if not pages:
        return {"refused": marked("không có trang nào; hãy quét lại.")}
    if pages > PAGES:
        return {
            "refused": marked("có %(pages)s trang, quá %(most)s trang; hãy tách tệp."),
            "values": {"pages": pages, "most": PAGES},
        }
    return {"media_type": "application/pdf", "pages": pages}


def _look_at_image(data: bytes) -> dict[str, object]:
    import io

    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = PIXELS
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
            if image.width * image.height > PIXELS:
                return {"refused": marked("là ảnh quá lớn khi mở ra; hãy giảm kích thước ảnh.")}
            image.verify()
            kind = image.format
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError):
        return {"refused": marked("là ảnh bị hỏng hoặc quá lớn; hãy chụp hoặc quét lại.")}
    return {"media_type": f"image/{str(kind).lower()}", "pages": 1}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.stdout.write(json.dumps(_look(sys.stdin.buffer.read())))
