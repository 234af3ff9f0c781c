"""The seam of the log of reads: every offer of personal data outside a dossier passes here."""

from __future__ import annotations

from uuid import UUID

import structlog
from sqlalchemy.orm import Session

log = structlog.get_logger()


def note_personal_read(session: Session, reader_id: UUID, purpose: str, found: int) -> None:
    """Somebody was shown data of `found` persons; `purpose` is a short fixed word.

    Within the reader's own transaction, so that a row may be written here. What was asked for
    is not noted: it would be personal data itself.
    """
    log.info("personal_data_read", reader=str(reader_id), purpose=purpose, found=found)
