"""Writes a Move: everything that one act changes of one dossier, in one guarded statement."""

from __future__ import annotations

from sqlalchemy.orm import Session

from engine.core.move import Move
from engine.errors import Overtaken
from engine.store.move_as_json import as_text, move_parts
from engine.store.move_statement import statement_for
from engine.store.one_row import one_row


def save_move(session: Session, move: Move) -> None:
    """Save a Move inside the caller's transaction; call it last, its locks last until the commit.

    Raises Overtaken when the dossier is no longer at `move.version`, when its history does not end
    where the Move begins, when the register is no longer at `move.epoch`, or when a task that the
    Move closes or changes is not open. Then the statement has written nothing. Raises
    InvalidAnswers for text that no database keeps (a NUL, half a surrogate pair).
    """
    parts = move_parts(move)
    (saved,) = one_row(session, statement_for(parts.keys()), {"move": as_text(parts)})
    if saved != 1:
        raise Overtaken(move.dossier_id)
