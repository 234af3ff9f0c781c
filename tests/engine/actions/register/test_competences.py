"""What the law says of who decides: entered, corrected, ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from engine.actions.register.competences.correct import correct_competence
from engine.actions.register.competences.end import end_competence
from engine.actions.register.competences.enter import enter_competence
from engine.actions.register.competences.told import CompetenceTold
from engine.errors import InvalidAnswers, NotFound, NotYours
from engine.simulate import demo_city as city
from engine.store.records import CompetenceRow
from engine.store.register_changes import current
from tests.factories.office import Office
from tests.factories.people import actor_of

REGISTRAR = actor_of("quan_tri")
TOLD = CompetenceTold(
    procedure="2.000229",
    position_id=city.seat("chu_tich").position_id,
    collective=True,
    powers=("decide", "sign"),
    legal_basis="Luật số 42/2024/QH15",
    valid_from=date(2026, 3, 1),
)


def refused(office: Office, **changed: object) -> list[str]:
    with pytest.raises(InvalidAnswers) as refusal:
        enter_competence(office.outside, REGISTRAR, replace(TOLD, **changed))  # type: ignore[arg-type]
    return sorted(refusal.value.fields)


def test_a_competence_is_entered_corrected_and_ended(office: Office) -> None:
    outside = office.outside
    competence_id = enter_competence(outside, REGISTRAR, TOLD)
    corrected = replace(TOLD, powers=("decide",))
    correct_competence(outside, REGISTRAR, competence_id, corrected, "Luật không nói ký", None)
    end_competence(outside, REGISTRAR, competence_id, date(2026, 12, 31), "Luật mới")
    with outside.sessions.begin() as session:
        row = current(session, CompetenceRow, competence_id)
        assert (row.powers, row.unit_id) == (["decide"], city.WARD)
        assert row.valid_to is not None
        rows = session.scalars(select(CompetenceRow).where(CompetenceRow.id == competence_id))
        assert len(rows.all()) == 3


def test_what_the_law_cannot_say_is_refused(office: Office) -> None:
    enter_competence(office.outside, REGISTRAR, TOLD)
    assert refused(office) == ["valid_from"]  # it is there already
    assert refused(office, valid_from=date(2027, 1, 1), powers=("sign",)) == ["valid_from"]
    assert refused(office, procedure="9.9", powers=("seal",), legal_basis="") == [
        "legal_basis", "powers", "procedure",
    ]  # fmt: skip
    assert refused(office, position_id=None, valid_to=date(2026, 2, 1)) == [
        "position_id", "valid_to",
    ]  # fmt: skip
    staff = city.seat("lc_gd").position_id
    assert refused(office, position_id=staff) == ["collective"]


def test_only_registrars_and_only_what_is_known(office: Office) -> None:
    with pytest.raises(NotYours):
        enter_competence(office.outside, actor_of("chu_tich"), TOLD)
    with pytest.raises(NotFound):
        end_competence(office.outside, REGISTRAR, city.WARD, date(2026, 5, 1), "x")
