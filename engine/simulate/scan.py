"""A one-page PDF in place of a scanned paper, for scenarios, demos and tests."""

from __future__ import annotations

import io

import pikepdf


def one_page_scan(name: str) -> bytes:
    """An A4 page that names itself; equal names give equal bytes."""
    label = name.encode("ascii", "replace").decode().replace("(", "").replace(")", "")
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595.28, 841.89))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    text = f"BT /F1 18 Tf 72 760 Td (BAN QUET THU NGHIEM) Tj 0 -28 Td ({label}) Tj ET"
    page.Contents = pdf.make_stream(text.encode("ascii"))
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()
