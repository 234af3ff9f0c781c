"""The fonts of the documents: Tinos, cut to Latin and Vietnamese, 1000 units to the em.

Run at set-up: `python -m signing.render.fonts SOURCE TARGET`. The scale matters: pyHanko writes
glyph widths in font units although PDF counts in thousandths (ISO 32000-1, 9.7.4.3), so a font of
2048 units would be set with gaps.

What is written into fields later has faces of its own, without layout tables: reading those costs
some 40 ms a face each time, and a number needs no kerning.
"""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

from signing.errors import FontsMissing

FIELD_REGULAR = "TinosField-Regular.ttf"
FIELD_ITALIC = "TinosField-Italic.ttf"

_FACES = {
    "Tinos-Regular.ttf": "Tinos_400Regular.ttf",
    "Tinos-Italic.ttf": "Tinos_400Regular_Italic.ttf",
    "Tinos-Bold.ttf": "Tinos_700Bold.ttf",
    "Tinos-BoldItalic.ttf": "Tinos_700Bold_Italic.ttf",
}
_FIELD_FACES = {
    FIELD_REGULAR: "Tinos_400Regular.ttf",
    FIELD_ITALIC: "Tinos_400Regular_Italic.ttf",
}
_LAYOUT = ["kern", "liga", "ccmp", "mark", "mkmk", "locl"]

_VOWELS = "a ă â e ê i o ô ơ u ư y"
_TONES = "\u0300\u0301\u0303\u0309\u0323"

_KEPT_RANGES = (
    range(0x20, 0x250),  # Latin, its supplements and extensions
    range(0x300, 0x324),  # combining marks, for decomposed input
    range(0x1E00, 0x1F00),  # Latin extended additional: most of Vietnamese
    range(0x2000, 0x2070),  # dashes, quotation marks, ellipsis
)
_KEPT_SIGNS = "₫№●○•→−≤≥×"


def vietnamese_letters() -> str:
    """What every face must be able to set, 146 letters.

    Twelve vowels with and without the five tones, and đ, in both cases.
    """
    small = {
        unicodedata.normalize("NFC", vowel + tone)
        for vowel in _VOWELS.split()
        for tone in ("", *_TONES)
    }
    return "".join(sorted(small | {letter.upper() for letter in small} | {"đ", "Đ"}))


def field_face(fonts: Path, *, italic: bool = False) -> Path:
    """The file of a field's face in a folder made by `build_fonts`. Raises FontsMissing."""
    face = fonts / (FIELD_ITALIC if italic else FIELD_REGULAR)
    if not face.is_file():
        raise FontsMissing(f"Không thấy tệp phông {face}; hãy chạy `make assets`.")
    return face


def build_fonts(source_dir: Path, target_dir: Path) -> None:
    """Make the four faces of the text and the two of the fields in `target_dir`, from the Tinos
    files anywhere below `source_dir`.

    Raises FontsMissing if a face is not there or lacks a Vietnamese letter.
    """
    target_dir.mkdir(parents=True, exist_ok=True)
    for target_name, source_name in _FACES.items():
        _build_face(_source(source_dir, source_name), target_dir / target_name, _LAYOUT)
    for target_name, source_name in _FIELD_FACES.items():
        _build_face(_source(source_dir, source_name), target_dir / target_name, [])


def _source(source_dir: Path, name: str) -> Path:
    found = sorted(source_dir.rglob(name))
    if not found:
        raise FontsMissing(f"Không thấy tệp phông {name} trong {source_dir}.")
    return found[0]


def _build_face(source: Path, target: Path, layout: list[str]) -> None:
    options = subset.Options(
        layout_features=layout,
        name_IDs=["*"],
        hinting=False,
        glyph_names=False,
        notdef_outline=True,
    )
    if not layout:
        options.drop_tables += ["GSUB", "GPOS", "GDEF"]
    font: TTFont = subset.load_font(str(source), options)
    kept = {code for block in _KEPT_RANGES for code in block} | {ord(sign) for sign in _KEPT_SIGNS}
    cut = subset.Subsetter(options)
    cut.populate(unicodes=kept)
    cut.subset(font)
    missing = [letter for letter in vietnamese_letters() if ord(letter) not in font.getBestCmap()]
    if missing:
        raise FontsMissing(f"Phông {source.name} thiếu các chữ: {' '.join(missing)}.")
    scale_upem(font, 1000)
    if not layout:
        # A family of its own: the templates' "Tinos" must be the one with kerning.
        for record in font["name"].names:
            record.string = record.toUnicode().replace("Tinos", "TinosField")
    font.save(target)


if __name__ == "__main__":
    build_fonts(Path(sys.argv[1]), Path(sys.argv[2]))
