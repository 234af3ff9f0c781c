"""What the pages of an agency print, and where the reader finds them again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from engine.core.dossier import Dossier
from engine.machine.render_document import Letterhead
from engine.outside.outside import Outside
from engine.store.offices import letterhead_row

BUILT_FONTS = Path(__file__).parents[2] / "web" / "static" / "built" / "fonts"


def fonts_folder() -> Path:
    """The folder with the fonts that `make assets` builds."""
    return BUILT_FONTS


def letterhead_of(session: Session, unit_id: UUID, at: datetime | None = None) -> Letterhead:
    """Names and place of the issuing unit, as they were at `at` (None: today's). A people's
    committee prints no parent above itself (Nghị định 30/2020/NĐ-CP, Phụ lục I, Mục II, khoản 2).
    """
    row = letterhead_row(session, unit_id, at)
    return Letterhead(
        agency=row.name,
        agency_parent=None if row.collective_name else row.parent_name,
        place=row.place or "",
    )


def document_url(outside: Outside, dossier: Dossier, key: str) -> str:
    """The public address behind the QR code of a document: a result leads to its verdict, any
    other paper to where the dossier is."""
    if key in dossier.bundle.procedure.results:
        return f"{outside.settings.public_url}/kiem-tra/{dossier.lookup_code}"
    return lookup_url(outside, dossier)


def lookup_url(outside: Outside, dossier: Dossier) -> str:
    """The public address behind the QR code of the dossier's slips."""
    return f"{outside.settings.public_url}/t/{dossier.lookup_code}"
