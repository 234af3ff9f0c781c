"""A person makes a token, so that a program may do in their name what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from engine.actions.actor import Actor
from engine.errors import InvalidAnswers, NotFound
from engine.outside.one_time import hashed, new_token
from engine.outside.outside import Outside
from engine.say import say
from engine.store.accounts import note_event
from engine.store.api_tokens import count_tokens, revoke_tokens
from engine.store.records.api_token import ApiTokenRow

NAME, DAYS = "name", "days"
LONGEST_NAME = 80
MOST_DAYS = 365
MOST = 20
"""Tokens of one person that are good at once."""


@dataclass(frozen=True, slots=True)
class TokenMade:
    """`token` is shown once and kept nowhere."""

    id: UUID
    token: str
    expires_at: datetime


def make_token(outside: Outside, actor: Actor, name: str, days: int) -> TokenMade:
    """Good from now for so many days. Raises InvalidAnswers."""
    name = " ".join(name.split())
    wrong: dict[str, list[str]] = {}
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        said = say("Hãy đặt tên cho mã (1 đến %(most)s ký tự).", most=LONGEST_NAME)
        wrong[NAME] = [said]
    if not 1 <= days <= MOST_DAYS:
        wrong[DAYS] = [say("Thời hạn từ 1 đến %(most)s ngày.", most=MOST_DAYS)]
    if wrong:
        raise InvalidAnswers(wrong)
    token, now = new_token(), outside.clock.now()
    made = TokenMade(uuid4(), token, now + timedelta(days=days))
    with outside.sessions.begin() as session:
        if count_tokens(session, actor.person_id, now) >= MOST:
            said = say("Đã có %(most)s mã còn hạn; hãy thu hồi mã không dùng nữa.", most=MOST)
            raise InvalidAnswers({NAME: [said]})
        session.add(
            ApiTokenRow(
                person_id=actor.person_id,
                id=made.id,
                token_hash=hashed(token),
                name=name,
                created_at=now,
                expires_at=made.expires_at,
            )
        )
        note_event(session, now, actor.person_id, actor.person_id, "token", name)
    return made


def revoke_token(outside: Outside, actor: Actor, id: UUID) -> None:
    """One of the actor's own; over with the next request. Raises NotFound."""
    now = outside.clock.now()
    with outside.sessions.begin() as session:
        revoked = revoke_tokens(session, actor.person_id, now, only=id)
        if not revoked:
            raise NotFound(say("Mã này không còn hiệu lực; hãy tải lại danh sách."))
        note_event(session, now, actor.person_id, actor.person_id, "token_revoked", revoked[0])
