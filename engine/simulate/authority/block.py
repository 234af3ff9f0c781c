"""As whom one signs at the end of a chain, and whose form and seal the paper takes."""

from __future__ import annotations

from uuid import UUID

from engine.core.authority.register import Appointment, GrantKind, Rank
from engine.simulate.authority.chains import Chain, kind_of
from engine.simulate.authority.known import Known


def lines_above_the_name(known: Known, chain: Chain, appointment: Appointment) -> tuple[str, ...]:
    """TM., then KT. or TL. or TUQ. before the giver's title, then one's own title."""
    register, seat = known.register, chain.seats[-1]
    lines: list[str] = []
    whole = register.units[chain.law.unit_id].collective_name
    if chain.law.collective and whole:
        lines = [f"TM. {whole.upper()}"]
    for line, giver, receiver in zip(chain.lines, chain.seats, chain.seats[1:], strict=False):
        kind = kind_of(known, line)
        if kind in (GrantKind.DEPUTY, GrantKind.DEPUTY_IN_CHARGE):
            lines.append(f"KT. {giver.title.upper()}")
        elif kind is GrantKind.BY_ORDER:
            lines = [f"TL. {giver.title.upper()}"]
        elif kind is GrantKind.SIGNING_DELEGATION:
            lines = [f"TUQ. {giver.title.upper()}"]
        else:
            whole = register.units[receiver.unit_id].collective_name
            lines = [f"TM. {whole.upper()}"] if line.to_unit_id is not None and whole else []
    acting = "Q. " if appointment.acting and seat.rank is Rank.HEAD else ""
    return (*lines, f"{acting}{seat.title.upper()}")


def form_and_seal(known: Known, chain: Chain) -> tuple[UUID, UUID]:
    """Only devolution and delegation hand the paper to the body that received them."""
    house = chain.law.unit_id
    for line, receiver in zip(chain.lines, chain.seats[1:], strict=True):
        if kind_of(known, line) in (GrantKind.DEVOLUTION, GrantKind.DELEGATION):
            house = receiver.unit_id
    return house, house
