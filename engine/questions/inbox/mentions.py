"""Comments that name the reader (nhắc tới tôi): the list, and how many of it are new."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.outside.outside import Outside
from engine.questions.known import GONE
from engine.questions.reach import seats
from engine.store.asked import is_asked
from engine.store.mentions import Mention, mentions_of, seen_until
from engine.store.offices import Office
from engine.store.people import person_names
from engine.store.time import read_time

MOST = 200
"""Who has more has long read the older ones."""


@dataclass(frozen=True, slots=True)
class MentionLine:
    """One comment that names the reader."""

    dossier_id: UUID
    comment_id: UUID
    code: str
    applicant: str
    author: str
    text: str
    at: datetime
    new: bool


@dataclass(frozen=True, slots=True)
class Mentions:
    """The newest first; `new` counts those lines that came since the reader last looked."""

    lines: tuple[MentionLine, ...]
    new: int


def mentions(outside: Outside, actor: Actor) -> Mentions:
    """Of dossiers that the reader may see now: a mention gives no right to."""
    with outside.sessions.begin() as session:
        every = mentions_of(session, actor.person_id, MOST)
        if not every:  # asked on every page, and true of most people
            return Mentions((), 0)
        here = seats(session, actor, read_time(session, outside.clock.now()).now)
        since = seen_until(session, actor.person_id)
        found = [each for each in every if _reaches(session, actor, here, each)]
        names = person_names(session, {each.author_id for each in found})
    lines = tuple(
        MentionLine(
            dossier_id=each.dossier_id,
            comment_id=each.comment_id,
            code=each.code,
            applicant=str(each.applicant["full_name"]),
            author=names.get(each.author_id, GONE),
            text=each.text,
            at=each.at,
            new=since is None or each.at > since,
        )
        for each in found
    )
    return Mentions(lines, sum(line.new for line in lines))


def _reaches(session: Session, actor: Actor, here: Collection[Office], mention: Mention) -> bool:
    """As `reach.require_reach` asks it."""
    if not mention.units.isdisjoint(office.unit_id for office in here):
        return True
    positions = [office.position_id for office in here]
    return is_asked(session, mention.dossier_id, actor.person_id, positions)
