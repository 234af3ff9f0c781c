"""A person keeps a filter of their inbox under a name."""

from __future__ import annotations

from uuid import UUID, uuid4

from engine.actions.actor import Actor
from engine.core.vietnamese import clean_text
from engine.errors import InvalidAnswers
from engine.outside.outside import Outside
from engine.questions.inbox.views import Filter
from engine.say import say
from engine.store.records import SavedFilterRow
from engine.store.saved_filters import filters_of
from engine.store.time import read_time

MOST = 12
"""Each is counted at every look at the inbox."""
LONGEST = 60


def save_filter(outside: Outside, actor: Actor, name: str, asked: Filter) -> UUID:
    """The id under which it is kept; a name that is there already gets the new conditions.

    Raises InvalidAnswers: no name, a name too long, no condition, too many filters.
    """
    name = _name(name)
    if not asked:
        raise InvalidAnswers({"name": [say("Hãy chọn ít nhất một điều kiện lọc trước khi lưu.")]})
    with outside.sessions.begin() as session:
        kept = filters_of(session, actor.person_id)
        row = next((row for row in kept if row.name == name), None)
        if row is None and len(kept) >= MOST:
            said = say(
                "Đã lưu %(most)s bộ lọc, là số nhiều nhất; hãy xóa bớt một bộ lọc.", most=MOST
            )
            raise InvalidAnswers({"name": [said]})
        if row is None:
            now = read_time(session, outside.clock.now()).now
            row = SavedFilterRow(person_id=actor.person_id, id=uuid4(), name=name, created_at=now)
            session.add(row)
        row.procedure, row.element = asked.procedure, asked.element
        row.holder_id, row.words = asked.holder_id, asked.words
    return row.id


def _name(name: str) -> str:
    try:
        name = clean_text(name)
    except ValueError as wrong:
        raise InvalidAnswers({"name": [str(wrong)]}) from wrong
    if not name:
        raise InvalidAnswers({"name": [say("Hãy đặt tên cho bộ lọc.")]})
    if len(name) > LONGEST:
        said = say("Tên bộ lọc dài quá %(most)s ký tự; hãy đặt tên ngắn hơn.", most=LONGEST)
        raise InvalidAnswers({"name": [said]})
    return name
