"""What programs of other makers say about our results."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.signing.making import NUMBER, Made, Maker


@pytest.fixture
def sealed(made: Made, tmp_path: Path) -> Path:
    path = tmp_path / "sealed.pdf"
    path.write_bytes(made.sealed)
    return path


def _output(*command: str | Path) -> str:
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True)
    return done.stdout


def test_poppler_calls_both_signatures_valid(pdfsig: str, sealed: Path) -> None:
    said = _output(pdfsig, "-nocert", sealed)
    assert said.count("Signature is Valid") == 2
    assert said.count("ETSI.CAdES.detached") == 2
    assert said.count("Total document signed") == 1


def test_poppler_calls_signatures_by_elliptic_keys_valid(
    pdfsig: str, maker: Maker, tmp_path: Path
) -> None:
    path = tmp_path / "elliptic.pdf"
    path.write_bytes(maker.make("leader-ec", "seal-ec").sealed)
    assert _output(pdfsig, "-nocert", path).count("Signature is Valid") == 2


def test_qpdf_finds_nothing_wrong(qpdf: str, sealed: Path) -> None:
    assert "No syntax or stream encoding errors" in _output(qpdf, "--check", sealed)


def test_the_page_reads_as_it_was_meant_with_number_and_date(pdftotext: str, sealed: Path) -> None:
    read = " ".join(_output(pdftotext, "-layout", sealed, "-").split())
    number, *date = NUMBER.values()
    assert f"Số: {number} /GXN-UBND" in read
    assert "ngày {} tháng {} năm {}".format(*date) in read
    assert "Người ký: Nguyễn Văn Đức" in read
    assert "Xác nhận hồ sơ của ông Nguyễn Hữu Thưởng" in read
