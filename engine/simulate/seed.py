"""Write the demonstration's agencies into the database. Seeding twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from argon2 import PasswordHasher

from engine.outside.outside import Outside
from engine.simulate import demo_city as city
from engine.simulate.demo.read import demo
from engine.simulate.demo.rows import register_rows
from engine.simulate.demo_stamps import draw_stamps
from engine.simulate.office_hours import office_hours
from engine.store.missing import missing
from engine.store.records.account import AccountRow
from engine.store.records.assistant_of import AssistantOfRow
from engine.store.register_epoch import bump_epoch

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def seed(outside: Outside) -> None:
    """Agencies, people, accounts, competences, instruments and calendar, in one transaction.

    What an earlier release has seeded stays as it is; what came since is added.
    """
    with outside.sessions.begin() as session:
        rows = missing(session, [*register_rows(demo()), *office_hours()])
        if rows:
            bump_epoch(session)
            session.add_all(rows)
            session.add_all(_accounts(session))
            session.add_all(_assistants(session))
    draw_stamps(outside.settings.home)


def _accounts(session: Session) -> Iterator[AccountRow]:
    password = PasswordHasher().hash(city.PASSWORD)
    for seat in demo().seats:
        if session.get(AccountRow, seat.person_id) is None:
            yield AccountRow(
                person_id=seat.person_id,
                login=seat.login,
                password_hash=password,
                created_at=datetime.now(UTC),
                failed_tries=0,
            )


def _assistants(session: Session) -> Iterator[AssistantOfRow]:
    for seat in demo().seats:
        if seat.assists is None:
            continue
        signer = demo().seat(seat.assists).position_id
        key = (seat.position_id, signer, city.BEGINNING)
        if session.get(AssistantOfRow, key) is None:
            yield AssistantOfRow(
                assistant_id=seat.position_id, signer_id=signer, valid_from=city.BEGINNING
            )
