"""Internal procedures are loaded whole, by content, or not at all."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.actions.bundles.load import load
from engine.errors import BundleRefused
from engine.outside.bundle_folder import procedure_folders, read_bundle
from engine.store.records import BundleRow, ProcedureVersionRow
from engine.store.versions import versions_in_force
from tests.engine.store.factory import census
from tests.factories.office import EXAMINE, FIT, SIGN, SLUG, Office
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
