"""Instruments that end in the middle of a test, as the registrar of the demonstration ends them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select, update

from engine.actions.register.instruments.resume import resume
from engine.actions.register.instruments.revoke import revoke
from engine.actions.register.instruments.states import Grounds
from engine.actions.register.instruments.suspend import suspend
from engine.actions.register.moves.carry_out import carry_out_next
from engine.core.authority.register import OnEnd
from engine.store.records import InstrumentRow, RegisterRunItemRow
from engine.store.register_epoch import bump_epoch
from tests.factories.office import Office
from tests.factories.people import actor_of

GROUNDS = Grounds("Phó Chủ tịch chuyển công tác", "Quyết định số 99/QĐ-UBND ngày 09/03/2026")


def revoked(office: Office, instrument_id: UUID) -> UUID:
    """The run of it; nothing has moved yet."""
    return revoke(office.outside, actor_of("quan_tri"), instrument_id, GROUNDS)


def suspended(office: Office, instrument_id: UUID) -> UUID:
    return suspend(office.outside, actor_of("quan_tri"), instrument_id, GROUNDS)


def resumed(office: Office, instrument_id: UUID) -> UUID:
    return resume(office.outside, actor_of("quan_tri_2"), instrument_id, GROUNDS)


def ends_by(office: Office, instrument_id: UUID, on_end: OnEnd) -> None:
    """From the beginning the instrument said so."""
    with office.outside.sessions.begin() as session:
        bump_epoch(session)
        session.execute(
            update(InstrumentRow).where(InstrumentRow.id == instrument_id).values(on_end=on_end)
        )


def moved(office: Office) -> None:
    """The worker carries out what was asked, and nothing else."""
    while carry_out_next(office.outside):
        pass


def items(office: Office, run_id: UUID) -> dict[UUID, RegisterRunItemRow]:
    """What became of each dossier of the run."""
    with office.outside.sessions() as session:
        rows = session.scalars(
            select(RegisterRunItemRow).where(RegisterRunItemRow.run_id == run_id)
        ).all()
        return {row.dossier_id: row for row in rows}
