"""What an upload is by its content, and what is turned away before anything opens it."""

from __future__ import annotations

import inspect
import io
import struct
import time
import zlib

import pikepdf
import pytest
from PIL import Image

from engine.errors import UploadRefused
from engine.outside import inspect_upload as module
from engine.outside.inspect_upload import Found, inspect_upload
from engine.simulate.scan import one_page_scan

LIMIT = 50_000_000


def _pdf(pages: int = 1, **save: object) -> bytes:
    document, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        document.add_blank_page(page_size=(595, 842))
    document.save(out, **save)  # type: ignore[arg-type]
    return out.getvalue()


def _image(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, kind)
    return out.getvalue()


def _png_of(width: int, height: int) -> bytes:
    """A few bytes that claim to be a picture of this size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def _object_stream_bomb(megabytes: int) -> bytes:
    """A sound small PDF without pages whose object stream is so large once it is opened."""
    packer = zlib.compressobj(1)
    blanks = b" " * 1_000_000
    packed = b"".join(
        [packer.compress(b"4 0 "), *(packer.compress(blanks) for _ in range(megabytes))]
    )
    packed += packer.compress(b"<</Type/Pages/Kids[]/Count 0>>") + packer.flush()
    out = io.BytesIO(b"%PDF-1.5\n")
    out.seek(0, io.SEEK_END)
    catalogue = out.tell()
    out.write(b"1 0 obj <</Type/Catalog/Pages 4 0 R>> endobj\n")
    stream = out.tell()
    out.write(
        b"2 0 obj <</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>> stream\n" % len(packed)
    )
    out.write(packed + b"\nendstream endobj\n")
    table = out.tell()
    rows = [(0, 0, 255), (1, catalogue, 0), (1, stream, 0), (1, table, 0), (2, 2, 0)]
    body = zlib.compress(b"".join(struct.pack(">BIB", *row) for row in rows))
    out.write(
        b"3 0 obj <</Type/XRef/Size 5/W[1 4 1]/Root 1 0 R/Filter/FlateDecode/Length %d>> stream\n"
        % len(body)
    )
    out.write(body + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF\n" % table)
    return out.getvalue()


@pytest.fixture(autouse=True)
def every_file_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here each look is taken; elsewhere equal files are looked at once."""
    monkeypatch.setattr(module, "look", inspect.unwrap(module.look))


def _refusal(data: bytes, name: str = "đơn.pdf", limit: int = LIMIT) -> str:
    with pytest.raises(UploadRefused) as refused:
        inspect_upload(data, name, limit=limit)
    assert name in refused.value.sentence
    assert refused.value.sentence.endswith(".")
    return refused.value.sentence


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (_pdf(3), Found("application/pdf", 3)),
        (one_page_scan("can-cuoc.pdf"), Found("application/pdf", 1)),
        (b"\r\n  " + _pdf(), Found("application/pdf", 1)),
        (_image("PNG"), Found("image/png", 1)),
        (_image("JPEG"), Found("image/jpeg", 1)),
    ],
    ids=["a PDF", "a scan", "a PDF behind blanks", "a PNG", "a JPEG"],
)
def test_a_file_is_what_its_content_says(data: bytes, found: Found) -> None:
    assert inspect_upload(data, "bất kỳ tên nào.exe", limit=LIMIT) == found


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "rỗng"),
        (b"MZ\x90\x00", "không phải PDF, PNG hoặc JPEG"),
        (b"GIF89a", "không phải PDF, PNG hoặc JPEG"),
        (b"<html>%PDF-1.7", "không phải PDF, PNG hoặc JPEG"),
        (_pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "mật khẩu"),
        (_pdf(encryption=pikepdf.Encryption(owner="a", user="")), "mã hóa"),
        (b"%PDF-1.7\nand nothing more", "PDF bị hỏng"),
        (_pdf()[:200], "PDF bị hỏng"),
        (_image("PNG")[:60], "ảnh bị hỏng"),
        (b"\xff\xd8\xff\xe0 no picture", "ảnh bị hỏng"),
        (_png_of(60_000, 60_000), "quá lớn"),
        (_pdf(2_001), "2001 trang"),
    ],
    ids=[
        "empty", "a program", "a GIF", "HTML that mentions a PDF", "locked", "restricted",
        "damaged", "cut off", "a cut picture", "no picture", "a picture bomb", "too many pages",
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_with_its_reason(data: bytes, why: str) -> None:
    assert why in _refusal(data)


def test_the_size_is_looked_at_first_and_told_in_megabytes() -> None:
    said = _refusal(b"x" * 1_500_001, limit=1_500_000)
    assert "1.5 MB" in said
    assert inspect_upload(_pdf(), "vừa đủ.pdf", limit=len(_pdf())).pages == 1


def test_a_bomb_of_an_object_stream_is_defused_in_bounded_time() -> None:
    assert "không có trang nào" in _refusal(_object_stream_bomb(1))
    bomb = _object_stream_bomb(800)
    assert len(bomb) < 5_000_000
    started = time.process_time()
    assert "PDF bị hỏng" in _refusal(bomb)
    assert time.process_time() - started < 2  # the work, if any, was the child's


def test_a_file_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECONDS", 0.001)
    assert "không mở được an toàn" in _refusal(_pdf())
