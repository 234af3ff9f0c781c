"""Typst's complaint as one sentence that names the line of the template."""

from __future__ import annotations

import re

import typst

from signing.errors import TemplateFaulty

_PLACE = re.compile(r"([A-Za-z0-9_-]+\.typ):(\d+):\d+")


def explain(fault: typst.TypstError) -> TemplateFaulty:
    """Only Typst's message and the place go on: its diagnostic would quote the answers."""
    place = _PLACE.search(fault.diagnostic or "")
    message = fault.message.splitlines()[0] if fault.message else "lỗi không rõ"
    if place is None or place[1] == "main.typ":
        return TemplateFaulty(f"Mẫu văn bản không lập được: {message}.")
    where = "" if place[1] == "template.typ" else f"{place[1]}, "
    return TemplateFaulty(f"Mẫu văn bản có lỗi ({where}dòng {place[2]}): {message}.", int(place[2]))
