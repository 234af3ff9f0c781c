"""A procedure of the ward given to another unit, with an internal procedure of its own there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select, update

from engine.actions.actor import Actor
from engine.actions.bundles.load import load
from engine.core.authority.register import GrantKind, InstrumentState, Power, Rank
from engine.core.versions import Binding
from engine.outside.bundle_folder import read_bundle
from engine.outside.outside import Outside
from engine.simulate import demo_city as city
from engine.store.records import AppointmentRow, GrantRow, InstrumentRow, PositionRow
from engine.store.register_epoch import bump_epoch
from tests.factories.office import SLUG
from tests.factories.people import found_ward, seat_somebody
from tests.factories.ward import WORKFLOWS

PROCEDURE = "2.000908"


@dataclass(frozen=True)
class Delegate:
    """The unit, its desk, who decides there, and the instrument on which it rests."""

    unit_id: UUID
    desk: Actor
    head: Actor
    instrument_id: UUID


def delegated(outside: Outside, name: str, number: str, *, bound: bool = True) -> Delegate:
    """The ward's chairman delegates the procedure; `bound`: an internal procedure is published
    for it, which the ward's own desk takes in, too."""
    unit_id = found_ward(outside, name)
    desk = seat_somebody(outside, f"Một cửa {name}", ("one_stop",), (Power.RECEIVE,), unit_id)
    head = seat_somebody(outside, f"Giám đốc {name}", ("leader",), (), unit_id)
    instrument_id = uuid4()
    with outside.sessions.begin() as session:
        bump_epoch(session)
        seat = (
            select(PositionRow)
            .join(AppointmentRow, AppointmentRow.position_id == PositionRow.id)
            .where(AppointmentRow.person_id == head.person_id)
        )
        position = session.scalars(seat).one()
        position.rank, position.title = Rank.HEAD, "Giám đốc"
        session.add_all(_instrument(instrument_id, number, position.id))
    if bound:
        binding = Binding(unit_id, {"receiving": city.WARD}, instrument_id)
        load(outside, read_bundle(WORKFLOWS / "chung_thuc" / SLUG), f"uy_quyen_{number}", [binding])
    return Delegate(unit_id, desk, head, instrument_id)


def revoke(outside: Outside, instrument_id: UUID, since: datetime) -> None:
    """The delegation is revoked."""
    with outside.sessions.begin() as session:
        bump_epoch(session)
        session.execute(
            update(InstrumentRow)
            .where(InstrumentRow.id == instrument_id)
            .values(state=InstrumentState.REVOKED, state_since=since)
        )


def _instrument(
    instrument_id: UUID, number: str, to_position: UUID
) -> tuple[InstrumentRow, GrantRow]:
    chairman = city.seat("chu_tich").position_id
    return (
        InstrumentRow(
            id=instrument_id,
            number=f"{number}/QĐ-UBND",
            issued_on=city.BEGINNING,
            kind=GrantKind.DELEGATION,
            issuer_position_id=chairman,
            legal_basis="Điều 14 Luật Tổ chức chính quyền địa phương số 72/2025/QH15",
            state=InstrumentState.IN_FORCE,
            state_since=city.BEGINNING,
            exclusive=False,
            deputies_may_sign=True,
            on_end="return_to_delegator",
            valid_from=city.BEGINNING,
            recorded_from=city.BEGINNING,
        ),
        GrantRow(
            id=uuid4(),
            instrument_id=instrument_id,
            from_position_id=chairman,
            to_position_id=to_position,
            procedures=[PROCEDURE],
            powers=[Power.DECIDE, Power.SIGN],
            recorded_from=city.BEGINNING,
        ),
    )
