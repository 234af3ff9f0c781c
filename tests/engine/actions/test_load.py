"""Internal procedures are loaded whole, by content, or not at all."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from engine.actions.bundles.load import load
from engine.core.versions import Binding
from engine.errors import BundleRefused
from engine.outside.bundle_folder import procedure_folders, read_bundle
from engine.simulate import demo_city as city
from engine.store.records import BundleRow, InstrumentRow, ProcedureVersionRow
from engine.store.register_epoch import bump_epoch
from engine.store.versions import versions_in_force
from tests.engine.store.factory import census
from tests.factories.delegations import delegated
from tests.factories.office import EXAMINE, FIT, SIGN, SLUG, Office
from tests.factories.people import found_ward
from tests.factories.stages import Case
from tests.factories.ward import WORKFLOWS

FOLDER = WORKFLOWS / "chung_thuc" / SLUG


def _changed(**files: tuple[bytes, bytes]) -> dict[str, bytes]:
    """The shipped files with one text replaced in some of them."""
    bundle = read_bundle(FOLDER)
    for name, (old, new) in files.items():
        path = {"diagram": "diagram.bpmn", "procedure": "procedure.yaml"}[name]
        assert old in bundle[path]
        bundle[path] = bundle[path].replace(old, new, 1)
    return bundle


def test_the_same_content_twice_is_one_bundle(office: Office) -> None:
    again = load(office.outside, read_bundle(FOLDER), SLUG)
    assert not again.new
    with office.outside.sessions() as session:
        before = session.scalars(select(BundleRow.sha256)).all()
        assert again.sha256 in before
        assert len(session.scalars(select(ProcedureVersionRow)).all()) == len(
            list(procedure_folders(WORKFLOWS))
        )


def test_new_dossiers_run_what_was_loaded_last_and_running_ones_keep_theirs(
    received: Case,
) -> None:
    office = received.office
    longer = _changed(
        diagram=('trinhky:budget="3 giờ"'.encode(), 'trinhky:budget="4 giờ"'.encode())
    )
    loaded = load(office.outside, longer, SLUG)
    assert loaded.new
    office.clock.forward(seconds=1)
    second = office.receive().dossier_id
    assert office.dossier(second).bundle.sha256 == loaded.sha256
    assert office.dossier(received.id).bundle.sha256 != loaded.sha256
    office.complete("tu_phap", received.id, EXAMINE, FIT)
    assert office.open_steps(received.id) == [SIGN]


def test_a_broken_bundle_loads_nothing(office: Office) -> None:
    with office.outside.sessions() as session:
        before = census(session)
    broken = _changed(diagram=(b"userTask", b"scriptTask"))
    with pytest.raises(BundleRefused) as refused:
        load(office.outside, broken, SLUG)
    assert refused.value.problems
    with office.outside.sessions() as session:
        assert census(session) == before


def test_before_it_is_in_force_a_procedure_is_not_there(office: Office) -> None:
    slug = "thu_nghiem"
    loaded = load(office.outside, _changed(procedure=(b"cutoff:", b"cutoff: ")), slug)
    with office.outside.sessions() as session:
        now = office.clock.now()
        assert (slug, loaded.sha256) in _in_force(session, now)
        assert slug not in dict(_in_force(session, now - timedelta(seconds=1)))


def _in_force(session: Session, at: datetime) -> list[tuple[str, str]]:
    return [(v.slug, v.bundle_sha256) for v in versions_in_force(session, at)]


def test_where_nobody_may_sign_it_is_published_with_a_warning(office: Office) -> None:
    """The gap by step, with the register's own sentence; and an end that is near."""
    empty = found_ward(office.outside, "Ủy ban nhân dân phường Vắng")
    loaded = load(office.outside, read_bundle(FOLDER), SLUG, [Binding(empty)])
    assert {p.code for p in loaded.gaps} == {"nobody-competent"}
    assert "tại Ủy ban nhân dân phường Vắng" in loaded.gaps[0].cause
    here = load(office.outside, read_bundle(FOLDER), SLUG, [Binding(city.WARD)])
    assert here.gaps == ()
    branch = delegated(office.outside, "Chi nhánh Một", "71", bound=False)
    with office.outside.sessions.begin() as session:
        bump_epoch(session)
        session.execute(
            update(InstrumentRow)
            .where(InstrumentRow.id == branch.instrument_id)
            .values(valid_to=office.clock.now() + timedelta(days=30))
        )
    near = load(office.outside, read_bundle(FOLDER), SLUG, [Binding(branch.unit_id)])
    assert {p.code for p in near.gaps} == {"competent-not-for-long"}
    assert "chỉ có người ký được đến 09:00 ngày 08/04/2026" in near.gaps[0].cause
