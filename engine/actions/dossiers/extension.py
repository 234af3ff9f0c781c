"""By how much an apology extends the dossier that it is about: printed, and then done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from engine.core.clock import Budget, TimeUnit, due
from engine.core.dossier import Dossier
from engine.store.links import links_of
from engine.store.load_dossier import load_dossier
from engine.store.load_surroundings import load_surroundings

APOLOGY = "xin_loi_gia_han"
"""Slug of the house procedure by which a late dossier is apologised for."""
DAYS = "so_ngay_gia_han"
"""Key of the answer: how many working days more, counted from when the dossier was due."""


@dataclass(frozen=True, slots=True)
class Extension:
    """The dossier that is extended, as it stands, and its new due time."""

    opener: Dossier
    until: datetime


def extension_of(
    session: Session, apology: Dossier, answers: Mapping[str, Any]
) -> Extension | None:
    """What the apology's answers ask for; None where they ask for nothing, where the dossier was
    opened for no other, or where that one has no term. Raises `clock.CalendarUnknown`."""
    days = answers.get(DAYS)
    links = links_of(session, apology.id)
    parent = next((each for each in links if each.relation == "parent"), None)
    if parent is None or not isinstance(days, int):
        return None
    opener = load_dossier(session, parent.other_id)
    if opener.due_at is None:
        return None
    calendar = load_surroundings(session, opener).calendar
    more = Budget(Fraction(days), TimeUnit.WORKING_DAY)
    return Extension(opener, due(calendar, opener.due_at, more))
