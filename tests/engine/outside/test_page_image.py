"""Pages as pictures: drawn once in a child, within limits, and never a way into the house."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from engine.errors import NotFound
from engine.outside import page_image as module
from engine.outside.page_image import page_image

SHA = "ab" * 32


def paper(folder: Path, width: float = 595, height: float = 842) -> Path:
    document = pikepdf.new()
    document.add_blank_page(page_size=(width, height))
    file = folder / "paper.pdf"
    document.save(file)
    return file


def test_a_page_is_drawn_once_and_kept_for_its_owner_alone(tmp_path: Path) -> None:
    kept_in = tmp_path / "kept"
    file = paper(tmp_path)
    first = page_image(kept_in, file, SHA, 1)
    assert Image.open(io.BytesIO(first)).size == (1000, 1416)
    [kept] = kept_in.rglob("*.webp")
    assert kept.stat().st_mode & 0o777 == 0o600
    file.unlink()
    assert page_image(kept_in, file, SHA, 1) == first


def test_a_ribbon_of_a_page_stays_within_the_limit(tmp_path: Path) -> None:
    image = page_image(tmp_path / "kept", paper(tmp_path, 200, 14_000), SHA, 1)
    width, height = Image.open(io.BytesIO(image)).size
    assert width * height <= module.MOST_PIXELS * 1.01


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 broken", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_pdf_is_told_in_one_sentence_and_not_kept(
    tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(content)
    with pytest.raises(NotFound, match="tải tệp về"):
        page_image(tmp_path / "kept", file, SHA, 1)
    assert not (tmp_path / "kept").exists()


def test_a_page_that_takes_too_long_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SECONDS", 0.001)
    with pytest.raises(NotFound):
        page_image(tmp_path / "kept", paper(tmp_path), SHA, 1)
