"""Who acts: the signed-in person, as every action and question gets them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """A person with an account. What they may do is asked of the register, never kept here."""

    person_id: UUID
    full_name: str
    login: str
