"""Somebody writes a comment on a dossier, and names those who should read it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from uuid import UUID, uuid4

from engine.actions.actor import Actor
from engine.actions.reasons import written
from engine.actions.step import judged_again, take
from engine.core.acts import Commented, Records
from engine.core.move import OpinionGiven, PersonMentioned, TaskRef
from engine.errors import InvalidAnswers
from engine.outside.outside import Outside
from engine.questions.reach import require_reach
from engine.say import say
from engine.store.colleagues import Colleague, colleagues_of
from engine.store.drafts import COMMENT as DRAFTED
from engine.store.drafts import forget_draft
from engine.store.load_standing import load_standing

COMMENT = "comment"
"""Kind of the opinion that a comment is."""
FIELD = "comment"
_NAMED = re.compile(r"(?<![\w@.])@([A-Za-z0-9_][A-Za-z0-9_.\-]*[A-Za-z0-9_]|[A-Za-z0-9_])")


def write(
    outside: Outside,
    actor: Actor,
    dossier_id: UUID,
    text: str,
    mentions: Collection[UUID] = (),
) -> None:
    """Keep the comment; `@login` in its text names a person as `mentions` does.

    A mention gives no right to see, so only those can be named who may see the dossier. Raises
    NotFound (no such dossier, or not for this reader) and InvalidAnswers; then nothing is stored.
    """
    said = written(text, FIELD, say("Chưa viết ý kiến."))

    def attempt() -> None:
        with outside.sessions.begin() as session:
            dossier, around, now = load_standing(session, dossier_id, outside.clock.now())
            require_reach(session, actor, dossier, now)
            people = _named(said, mentions, colleagues_of(session, dossier, now))
            comment = OpinionGiven(uuid4(), COMMENT, None, actor.person_id, reason=said)
            named = tuple(
                PersonMentioned(comment.id, person)
                for person in people
                if person != actor.person_id
            )
            records = Records(opinions=(comment,), mentions=named)
            act = Commented(actor_id=actor.person_id, records=records)
            take(session, dossier, act, around, now)
            forget_draft(session, actor.person_id, TaskRef(dossier_id, dossier_id), DRAFTED)

    judged_again(attempt)


def _named(
    text: str, mentions: Collection[UUID], colleagues: Sequence[Colleague]
) -> Sequence[UUID]:
    """Each once, in order. Raises InvalidAnswers for who may not see the dossier, or is nobody:
    the two are told alike."""
    by_login = {c.login: c.person_id for c in colleagues}
    known = {c.person_id for c in colleagues}
    for login in _NAMED.findall(text):
        if login not in by_login:
            raise InvalidAnswers(
                {
                    FIELD: [
                        say(
                            "Không nhắc được @%(login)s: không có ai mang tên đăng nhập này được "
                            "xem hồ sơ. Hãy chọn trong danh sách, hoặc bỏ dấu @.",
                            login=login,
                        )
                    ]
                }
            )
    if any(person not in known for person in mentions):
        raise InvalidAnswers(
            {"mention": [say("Người được chọn không xem được hồ sơ này; hãy chọn người khác.")]}
        )
    return tuple(dict.fromkeys([*mentions, *(by_login[each] for each in _NAMED.findall(text))]))
