"""A person as a form tells them, judged against what the register knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.register.wrong import Wrong
from engine.core.vietnamese import fold, name_key
from engine.errors import NotFound
from engine.say import say
from engine.store.records import PersonRow
from engine.store.register_changes import known_row
from engine.store.register_people import person_with_identity

NAME, IDENTITY, QUALIFICATIONS = "full_name", "identity", "qualifications"
LONGEST_NAME = 120
MOST_QUALIFICATIONS = 20


@dataclass(frozen=True, slots=True)
class PersonTold:
    """`identity` is what the certificate carries as serialNumber of its subject."""

    full_name: str
    identity: str = ""
    qualifications: tuple[str, ...] = ()


def columns_of(
    session: Session, told: PersonTold, wrong: Wrong, person_id: UUID | None
) -> dict[str, Any]:
    """The columns of their row; what is wrong goes into `wrong`."""
    name = wrong.line(NAME, told.full_name, say("Hãy ghi họ và tên."), LONGEST_NAME)
    identity = "".join(wrong.line(IDENTITY, told.identity, None).split()) or None
    if identity is not None:
        other = person_with_identity(session, identity, person_id)
        if other is not None:
            said = say(
                "Số định danh này đang là của %(who)s; hãy chọn người đó hoặc xem lại số.",
                who=other.full_name,
            )
            wrong.add(IDENTITY, said)
    kept = [wrong.line(QUALIFICATIONS, each, None) for each in told.qualifications]
    qualifications = list(dict.fromkeys(filter(None, kept)))
    if len(qualifications) > MOST_QUALIFICATIONS:
        said = say("Nhiều nhất %(most)s trình độ.", most=MOST_QUALIFICATIONS)
        wrong.add(QUALIFICATIONS, said)
    wrong.refuse()
    return {
        "full_name": name,
        "identity": identity,
        "qualifications": qualifications,
        "name_key": name_key(name),
        "search_text": fold(name),
    }


def person_known(session: Session, person_id: UUID) -> PersonRow:
    """Raises NotFound."""
    row = known_row(session, PersonRow, person_id)
    if row is None:
        raise NotFound(say("Không có người này trong danh mục."))
    return row
