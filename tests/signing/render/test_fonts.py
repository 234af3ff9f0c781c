from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fontTools import subset
from fontTools.ttLib import TTFont

from signing.errors import FontsMissing
from signing.render.fonts import FIELD_ITALIC, FIELD_REGULAR, build_fonts, vietnamese_letters

_TEXT_FACES = ["Tinos-Regular.ttf", "Tinos-Italic.ttf", "Tinos-Bold.ttf", "Tinos-BoldItalic.ttf"]
_FACES = [*_TEXT_FACES, FIELD_REGULAR, FIELD_ITALIC]
_ORIGINALS = {
    "Tinos_400Regular.ttf": "Tinos-Regular.ttf",
    "Tinos_400Regular_Italic.ttf": "Tinos-Italic.ttf",
    "Tinos_700Bold.ttf": "Tinos-Bold.ttf",
    "Tinos_700Bold_Italic.ttf": "Tinos-BoldItalic.ttf",
}


def test_the_alphabet_has_every_vowel_with_every_tone() -> None:
    letters = vietnamese_letters()
    assert len(set(letters)) == len(letters) == 146
    assert set("aAàáảãạăằắẳẵặâầấẩẫậeêệiịoôộơợuưựyỵđĐỮỆỘ") <= set(letters)


@pytest.mark.parametrize("face", _FACES)
def test_every_face_sets_every_vietnamese_letter_and_the_signs_of_documents(
    fonts_dir: Path, face: str
) -> None:
    cmap = TTFont(fonts_dir / face).getBestCmap()
    wanted = vietnamese_letters() + "“”–—…№₫0123456789/-"
    assert [letter for letter in wanted if ord(letter) not in cmap] == []


@pytest.mark.parametrize("face", _FACES)
def test_every_face_has_a_thousand_units_to_the_em(fonts_dir: Path, face: str) -> None:
    assert TTFont(fonts_dir / face)["head"].unitsPerEm == 1000


@pytest.mark.parametrize("face", [FIELD_REGULAR, FIELD_ITALIC])
def test_the_faces_of_fields_are_a_family_of_their_own(fonts_dir: Path, face: str) -> None:
    font = TTFont(fonts_dir / face)
    assert font["name"].getDebugName(1) == "TinosField"
    assert "GPOS" not in font


def _originals(fonts_dir: Path, target: Path) -> Path:
    """The built faces under the names of the package: good enough to build from."""
    target.mkdir()
    for original, built in _ORIGINALS.items():
        shutil.copy(fonts_dir / built, target / original)
    return target


def test_building_makes_all_six_faces(fonts_dir: Path, tmp_path: Path) -> None:
    build_fonts(_originals(fonts_dir, tmp_path / "source"), tmp_path / "built")
    assert sorted(path.name for path in (tmp_path / "built").iterdir()) == sorted(_FACES)


def test_a_package_without_a_face_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(FontsMissing, match=r"Tinos_400Regular\.ttf"):
        build_fonts(tmp_path, tmp_path / "built")


def test_a_font_that_lacks_a_letter_is_refused_with_the_letter(
    fonts_dir: Path, tmp_path: Path
) -> None:
    source = _originals(fonts_dir, tmp_path / "source")
    options = subset.Options()
    cut = subset.Subsetter(options)
    font = subset.load_font(str(source / "Tinos_400Regular.ttf"), options)
    cut.populate(unicodes=set(font.getBestCmap()) - {ord("ẵ")})
    cut.subset(font)
    font.save(source / "Tinos_400Regular.ttf")
    with pytest.raises(FontsMissing, match="ẵ"):
        build_fonts(source, tmp_path / "built")
