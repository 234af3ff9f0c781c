"""Reasons as they were written, for the lines of the history, which itself keeps their hash."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from engine.store.records import OpinionRow

Said = tuple[datetime, UUID]
"""When, and by whom: an act of a person has one moment."""


def reasons_of(opinions: Iterable[OpinionRow]) -> Mapping[Said, str]:
    """The texts of opinions, votes, declared conflicts, returns and stops; comments have a place
    of their own, where they can be struck."""
    said = (o for o in opinions if o.reason and o.kind != "comment")
    return {(o.given_at, o.person_id): o.reason for o in said if o.reason}
