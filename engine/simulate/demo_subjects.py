"""Who of the demonstration's ward has a certificate: every person, and the ward for its seal."""

from __future__ import annotations

from engine.outside.demo_pki_config import PkiSubject, SubjectKind
from engine.simulate import demo_city as city


def demo_subjects() -> tuple[PkiSubject, ...]:
    """For `ensure_pki`; each key file is named by the subject's identifier."""
    people = (
        PkiSubject(
            label=seat.identity,
            common_name=seat.full_name,
            organisation=city.WARD_NAME,
            serial_number=seat.identity,
            kind=SubjectKind.PERSON,
        )
        for seat in city.SEATS
    )
    ward = PkiSubject(
        label=city.WARD_KEY,
        common_name=city.WARD_NAME,
        organisation=city.WARD_NAME,
        serial_number=city.WARD_KEY,
        kind=SubjectKind.ORGANISATION,
    )
    return (*people, ward)
