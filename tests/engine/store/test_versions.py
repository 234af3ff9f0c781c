"""Which bundle is in force where, from when, with which units, under which instrument."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from engine.core.procedure import parse_procedure
from engine.core.versions import Binding, Version
from engine.store.bundles import store_bundle
from engine.store.records import ProcedureVersionRow
from engine.store.register_epoch import set_clock_offset
from engine.store.versions import put_in_force, versions_in_force
from tests.engine.store.bundle_files import FILES, PROCEDURE, SLUG
from tests.engine.store.factory import NOON, UNIT

LATER = NOON + timedelta(hours=1)
ITS = parse_procedure(PROCEDURE, SLUG)
CODE = "2.000908"
CITY, DELEGATION = uuid4(), uuid4()


def _store(session: Session, note: bytes = b"") -> str:
    return store_bundle(session, {**FILES, "note.txt": note}, ITS, NOON)


def _in_force(session: Session, at: datetime, named: str | None = None) -> list[str]:
    return [v.bundle_sha256 for v in versions_in_force(session, at, named)]


def test_a_bundle_is_in_force_from_its_moment_on(database: sessionmaker[Session]) -> None:
    with database.begin() as session:
        sha256 = _store(session)
        assert _in_force(session, NOON) == []
        assert put_in_force(session, ITS, sha256, NOON)
        assert not put_in_force(session, ITS, sha256, LATER)
        assert _in_force(session, NOON - timedelta(seconds=1)) == []
        assert _in_force(session, NOON) == [sha256]


def test_a_procedure_is_found_by_slug_and_by_code(database: sessionmaker[Session]) -> None:
    with database.begin() as session:
        put_in_force(session, ITS, _store(session), NOON)
        by_slug, by_code = (versions_in_force(session, LATER, name) for name in (SLUG, CODE))
        assert by_slug == by_code != ()
        assert versions_in_force(session, LATER, "khac") == ()


def test_whichever_internal_procedure_is_named_all_of_the_procedure_are_found(
    database: sessionmaker[Session],
) -> None:
    other = parse_procedure(PROCEDURE, "uy_quyen")
    with database.begin() as session:
        put_in_force(session, ITS, _store(session), NOON)
        sha256 = store_bundle(session, FILES, other, NOON)
        put_in_force(session, other, sha256, NOON, unit_id=UNIT, instrument_id=DELEGATION)
        for named in (SLUG, "uy_quyen", CODE):
            found = {v.slug for v in versions_in_force(session, LATER, named)}
            assert found == {SLUG, "uy_quyen"}


def test_a_new_version_ends_the_one_before(database: sessionmaker[Session]) -> None:
    with database.begin() as session:
        first, second = _store(session), _store(session, b"second")
        put_in_force(session, ITS, first, NOON)
        assert put_in_force(session, ITS, second, LATER)
        assert _in_force(session, NOON + timedelta(minutes=59)) == [first]
        assert _in_force(session, NOON + timedelta(minutes=60)) == [second]
        rows = session.execute(
            select(ProcedureVersionRow.bundle_sha256, ProcedureVersionRow.valid_to).where(
                ProcedureVersionRow.recorded_to == LATER
            )
        ).all()
        assert [tuple(row) for row in rows] == [(first, None)]


def test_a_unit_s_version_stands_beside_the_one_for_all(database: sessionmaker[Session]) -> None:
    parties: dict[str, UUID] = {"ubnd": CITY}
    with database.begin() as session:
        sha256 = _store(session)
        assert put_in_force(session, ITS, sha256, NOON)
        bound: dict[str, Any] = {
            "unit_id": UNIT,
            "parties": parties,
            "instrument_id": DELEGATION,
        }
        assert put_in_force(session, ITS, sha256, NOON, **bound)
        assert not put_in_force(session, ITS, sha256, LATER, **bound)
        found = {v.binding.unit_id: v for v in versions_in_force(session, LATER, SLUG)}
        assert found == {
            None: Version(SLUG, CODE, sha256, Binding()),
            UNIT: Version(SLUG, CODE, sha256, Binding(UNIT, parties, DELEGATION)),
        }


def test_the_same_bundle_with_another_party_is_a_new_version(
    database: sessionmaker[Session],
) -> None:
    with database.begin() as session:
        sha256 = _store(session)
        put_in_force(session, ITS, sha256, NOON, unit_id=UNIT, parties={"ubnd": CITY})
        assert put_in_force(session, ITS, sha256, LATER, unit_id=UNIT, parties={"ubnd": UNIT})
        [before] = versions_in_force(session, NOON)
        [after] = versions_in_force(session, LATER)
        assert (before.binding.parties, after.binding.parties) == ({"ubnd": CITY}, {"ubnd": UNIT})


def test_a_demonstrations_clock_says_from_when(database: sessionmaker[Session]) -> None:
    with database.begin() as session:
        set_clock_offset(session, -3600)
        put_in_force(session, ITS, _store(session), LATER)
        assert len(versions_in_force(session, NOON)) == 1
