"""What every act of an administrator begins with."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.accounts.waits import ADMIN
from engine.actions.actor import Actor
from engine.errors import AlreadyDone, NotFound, NotYours
from engine.outside.outside import Outside
from engine.say import say
from engine.store.accounts import lock_account
from engine.store.records.account import AccountRow
from engine.store.seats_held import has_role, other_holders
from engine.store.time import read_time


def require_admin(session: Session, outside: Outside, actor: Actor) -> datetime:
    """The office's time. Raises NotYours for everyone whose seats do not keep accounts."""
    now = read_time(session, outside.clock.now()).now
    if not has_role(session, actor.person_id, ADMIN, now):
        raise NotYours(say("Chỉ người giữ vị trí quản trị tài khoản được làm việc này."))
    return now


def account_to_keep(session: Session, person_id: UUID) -> AccountRow:
    """The account, held until the commit. Raises NotFound."""
    account = lock_account(session, person_id)
    if account is None:
        raise NotFound(say("Không có tài khoản này."))
    return account


def refuse_left(account: AccountRow) -> None:
    """Raises AlreadyDone for the account of somebody who left the service."""
    if account.left_at is not None:
        raise AlreadyDone(say("Người này đã nghỉ việc; tài khoản không mở lại được."))


def refuse_last_admin(session: Session, person_id: UUID, now: datetime) -> None:
    """Raises NotYours when nobody else could keep accounts any more."""
    if has_role(session, person_id, ADMIN, now) and not other_holders(
        session, ADMIN, person_id, now
    ):
        raise NotYours(
            say(
                "Đây là quản trị cuối cùng còn đăng nhập được; "
                "hãy giao vị trí quản trị cho người khác trước."
            )
        )
