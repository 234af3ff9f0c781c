"""Who of the demonstration has a certificate: every person, and every agency with a seal."""

from __future__ import annotations

from engine.outside.demo_pki_config import PkiSubject, SubjectKind
from engine.simulate.demo.read import demo


def demo_subjects() -> tuple[PkiSubject, ...]:
    """For `ensure_pki`; each key file is named by the subject's identifier."""
    told = demo()
    people = (
        PkiSubject(
            label=seat.identity,
            common_name=seat.full_name,
            organisation=told.unit(seat.unit).name,
            serial_number=seat.identity,
            kind=SubjectKind.PERSON,
        )
        for seat in told.seats
    )
    agencies = (
        PkiSubject(
            label=unit.identifier,
            common_name=unit.name,
            organisation=unit.name,
            serial_number=unit.identifier,
            kind=SubjectKind.ORGANISATION,
        )
        for unit in told.sealing()
    )
    return (*people, *agencies)
