"""Set a Typst template with answers as data: PDF/A-3b, attachments embedded, slots found.

What a template sees beside it: `data.json` (the answers, always data, never markup), its libraries,
and nothing else. It leaves room for a field with metadata under the label `<slot>`: a dictionary
with name, page, x, y, w, h in points from the top left.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

import typst

from signing.errors import FontsMissing, TemplateFaulty
from signing.render.explain import explain
from signing.render.room import Room, check_imports
from signing.values import Attachment, Rendered, Slot

# The wrapper embeds the attachments (typst.app/docs/reference/pdf/attach), so that a template
# cannot forget them, and its own line numbers stay as its author sees them.
_WRAPPER = """\
#for file in json("attachments.json") {
  pdf.attach(
    file.name, read(file.path, encoding: none),
    relationship: "data", mime-type: file.media_type, description: file.description,
  )
}
#include "template.typ"
"""

_one_at_a_time = threading.Lock()


def render(
    source: bytes,
    libraries: Mapping[str, bytes],
    data: Mapping[str, object],
    fonts: Path,
    attachments: Sequence[Attachment],
    rendered_at: datetime,
) -> Rendered:
    """Set `source` (UTF-8 Typst) with `data` (JSON values), read there as `json("data.json")`.

    `libraries` are importable by their names; `fonts` is a folder made by `build_fonts`;
    `rendered_at` (with zone) becomes the document's date, so equal input gives equal bytes.
    Raises TemplateFaulty (with the line) and FontsMissing.
    """
    check_imports({"template.typ": source, **libraries})
    room, compiler = _room(os.getpid()), _compiler(fonts, os.getpid())
    with _one_at_a_time, room.filled(_WRAPPER, source, libraries, data, attachments) as main:
        try:
            date = int(rendered_at.timestamp())
            pdf = compiler.compile(str(main), format="pdf", pdf_standards="a-3b", timestamp=date)
            slots = compiler.query("<slot>", field="value")
        except typst.TypstError as fault:
            raise explain(fault) from fault
    if not isinstance(pdf, bytes):
        raise TemplateFaulty("Mẫu văn bản không tạo ra tệp PDF nào.")
    return Rendered(pdf, tuple(_slot(raw) for raw in json.loads(slots)))


def _slot(raw: Mapping[str, object]) -> Slot:
    try:
        x, y, width, height = (float(str(raw[key])) for key in ("x", "y", "w", "h"))
        return Slot(str(raw["name"]), int(str(raw["page"])), x, y, width, height)
    except (KeyError, TypeError, ValueError) as fault:
        raise TemplateFaulty(
            "Mẫu văn bản khai báo sai một ô chừa sẵn <slot>: cần name, page, x, y, w, h."
        ) from fault


@cache
def _room(_process: int) -> Room:
    return Room()


@cache
def _compiler(fonts: Path, process: int) -> typst.Compiler:
    # Fonts are loaded once: with the system's own, each cold start costs 60-200 ms, and a
    # machine's fonts must not decide how a decision looks.
    known = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)]
    )
    if not known.families():
        raise FontsMissing(f"Không có phông chữ nào trong {fonts}; hãy chạy `make assets`.")
    return typst.Compiler(
        root=str(_room(process).folder), font_paths=known, ignore_system_fonts=True
    )
