"""Every step of every shipped procedure has somebody in the demonstration who is asked to do it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from engine.actions.dossiers.choose import choose_version
from engine.core.authority.may_act import why_nobody
from engine.core.authority.register import AUTHORITY_POWERS, Power, Rank
from engine.core.performers import ACCOUNTABLE
from engine.core.procedure import attributes_of
from engine.core.versions import Binding
from engine.outside.bundle_folder import procedure_folders
from engine.simulate import demo_city as city
from engine.simulate.demo.bindings import demo_bindings
from engine.store.load_register import load_register
from engine.store.time import OfficeTime, read_time
from tests.factories.office import Office
from tests.factories.ward import WORKFLOWS

SHIPPED = [folder.name for folder in procedure_folders(WORKFLOWS)]


def _desks(slug: str) -> list[UUID]:
    bindings = demo_bindings().get(slug, (Binding(),))
    return [binding.unit_id or city.WARD for binding in bindings]


@pytest.mark.parametrize("slug", SHIPPED)
def test_nobody_is_missing(office: Office, slug: str) -> None:
    missing = []
    with office.outside.sessions() as session:
        time = read_time(session, office.clock.now())
        for desk in _desks(slug):
            chosen = choose_version(session, slug, desk, time)
            code = chosen.bundle.procedure.code_or_slug
            assert chosen.bundle.procedure.slug == slug
            for element in chosen.bundle.compiled.elements.values():
                attributes = attributes_of(chosen.bundle.procedure, element)
                for performer in _performers(attributes):
                    role, _, party = performer.partition("@")
                    unit = chosen.parties[party or "resolving"]
                    power = attributes.get("power")
                    why = _gap(session, code, unit, (role, power), time)
                    if why:
                        missing.append(f"{element.path} ({performer}): {why}")
    assert missing == []


def _performers(attributes: Mapping[str, str]) -> list[str]:
    named = attributes.get("performer")
    return [*([named] if named else []), *attributes.get("members", "").split()]


def _gap(
    session: Session,
    procedure: str,
    unit: UUID,
    performer: tuple[str, str | None],
    time: OfficeTime,
) -> str | None:
    """Why nobody is asked: for a power of authority the register's words, else no such role."""
    role, power = performer
    register = load_register(session, procedure, [unit], time.epoch)
    if power is not None and Power(power) in AUTHORITY_POWERS:
        refusal = why_nobody(register, Power(power), procedure, unit, time.now)
        return None if refusal is None else refusal.says
    seats = {
        p.id
        for p in register.positions.values()
        if p.unit_id == unit and (role in p.roles or (role == ACCOUNTABLE and p.rank is Rank.HEAD))
    }
    sitting = [a for a in register.appointments if a.position_id in seats]
    return None if sitting else f"không ai có vai trò {role}"


def test_every_demo_binding_is_of_a_shipped_procedure() -> None:
    assert set(demo_bindings()) <= set(SHIPPED)
