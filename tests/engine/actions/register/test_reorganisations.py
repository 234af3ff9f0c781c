"""Units are renamed, merged and split on a day, on a city that remembers its districts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.actions.dossiers.receive import receive
from engine.actions.letterhead import letterhead_of
from engine.actions.register.reorganisations import carry_out
from engine.actions.register.reorganisations.decide import (
    approve_reorganisation,
    drop_reorganisation,
)
from engine.actions.register.reorganisations.dossier_part import take_over
from engine.actions.register.reorganisations.enter import enter_reorganisation
from engine.core.reorganisation import Step, StepKind
from engine.errors import AlreadyDone, InvalidAnswers, NotFound, NotYours
from engine.questions.slips.paper import of_dossier
from engine.simulate import demo_city as city
from engine.store.absences import seats_at
from engine.store.former_units import receiving_unit_at
from engine.store.records import (
    CompetenceRow,
    DossierSearchRow,
    GrantRow,
    ProcedureVersionRow,
    ReorganisationRow,
    UnitRow,
)
from engine.store.register_changes import current
from tests.factories.clock import local
from tests.factories.district import District, remember_district
from tests.factories.office import EXAMINE, FIT, SIGN, Office, request
from tests.factories.people import actor_of

BY, OTHER = actor_of("quan_tri"), actor_of("quan_tri_2")
FIRST_OF_JULY = date(2025, 7, 1)
DECISION = "Nghị quyết số 202/2025/QH15"


@dataclass(frozen=True)
class June:
    """The district with one dossier of its own, in the last week of June 2025."""

    office: Office
    district: District
    dossier_id: UUID

    def merge(self) -> Step:
        return Step(StepKind.MERGE, self.district.unit_id, into=city.WARD)


@pytest.fixture
def june(office: Office) -> June:
    office.clock.at = local("2025-06-26 09:00")
    district = remember_district(office.outside)
    received = receive(office.outside, district.people["clerk"], request())
    return June(office, district, received.dossier_id)


def carried_out(june: June, *steps: Step, day: date = FIRST_OF_JULY) -> ReorganisationRow:
    """Entered by one, approved by another on the first of July, and the worker has been round."""
    june.office.clock.at = local("2025-07-01 08:00")
    outside = june.office.outside
    entered = enter_reorganisation(outside, BY, DECISION, day, steps)
    approve_reorganisation(outside, OTHER, entered)
    june.office.sweep()
    with outside.sessions() as session:
        return session.get_one(ReorganisationRow, entered)


def test_the_district_ends_and_its_dossier_goes_on_at_the_ward(june: June) -> None:
    row = carried_out(june, june.merge())
    assert row.done_at is not None
    assert row.trouble is None
    assert row.foreseen == row.outcome
    assert row.foreseen is not None
    assert {name: n for name, n in row.foreseen.items() if n} == {
        "units": 1, "children": 1, "competences": 1, "fallen": 1, "seats": 3, "vacated": 2,
        "posts": 5, "bindings": 1, "dossiers": 1,
    }  # fmt: skip
    dossier = june.office.dossier(june.dossier_id)
    assert {dossier.unit_id, dossier.receiving_unit_id, *dossier.parties.values()} == {city.WARD}
    june.office.complete("tu_phap", june.dossier_id, EXAMINE, FIT)
    assert june.office.open_steps(june.dossier_id) == [SIGN]
    [task] = [t for t in june.office.tasks(june.dossier_id) if t.element == SIGN]
    assert task.unit_id == city.WARD
    assert city.seat("chu_tich").position_id in task.holders
    assert june.office.sweep() == 0


def test_staff_go_along_with_their_seats_and_heads_wait_for_an_act_of_their_own(june: June) -> None:
    carried_out(june, june.merge())
    now = june.office.clock.now()
    with june.office.outside.sessions() as session:
        officer = seats_at(session, june.district.people["officer"].person_id, now)
        assert [(seat.unit_id, seat.roles) for seat in officer] == [(city.WARD, ["civil_status"])]
        for key in ("head", "deputy"):
            assert seats_at(session, june.district.people[key].person_id, now) == []
        unit = current(session, UnitRow, june.district.unit_id)
        assert unit.valid_to == local("2025-07-01 00:00")
        assert current(session, UnitRow, june.district.division_id).parent_id == city.WARD
        [law] = session.scalars(
            select(CompetenceRow).where(
                CompetenceRow.unit_id == june.district.unit_id, CompetenceRow.recorded_to.is_(None)
            )
        )
        assert law.valid_to == unit.valid_to
        [fallen] = session.scalars(
            select(GrantRow).where(
                GrantRow.instrument_id == june.district.instrument_id,
                GrantRow.recorded_to.is_(None),
            )
        )
        assert fallen.valid_to == unit.valid_to
        bound = session.scalars(
            select(ProcedureVersionRow).where(
                ProcedureVersionRow.unit_id == city.WARD, ProcedureVersionRow.recorded_to.is_(None)
            )
        ).all()
        assert [row.procedure for row in bound] == ["hn_663_ban_sao_tu_so_goc"]


def test_the_receipt_of_june_keeps_the_desk_of_june(june: June) -> None:
    carried_out(june, june.merge())
    dossier = june.office.dossier(june.dossier_id)
    with june.office.outside.sessions.begin() as session:
        assert receiving_unit_at(session, dossier.id, dossier.received_at) == june.district.unit_id
        slip = of_dossier(session, june.office.outside, dossier, None, dossier.received_at)
        assert "Cửa Sông" in slip["agency"]
        today = of_dossier(session, june.office.outside, dossier, None)
        assert "Bến Nước" in today["agency"]
        words = session.scalars(
            select(DossierSearchRow.words).where(DossierSearchRow.dossier_id == dossier.id)
        ).one()
        assert f"u:{city.WARD}" in words
        assert f"u:{june.district.unit_id}" in words


def test_a_renamed_unit_is_the_same_and_its_old_papers_keep_their_name(june: June) -> None:
    rename = Step(
        StepKind.RENAME, city.WARD, name="Ủy ban nhân dân phường Bến Mới", place="Bến Mới"
    )
    row = carried_out(june, rename)
    assert (row.foreseen or {})["dossiers"] == 0
    with june.office.outside.sessions.begin() as session:
        unit = current(session, UnitRow, city.WARD)
        assert (unit.name, unit.place) == ("Ủy ban nhân dân phường Bến Mới", "Bến Mới")
        assert "ben nuoc" in unit.search_text
        before = letterhead_of(session, city.WARD, local("2025-06-30 23:59"))
        assert (before.agency, before.place) == (city.WARD_NAME, "Bến Nước")
        assert letterhead_of(session, city.WARD, local("2025-07-01 00:00")).agency == unit.name


def test_a_split_moves_only_the_procedures_that_it_names(june: June) -> None:
    elsewhere = Step(
        StepKind.SPLIT, june.district.unit_id, by_procedure={"1.000001": city.WARD}, ends=False
    )
    assert carried_out(june, elsewhere).moved == 0
    named = Step(
        StepKind.SPLIT, june.district.unit_id, by_procedure={"2.000908": city.WARD}, ends=False
    )
    assert carried_out(june, named).moved == 1
    assert june.office.dossier(june.dossier_id).unit_id == city.WARD


def test_nothing_changes_before_another_one_approves_nor_before_the_day(june: June) -> None:
    outside = june.office.outside
    june.office.clock.at = local("2025-07-01 08:00")
    entered = enter_reorganisation(outside, BY, DECISION, date(2025, 8, 1), [june.merge()])
    with pytest.raises(NotYours, match="không tự duyệt"):
        approve_reorganisation(outside, BY, entered)
    with pytest.raises(NotYours):
        approve_reorganisation(outside, actor_of("chu_tich"), entered)
    june.office.clock.at = local("2025-08-01 00:05")
    june.office.sweep()
    assert june.office.dossier(june.dossier_id).unit_id == june.district.unit_id
    june.office.clock.at = local("2025-07-02 08:00")
    approve_reorganisation(outside, OTHER, entered)
    june.office.sweep()
    assert june.office.dossier(june.dossier_id).unit_id == june.district.unit_id
    with pytest.raises(AlreadyDone):
        approve_reorganisation(outside, OTHER, entered)
    drop_reorganisation(outside, OTHER, entered)
    june.office.clock.at = local("2025-08-01 00:05")
    june.office.sweep()
    assert june.office.dossier(june.dossier_id).unit_id == june.district.unit_id
    with pytest.raises(AlreadyDone):
        drop_reorganisation(outside, OTHER, entered)


def test_killed_between_two_dossiers_it_goes_on_and_one_that_cannot_go_is_named(
    june: June, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside, more = june.office.outside, []
    for _ in range(2):
        more.append(receive(outside, june.district.people["clerk"], request()).dossier_id)
    first, second, third = sorted([june.dossier_id, *more])

    def dies(session: Session, dossier_id: UUID, *rest: object) -> bool:
        if dossier_id == second:
            raise failure
        return take_over(session, dossier_id, *rest)  # type: ignore[arg-type]

    failure: Exception = RuntimeError("power")
    monkeypatch.setattr(carry_out, "take_over", dies)
    row = carried_out(june, june.merge())
    assert (row.moved, row.done_at) == (1, None)
    assert "RuntimeError" in (row.trouble or "")
    assert june.office.dossier(first).unit_id == city.WARD
    failure = NotFound("Hồ sơ lạ.")
    june.office.sweep()
    with outside.sessions() as session:
        row = session.get_one(ReorganisationRow, row.id)
    assert (row.moved, row.trouble) == (2, None)
    assert row.left == [[june.office.dossier(second).code, "Hồ sơ lạ."]]
    assert row.foreseen != row.outcome
    assert june.office.dossier(third).unit_id == city.WARD


def test_the_doors(june: June) -> None:
    june.office.clock.at = local("2025-07-01 08:00")

    def refused(field: str, words: str, decision: str, day: date | None, *steps: Step) -> None:
        with pytest.raises(InvalidAnswers) as found:
            enter_reorganisation(june.office.outside, BY, decision, day, steps)
        assert words in " ".join(found.value.fields[field])

    refused("decision", "quyết định", " ", FIRST_OF_JULY, june.merge())
    refused("day", "ngày có hiệu lực", DECISION, None, june.merge())
    refused("steps", "ít nhất", DECISION, FIRST_OF_JULY)
    refused("steps", "không có vào ngày 30/06/2025", DECISION, date(2025, 6, 30), june.merge())
    gone = Step(StepKind.MERGE, june.dossier_id, into=city.WARD)
    refused("steps", "không còn trong danh mục", DECISION, FIRST_OF_JULY, gone)
    with pytest.raises(NotYours):
        enter_reorganisation(june.office.outside, actor_of("chu_tich"), DECISION, None, [])
