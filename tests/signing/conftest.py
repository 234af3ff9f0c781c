"""One PKI and one finished result for all tests of this package; both are only read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.signing.making import Made, Maker
from tests.signing.pki import Pki, running_pki

_BUILT_FONTS = Path(__file__).parents[2] / "web" / "static" / "built" / "fonts"


@pytest.fixture(scope="session")
def fonts_dir() -> Path:
    if not (_BUILT_FONTS / "Tinos-Regular.ttf").is_file():
        pytest.fail("the fonts are not built: run make assets")
    return _BUILT_FONTS


@pytest.fixture(scope="session")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pki]:
    with running_pki(tmp_path_factory.mktemp("pki")) as running:
        yield running


@pytest.fixture(scope="session")
def maker(pki: Pki, fonts_dir: Path) -> Maker:
    return Maker(pki, fonts_dir)


@pytest.fixture(scope="session")
def made(maker: Maker) -> Made:
    """A result with all its earlier stages."""
    return maker.make()


def tool(name: str, package: str) -> str:
    """The path of a command that the tests need beside Python."""
    found = shutil.which(name)
    if found is None:
        pytest.fail(f"{name} is not installed: apt-get install {package}")
    return found


@pytest.fixture(scope="session")
def pdfsig() -> str:
    return tool("pdfsig", "poppler-utils")


@pytest.fixture(scope="session")
def pdftotext() -> str:
    return tool("pdftotext", "poppler-utils")


@pytest.fixture(scope="session")
def qpdf() -> str:
    return tool("qpdf", "qpdf")
