"""What a signature looks like on the page: a picture, or two lines of text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

from PIL import Image, UnidentifiedImageError
from pyhanko.pdf_utils.font.opentype import GlyphAccumulatorFactory
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.layout import (
    AxisAlignment,
    InnerScaling,
    Margins,
    SimpleBoxLayoutRule,
)
from pyhanko.pdf_utils.text import TextBoxStyle
from pyhanko.stamp import BaseStampStyle, StaticStampStyle, TextStampStyle

from signing.errors import ImageUnreadable, as_vietnam_time
from signing.render.fonts import field_face

LARGEST_PIXELS = 4_000_000

_CENTRED = SimpleBoxLayoutRule(
    x_align=AxisAlignment.ALIGN_MID,
    y_align=AxisAlignment.ALIGN_MID,
    margins=Margins.uniform(0),
    inner_content_scaling=InnerScaling.SHRINK_TO_FIT,
)
_LINES_SIZE = 9


@dataclass(frozen=True, slots=True)
class StampAppearance:
    """`image` is a PNG with transparent ground, drawn as large as the field allows; without one,
    signer and time are written. `fonts` is a folder made by `build_fonts`.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Mục I, Phần II, khoản 8 and 9.
    """

    fonts: Path
    image: bytes | None = None


def stamp_style(appearance: StampAppearance, signer: str, signed_at: datetime) -> BaseStampStyle:
    """pyHanko's style for this appearance. Raises ImageUnreadable, FontsMissing."""
    if appearance.image is not None:
        picture = PdfImage(_read_png(appearance.image))
        return StaticStampStyle(
            background=picture, background_layout=_CENTRED, background_opacity=1, border_width=0
        )
    lines = f"Người ký: {signer}\nThời gian ký: {as_vietnam_time(signed_at)} +07:00"
    font = GlyphAccumulatorFactory(str(field_face(appearance.fonts)), font_size=_LINES_SIZE)
    return TextStampStyle(
        # pyHanko interpolates the text with %: a name must not be read as a directive.
        stamp_text=lines.replace("%", "%%"),
        text_box_style=TextBoxStyle(font=font, font_size=_LINES_SIZE),
        inner_content_layout=_CENTRED,
        border_width=0,
    )


def _read_png(content: bytes) -> Image.Image:
    try:
        image = Image.open(BytesIO(content), formats=["PNG"])
        if image.width * image.height > LARGEST_PIXELS:
            raise ImageUnreadable("Ảnh chữ ký hoặc con dấu quá lớn; tối đa 4 triệu điểm ảnh.")
        image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as fault:
        raise ImageUnreadable("Ảnh chữ ký hoặc con dấu không đọc được; cần tệp PNG.") from fault
    return image
