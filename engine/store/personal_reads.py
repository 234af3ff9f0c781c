"""The seam of the log of reads: every offer of personal data outside a dossier passes here."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from engine.store.read_log import OVER_MANY, Read, add_reads
from engine.store.time import read_time

log = structlog.get_logger()


def note_personal_read(
    session: Session, reader_id: UUID, purpose: str, found: int, now: datetime
) -> None:
    """Somebody was shown data of `found` persons; `purpose` is a short fixed word, `now` the
    system's time.

    Within the reader's own transaction. What was asked for is not noted: it would be personal data
    itself.
    """
    kind = "online" if purpose.startswith("online") else "known_person"
    office = read_time(session, now).now
    add_reads(session, reader_id, [Read(OVER_MANY, kind, "")], now, office)
    log.info("personal_data_read", reader=str(reader_id), purpose=purpose, found=found)
