"""Reads a dossier where it stands, at no task of its own."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from engine.core.dossier import Dossier, Surroundings
from engine.store.load_dossier import dossier_from
from engine.store.load_surroundings import surroundings_from
from engine.store.select_dossier import select_dossier


class Standing(NamedTuple):
    """A dossier, what it is judged by, and the office's time."""

    dossier: Dossier
    around: Surroundings
    now: datetime


def load_standing(session: Session, dossier_id: UUID, system_now: datetime) -> Standing:
    """For pages and for acts on the whole dossier. Raises NotFound."""
    selected = select_dossier(session, dossier_id)
    dossier = dossier_from(session, dossier_id, selected)
    around = surroundings_from(session, dossier, selected)
    return Standing(dossier, around, system_now + timedelta(seconds=selected.clock_offset_s))
