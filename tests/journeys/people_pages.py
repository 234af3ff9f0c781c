"""Examples of the pages of units, seats, posts, persons, absences and reorganisations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from engine.actions.register.absences.enter import AbsenceTold, enter_absence
from engine.actions.register.reorganisations.enter import enter_reorganisation
from engine.core.reorganisation import Step, StepKind
from engine.outside.outside import Outside
from engine.simulate import demo_city as city
from tests.factories.people import actor_of

Add = Callable[..., None]
CLERK, KEEPER = "mot_cua", "quan_tri"


def add_people(outside: Outside, add: Add) -> None:
    """With the demonstration's own records; what is entered here begins only later."""
    later = (outside.clock.now() + timedelta(days=300)).date()
    clerk, officer = city.seat(CLERK), city.seat("tu_phap")
    absence = enter_absence(outside, actor_of(CLERK), AbsenceTold(clerk.person_id, later, later))
    rename = Step(StepKind.RENAME, city.WARD, name="Ủy ban nhân dân phường Bến Mới")
    entered = enter_reorganisation(
        outside, actor_of(KEEPER), "Nghị quyết số 1/NQ-HĐND", later, [rename]
    )
    post = city.demo_id("appointment:tu_phap")
    for more in ("", "?tim=ben", f"?duoi={city.CITY}"):
        add(KEEPER, "units.page", more)
    for endpoint in (
        "units.new_page", "positions.new_page", "appointments.new_page", "persons.new_page",
        "reorganisations.page", "reorganisations.new_page",
    ):  # fmt: skip
        add(KEEPER, endpoint)
    for endpoint in ("one", "correct_page", "close_page"):
        add(KEEPER, f"units.{endpoint}", unit_id=city.WARD)
        add(KEEPER, f"positions.{endpoint}", position_id=officer.position_id)
        add(KEEPER, f"appointments.{endpoint}", appointment_id=post)
    for endpoint in ("persons.one", "persons.correct_page"):
        add(KEEPER, endpoint, person_id=officer.person_id)
    add(KEEPER, "appointments.transfer_form", appointment_id=post)
    add(KEEPER, "reorganisations.one", reorganisation_id=entered)
    for endpoint in ("absences.page", "absences.new_page"):
        add("chu_tich", endpoint)
    add(CLERK, "absences.one", absence_id=absence)
