"""The words by which a dossier is found, and the units that may find it."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import OfDossier, Record


class DossierSearchRow(OfDossier, Record):
    """Beside the dossier and not in it: every Move rewrites that row, and this one changes only
    when other units take the dossier over.

    Each unit that takes part stands among the words as "u:" and its id, so that one walk of the
    index answers what the reader may see.
    """

    __tablename__ = "dossier_search"
    __table_args__ = (Index("dossier_search_words_idx", "words", postgresql_using="gin"),)

    words: Mapped[str] = mapped_column(TSVECTOR)
