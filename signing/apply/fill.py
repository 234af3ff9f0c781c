"""Write number and date into their fields, in the revision that the seal will sign."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont
from pyhanko.pdf_utils.font.api import FontEngine, FontEngineFactory
from pyhanko.pdf_utils.font.opentype import GlyphAccumulatorFactory
from pyhanko.pdf_utils.form_tools import populate_static_text_field
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.text import TextBoxStyle
from pyhanko.pdf_utils.writer import BasePdfFileWriter

from signing.errors import FontsMissing
from signing.profile import SigningProfile
from signing.render.fonts import field_face

# The baseline stands on the margin; below it is room for descenders.
_ON_THE_LINE = SimpleBoxLayoutRule(
    x_align=AxisAlignment.ALIGN_MID,
    y_align=AxisAlignment.ALIGN_MIN,
    margins=Margins(bottom=3),
    inner_content_scaling=InnerScaling.SHRINK_TO_FIT,
)


def fill_fields(
    writer: IncrementalPdfFileWriter,
    profile: SigningProfile,
    values: Mapping[str, str],
    fonts: Path,
) -> None:
    """Fill the profile's text fields; `values` has one non-empty line for each of them.

    Raises FontsMissing, for a letter that the font lacks too.
    """
    faces: dict[Path, _SharedFont] = {}
    for field in profile.text_fields:
        face, value = field_face(fonts, italic=field.italic), values[field.name]
        missing = sorted(set(value) - _letters(face))
        if missing:
            raise FontsMissing(f"Phông chữ không có: {' '.join(missing)} (trường {field.name}).")
        font = faces.setdefault(face, _SharedFont(face, field.size))
        style = TextBoxStyle(font=font, font_size=field.size, box_layout_rule=_ON_THE_LINE)
        populate_static_text_field(writer, field.name, style, value)


class _SharedFont(FontEngineFactory):
    """One engine for all fields of a face: each engine costs some 25 ms and a copy in the file."""

    def __init__(self, path: Path, size: int) -> None:
        self._make = GlyphAccumulatorFactory(str(path), font_size=size)
        self._made: FontEngine | None = None

    def create_font_engine(
        self, writer: BasePdfFileWriter, obj_stream: object = None
    ) -> FontEngine:
        if self._made is None:
            self._made = self._make.create_font_engine(writer, obj_stream)
        return self._made


@cache
def _letters(font: Path) -> frozenset[str]:
    return frozenset(chr(code) for code in TTFont(font, lazy=True).getBestCmap())
