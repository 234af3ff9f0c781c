"""A dossier by the secret code of its slip."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.errors import NotFound
from engine.say import say
from engine.store.records import DossierRow

NOBODYS = "-"
"""No dossier has it: asked for what cannot be a code, so that both answers take the same way."""


def find_by_lookup_code(session: Session, given: str) -> UUID:
    """The dossier of this code, as it was typed: small letters, spaces and hyphens do no harm.

    Raises NotFound, the same for an ill-formed code and for one that is nobody's.
    """
    found = session.scalars(
        select(DossierRow.id).where(DossierRow.lookup_code == plain(given))
    ).one_or_none()
    if found is None:
        raise NotFound(
            say("Không có hồ sơ nào mang mã tra cứu này; hãy xem lại mã in trên giấy tiếp nhận.")
        )
    return found


def plain(given: str) -> str:
    """The code without what people type between its signs."""
    bare = "".join(given.split()).replace("-", "").upper()
    return bare if bare.isascii() and bare.isalnum() else NOBODYS
