"""Where the paper dossier is, in words."""

from __future__ import annotations

from sqlalchemy.orm import Session

from engine.actions.paper_dossier.hand_on import RECEIVED
from engine.core.vietnamese import format_moment
from engine.questions.known import GONE, Known
from engine.questions.parts import PaperAt
from engine.say import say
from engine.store.paper_places import last_place
from engine.store.people import person_names


def paper_at(session: Session, known: Known) -> PaperAt | None:
    """None where nobody has recorded any paper."""
    last = last_place(session, known.dossier.id)
    if last is None:
        return None
    name = ""
    if last.person_id is not None:
        name = person_names(session, {last.person_id}).get(last.person_id, say(GONE))
    # The unit is told of a unit, and of a person who sits elsewhere.
    unit = known.elsewhere(last.unit_id) if name else [known.unit(last.unit_id)]
    who = ", ".join(part for part in (name, *unit) if part)
    at = format_moment(last.at)
    if last.kind == RECEIVED:
        words = say("%(who)s, nhận lúc %(at)s", who=who, at=at)
    else:
        words = say("đang chuyển cho %(who)s, giao lúc %(at)s, chưa xác nhận", who=who, at=at)
    return PaperAt(words, last.person_id, last.kind == RECEIVED)
