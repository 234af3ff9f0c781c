"""Who read what: written in one statement, with the posts that the reader holds now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

SLOT_SECONDS = 600
OVER_MANY = UUID(int=0)
"""In place of a dossier, for what is read over many at once: a report, an export, an offer."""


class Read(NamedTuple):
    """Something that was opened; `item` names a paper, a document, a report, or is empty."""

    dossier_id: UUID
    kind: str
    item: str


_ADD = text("""
    INSERT INTO read_log (dossier_id, person_id, kind, item, slot, at, place)
    SELECT :dossier_id, :person_id, :kind, :item, :slot, :at, coalesce((
        SELECT string_agg(p.title || ', ' || u.name, '; ' ORDER BY p.title, u.name)
        FROM appointment a
        JOIN position p ON p.id = a.position_id AND p.recorded_to IS NULL
        JOIN unit u ON u.id = p.unit_id AND u.recorded_to IS NULL
        WHERE a.person_id = :person_id AND a.recorded_to IS NULL
          AND a.valid_from <= :office AND (a.valid_to IS NULL OR a.valid_to > :office)), '')
    ON CONFLICT DO NOTHING""")


def add_reads(
    session: Session, person_id: UUID, reads: Iterable[Read], now: datetime, office: datetime
) -> None:
    """One row for each of them in these ten minutes. `now` is the system's, `office` the office's
    time."""
    slot = int(now.timestamp()) // SLOT_SECONDS
    session.execute(
        _ADD,
        [
            {
                "dossier_id": read.dossier_id,
                "person_id": person_id,
                "kind": read.kind,
                "item": read.item,
                "slot": slot,
                "at": now,
                "office": office,
            }
            for read in reads
        ],
    )
