"""What is looked at before an instrument gets force: seats, certificates, procedures, load."""

from __future__ import annotations

from typing import Any

import pytest

from engine.errors import NotYours
from engine.questions.register.readiness import Readiness, readiness
from engine.simulate import demo_city as city
from tests.factories.acts_entered import draft, line
from tests.factories.office import Office
from tests.factories.people import actor_of, correct_appointment

BLASTING = "2.000229"


def looked_at(office: Office, **changed: Any) -> Readiness:
    instrument_id = draft(office.outside, **changed)
    return readiness(office.outside, actor_of("quan_tri_2"), instrument_id)


def delegation(seat: str) -> dict[str, Any]:
    """The province to the head of another agency."""
    position = city.seat(seat).position_id
    return {
        "kind": "delegation",
        "issuer_id": city.seat("lc_ct").position_id,
        "lines": (line(to_person_id=None, to_position_id=position, procedures=(BLASTING,)),),
    }


def test_what_is_there_is_said_and_what_is_missing_is_red(office: Office) -> None:
    found = looked_at(office, **delegation("chu_tich"))
    assert [(item.says, item.tone) for item in found.seats] == [
        ("Giàng A Páo", "good"),
        ("Lê Quang Hùng", "good"),
    ]
    [certificate] = found.certificates
    assert certificate.tone in ("good", "note")
    assert "chứng thư" in certificate.says
    # The department runs it under the delegation of 2025; nothing is approved under this one.
    [procedure] = found.procedures
    assert procedure.trouble is not None
    assert found.red == (procedure.trouble,)


def test_an_empty_seat_is_red_and_nobody_there_will_sign(office: Office) -> None:
    correct_appointment(office.outside, "chu_tich", office.clock.now())
    found = looked_at(office, **delegation("chu_tich"))
    assert [item.tone for item in found.seats] == ["good", "red"]
    assert found.certificates == ()


def test_dossiers_of_the_last_year_are_counted(office: Office) -> None:
    office.receive()
    found = looked_at(office)
    assert [(p.code, p.dossiers, p.trouble) for p in found.procedures] == [("2.000908", 1, None)]
    [certificate] = found.certificates
    assert certificate.what == "Trần Văn Minh"


def test_only_registrars_look(office: Office) -> None:
    instrument_id = draft(office.outside)
    with pytest.raises(NotYours):
        readiness(office.outside, actor_of("chu_tich"), instrument_id)
