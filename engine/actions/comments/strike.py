"""The author takes a comment back: it stays, struck through, and the history says so."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.comments.write import COMMENT
from engine.actions.step import judged_again, take
from engine.core.acts import CommentStruck, Records
from engine.errors import AlreadyDone, NotFound, NotYours
from engine.outside.outside import Outside
from engine.questions.reach import require_reach
from engine.say import say
from engine.store.load_standing import load_standing
from engine.store.records import OpinionRow


def strike(outside: Outside, actor: Actor, dossier_id: UUID, comment_id: UUID) -> None:
    """Raises NotFound, NotYours (somebody else wrote it), AlreadyDone (it is struck)."""

    def attempt() -> None:
        with outside.sessions.begin() as session:
            dossier, around, now = load_standing(session, dossier_id, outside.clock.now())
            require_reach(session, actor, dossier, now)
            row = session.get(OpinionRow, (dossier_id, comment_id))
            if row is None or row.kind != COMMENT:
                raise NotFound(say("Không có ý kiến này trong hồ sơ."))
            if row.person_id != actor.person_id:
                raise NotYours(say("Chỉ người viết mới rút được ý kiến của mình."), "not_asked")
            if row.void_at is not None:
                raise AlreadyDone(say("Ý kiến này đã được rút."))
            act = CommentStruck(
                actor_id=actor.person_id, records=Records(opinions_void=(comment_id,))
            )
            take(session, dossier, act, around, now)

    judged_again(attempt)
