"""The desk answers an online submission that it does not take in: asks for more, or refuses."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.online.fill import DRAFT_LIFE
from engine.actions.pending import drop_file, kept_files
from engine.actions.reasons import written
from engine.core.authority.register import Power
from engine.errors import NotYours
from engine.outside.outside import Outside
from engine.say import say
from engine.store.offices import office_of
from engine.store.online import close_online, require_waiting
from engine.store.time import read_time


def ask_for_more(outside: Outside, actor: Actor, id: UUID, reason: str) -> str:
    """Give it back to who filled it in, with what is missing; its code.

    They see it on their page and hand it in again. Raises NotYours (no desk), NotFound,
    AlreadyDone, InvalidAnswers (nothing said).
    """
    why = written(reason, "reason", say("Chưa ghi nội dung cần hoàn thiện."))
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        row = require_waiting(session, id, _desk(outside, actor))
        row.status, row.says, row.decided_by_id = "asked", why, actor.person_id
        row.changed_at, row.erase_at = now, now + 2 * DRAFT_LIFE
        return row.code


def refuse_online(outside: Outside, actor: Actor, id: UUID, reason: str, guidance: str) -> str:
    """Refuse it with the reason and erase what the person wrote; its code.

    The slip (Mẫu 03) is printed from the same words before. Raises as `ask_for_more`.
    """
    why = written(reason, "reason", say("Chưa ghi lý do từ chối tiếp nhận."))
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        row = require_waiting(session, id, _desk(outside, actor))
        row.says, row.guidance = why, guidance.strip() or None
        close_online(session, id, "refused", actor.person_id, now)
        code = row.code
    drop_file(outside, id, [each.id for each in kept_files(outside, id)])
    return code


def _desk(outside: Outside, actor: Actor) -> UUID:
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        office = office_of(session, actor.person_id, Power.RECEIVE, now)
    if office is None:
        raise NotYours(
            say("Chỉ bộ phận tiếp nhận được trả lời bản nộp trực tuyến."), "not_competent"
        )
    return office.unit_id
