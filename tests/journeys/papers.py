"""Papers to hand in."""

from __future__ import annotations

from pathlib import Path

import pikepdf


def one_page_pdf(path: Path) -> Path:
    """An empty A4 page, as a scanner would give it."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    pdf.save(path)
    return path
