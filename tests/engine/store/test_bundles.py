"""Internal procedures in the database: by hash, pinned, in force from a moment on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from engine.core.procedure import parse_procedure
from engine.errors import NotFound
from engine.store.bundles import bundle_in_force, load_bundle, put_in_force, store_bundle
from engine.store.records import BundleRow, ProcedureVersionRow
from engine.store.register_epoch import set_clock_offset
from tests.engine.store.bundle_files import FILES, PROCEDURE, SLUG
from tests.engine.store.factory import NOON, UNIT, count

LATER = NOON + timedelta(hours=1)
ITS = parse_procedure(PROCEDURE, SLUG)


def _store(session: Session, note: bytes = b"") -> str:
    return store_bundle(session, {**FILES, "note.txt": note}, ITS, NOON)


def test_a_bundle_is_read_as_it_was_stored(database: sessionmaker[Session]) -> None:
    with database.begin() as session:
        sha256 = _store(session)
    with database.begin() as session:
        bundle = load_bundle(session, sha256)
        assert bundle.sha256 == sha256
        assert bundle.files == {**FILES, "note.txt": b""}
        assert (bundle.procedure.slug, bundle.procedure.code) == (SLUG, "2.000908")
        assert set(bundle.compiled.elements) == {"ThamDinh", "Xong"}
        row = session.scalars(select(BundleRow)).one()
        assert (row.procedure, row.code, row.title) == (SLUG, "2.000908", "Nhỏ nhất")
        assert (row.field, row.level, row.loaded_at) == ("Chứng thực", "xã", NOON)


def test_the_procedures_own_form_goes_before_a_shared_one(
    database: sessionmaker[Session],
) -> None:
    with database.begin() as session:
        form = load_bundle(session, _store(session)).forms["tham_dinh"]
        assert [field.title for field in form.fields] == ["own"]


def test_equal_files_are_one_bundle_and_compiled_once(database: sessionmaker[Session]) -> None:
    with database.begin() as session:
        first = _store(session)
        assert _store(session) == first
        assert count(session, BundleRow) == 1
        assert _store(session, b"other") != first
        assert load_bundle(session, first) is load_bundle(session, first)


def test_an_unknown_bundle_is_not_found(database: sessionmaker[Session]) -> None:
    with database.begin() as session, pytest.raises(NotFound):
        load_bundle(session, "0" * 64)


def test_a_bundle_that_was_changed_in_its_row_does_not_run(
    database: sessionmaker[Session],
) -> None:
    with database.begin() as session:
        sha256 = _store(session, b"to be forged")
        session.execute(update(BundleRow).values(content=b"{}"))
        with pytest.raises(NotFound):
            load_bundle(session, sha256)


def test_a_bundle_is_in_force_from_its_moment_on(database: sessionmaker[Session]) -> None:
    with database.begin() as session:
        sha256 = _store(session)
        assert bundle_in_force(session, SLUG, UNIT, NOON) is None
        assert put_in_force(session, ITS, sha256, NOON)
        assert not put_in_force(session, ITS, sha256, LATER)
        before = NOON - timedelta(seconds=1)
        assert bundle_in_force(session, SLUG, UNIT, before) is None
        found = bundle_in_force(session, SLUG, UNIT, NOON)
        assert found is not None
        assert found.sha256 == sha256
        assert bundle_in_force(session, "khac", UNIT, LATER) is None


def test_a_new_version_ends_the_one_before(database: sessionmaker[Session]) -> None:
    with database.begin() as session:
        first, second = _store(session), _store(session, b"second")
        put_in_force(session, ITS, first, NOON)
        assert put_in_force(session, ITS, second, LATER)

        def in_force(at: timedelta) -> str:
            found = bundle_in_force(session, SLUG, UNIT, NOON + at)
            assert found is not None
            return found.sha256

        assert in_force(timedelta(minutes=59)) == first
        assert in_force(timedelta(minutes=60)) == second
        rows = session.execute(
            select(ProcedureVersionRow.bundle_sha256, ProcedureVersionRow.valid_to).where(
                ProcedureVersionRow.recorded_to == LATER
            )
        ).all()
        assert [tuple(row) for row in rows] == [(first, None)]


def test_a_units_own_version_goes_first(database: sessionmaker[Session]) -> None:
    with database.begin() as session:
        common, own = _store(session), _store(session, b"own")
        put_in_force(session, ITS, common, NOON)
        version = session.scalars(select(ProcedureVersionRow)).one()
        session.add(
            ProcedureVersionRow(
                id=UNIT,
                procedure=SLUG,
                unit_id=UNIT,
                bundle_sha256=own,
                valid_from=version.valid_from,
                recorded_from=NOON,
            )
        )
        session.flush()
        found = [bundle_in_force(session, SLUG, u, NOON) for u in (UNIT, version.id)]
        assert [bundle.sha256 for bundle in found if bundle] == [own, common]


def test_a_demonstrations_clock_says_from_when(database: sessionmaker[Session]) -> None:
    with database.begin() as session:
        set_clock_offset(session, -3600)
        put_in_force(session, ITS, _store(session), LATER)
        assert bundle_in_force(session, SLUG, UNIT, NOON) is not None
