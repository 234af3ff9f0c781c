"""Internal procedures in the database: by hash, pinned, in force from a moment on."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from engine.core.procedure import parse_procedure
from engine.errors import NotFound
from engine.store.bundles import load_bundle, store_bundle
from engine.store.records import BundleRow
from tests.engine.store.bundle_files import FILES, PROCEDURE, SLUG
from tests.engine.store.factory import NOON, count

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
