"""Competence by law for a procedure, recorded in the middle of a test."""

from __future__ import annotations

from uuid import UUID, uuid4

from engine.core.authority.register import Power
from engine.simulate import demo_city as city
from engine.store.records import CompetenceRow
from engine.store.register_epoch import bump_epoch
from tests.factories.office import Office


def competent(office: Office, procedure: str, login: str, unit: UUID = city.WARD) -> None:
    """The seat of this account decides and signs the procedure in the unit, for its collective."""
    with office.outside.sessions.begin() as session:
        bump_epoch(session)
        session.add(
            CompetenceRow(
                id=uuid4(),
                procedure=procedure,
                unit_id=unit,
                position_id=city.seat(login).position_id,
                collective=True,
                powers=[str(Power.DECIDE), str(Power.SIGN)],
                legal_basis="Luật thử nghiệm",
                recorded_from=city.BEGINNING,
                valid_from=city.BEGINNING,
            )
        )
