"""The register is never left without somebody who may keep it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from engine.actions.accounts.waits import REGISTRAR
from engine.errors import NotYours
from engine.say import say
from engine.store.seats_held import anyone_has_role


def require_a_keeper(session: Session, now: datetime) -> None:
    """After a change of seats or posts, before its commit. Raises NotYours: nobody would be left
    with the seat of a registrar, and nothing is stored."""
    session.flush()
    if not anyone_has_role(session, REGISTRAR, now):
        raise NotYours(
            say(
                "Việc này làm hệ thống không còn ai quản trị thẩm quyền; hãy bổ nhiệm người khác "
                "vào vị trí đó trước."
            )
        )
