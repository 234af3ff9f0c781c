"""The comments on a dossier, first to last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from engine.actions.comments.write import COMMENT
from engine.questions.known import Known
from engine.questions.parts import CommentView
from engine.store.records import OpinionRow


def comment_views(
    known: Known, opinions: Iterable[OpinionRow], mentioned: Mapping[UUID, Sequence[UUID]]
) -> tuple[CommentView, ...]:
    """Struck ones too: they leave a trace."""
    return tuple(
        CommentView(
            id=each.id,
            author_id=each.person_id,
            author=known.who(each.person_id, None, each.given_at),
            at=each.given_at,
            text=each.reason or "",
            mentions=tuple(known.name(person) for person in mentioned.get(each.id, ())),
            struck_at=each.void_at,
        )
        for each in opinions
        if each.kind == COMMENT
    )
