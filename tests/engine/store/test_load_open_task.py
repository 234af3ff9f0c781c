"""What an action opens with: one dossier, its task, and everything it is judged by."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from engine.core.dossier import Dossier, Group, Party, Task
from engine.core.history import FIRST
from engine.core.move import GroupTouched, LedgerEntry, TaskRef
from engine.core.procedure import parse_procedure
from engine.errors import AlreadyDone, NotFound
from engine.store.bundles import load_bundle, store_bundle
from engine.store.create_dossier import create_dossier
from engine.store.load_dossier import DossierKey, dossier_key, load_dossier
from engine.store.load_open_task import load_open_task
from engine.store.load_surroundings import load_surroundings
from engine.store.load_task import load_task
from engine.store.records import DossierRow, OpinionRow
from engine.store.register_epoch import set_clock_offset
from engine.store.save_move import save_move
from tests.engine.store.bundle_files import FILES, PROCEDURE, SLUG
from tests.engine.store.city import enter, named, office_hours, position, seated, unit
from tests.engine.store.factory import NOON, Placed, done, opened, statements

WARD = named("ward")
LATER = NOON + timedelta(hours=1)


def _fresh(session: Session) -> Dossier:
    """A dossier of the smallest procedure at the ward, not yet in the database."""
    enter(session, unit("ward"), position("desk", "ward"), office_hours(), *seated("An", "desk"))
    procedure = parse_procedure(PROCEDURE, SLUG)
    sha256 = store_bundle(session, FILES, procedure, NOON)
    return Dossier(
        id=uuid4(),
        code="H26.31-261123-0001",
        version=0,
        bundle=load_bundle(session, sha256),
        unit_id=WARD,
        receiving_unit_id=WARD,
        parties={"resolving": WARD, "receiving": WARD},
        status="processing",
        outcome=None,
        state=b"",
        facts={},
        applicant=Party("Đỗ Thị Ổi", "001190000001", "0912 345 678", None, "12 Hàng Bè"),
        submitter=Party("Lê Văn Ơn", "001190000002", None, "on@example.com", None),
        received_at=NOON,
        due_at=None,
        accountable_id=None,
        history_hash=FIRST,
        lookup_code="SECRET",
    )


@pytest.fixture
def created(database: sessionmaker[Session]) -> tuple[Dossier, Placed]:
    """A dossier after its reception, with one open task; and how to move it."""
    task = opened()
    with database.begin() as session:
        fresh = _fresh(session)
        create_dossier(session, fresh)
        at = Placed(fresh.id, 0, FIRST, task.id)
        move = at.move(opened=(task,), state=b"state 1", facts={"so": 1})
        save_move(session, move)
    return fresh, at.after(move)


def test_a_dossier_is_read_as_it_was_created_and_moved(
    database: sessionmaker[Session], created: tuple[Dossier, Placed]
) -> None:
    fresh, at = created
    expected = replace(fresh, version=1, state=b"state 1", facts={"so": 1}, history_hash=at.hash)
    with database.begin() as session:
        assert load_dossier(session, fresh.id) == expected
        assert dossier_key(session, fresh.id) == DossierKey(fresh.code, "SECRET")
        row = session.get_one(DossierRow, fresh.id)
        assert row.procedure == SLUG
        assert row.search_text == (
            "h26.31-261123-0001 do thi oi 001190000001 0912 345 678 le van on 001190000002"
        )


def test_only_a_new_dossier_is_created(
    database: sessionmaker[Session], created: tuple[Dossier, Placed]
) -> None:
    with database.begin() as session, pytest.raises(ValueError, match="version 0"):
        create_dossier(session, replace(created[0], id=uuid4(), version=1))


def test_an_open_task_comes_with_all_that_it_is_judged_by(
    database: sessionmaker[Session], created: tuple[Dossier, Placed]
) -> None:
    fresh, at = created
    second = opened(holders=(named("a"), named("b")), due_at=None, budget_group="chung")
    stop = LedgerEntry(uuid4(), "supplement", "pause", NOON, None, "thiếu giấy tờ")
    past = LedgerEntry(uuid4(), "supplement", "restart", NOON - timedelta(days=1), NOON, "cũ")
    with database.begin() as session:
        save_move(
            session,
            at.move(
                opened=(second,),
                ledger=(stop, past),
                groups=(GroupTouched("chung", "3 giờ", NOON, LATER),),
                at=LATER,
            ),
        )
    with database.begin() as session:
        dossier, task, around, now = load_open_task(session, at.ref, LATER)
    assert (dossier.id, dossier.version, now) == (fresh.id, 2, LATER)
    assert [t.id for t in around.open_tasks] == [task.id, second.id]
    assert around.open_tasks[1] == Task(
        id=second.id,
        element="ThamDinh",
        kind="user",
        status="open",
        unit_id=second.unit_id,
        performer="civil_status",
        power="appraise",
        assignee_id=None,
        opened_at=LATER,
        due_at=None,
        budget_group="chung",
        holders=around.open_tasks[1].holders,
        incident=None,
    )
    assert set(around.open_tasks[1].holders) == {named("a"), named("b")}
    assert around.ledger == (past, stop)
    assert around.groups == {"chung": Group("chung", "3 giờ", NOON, LATER)}
    assert set(around.register.positions) == {named("desk")}
    assert around.calendar.years == {2026}
    assert around.involvement.applicant_identities == {"001190000001", "001190000002"}
    assert not around.involvement.four_eyes


def test_a_stop_that_ends_is_seen_to_have_ended(
    database: sessionmaker[Session], created: tuple[Dossier, Placed]
) -> None:
    _, at = created
    first = LedgerEntry(uuid4(), "supplement", "pause", NOON, None, "a")
    second = replace(first, id=uuid4(), starts_at=NOON + timedelta(minutes=1))
    expected: list[tuple[LedgerEntry, ...]] = [()]
    for change in (
        (first,),
        (replace(first, ends_at=LATER),),
        (second,),
        (replace(second, ends_at=LATER),),
    ):
        with database.begin() as session:
            assert load_open_task(session, at.ref, NOON).around.ledger == expected[-1]
            move = at.move(ledger=change)
            save_move(session, move)
        at = at.after(move)
        kept = tuple(e for e in expected[-1] if e.id != change[0].id)
        expected.append((*kept, *change))
    with database.begin() as session:
        assert load_open_task(session, at.ref, NOON).around.ledger == expected[-1]
        assert all(entry.ends_at for entry in expected[-1])
        with statements(session) as said:
            load_open_task(session, at.ref, NOON)
    assert len(said) == 1


def test_who_appraised_and_who_declared_a_conflict_is_known(
    database: sessionmaker[Session], created: tuple[Dossier, Placed]
) -> None:
    _, at = created
    received = opened(power="receive")
    dropped = opened()
    next_ = opened()
    with database.begin() as session:
        first = at.move(opened=(received, dropped, next_))
        save_move(session, first)
        second = at.after(first).move(actor_id=named("An"), closed=(done(at.task_id),))
        save_move(session, second)
        third = (
            at.after(first)
            .after(second)
            .move(
                actor_id=named("Bình"),
                closed=(done(received.id), replace(done(dropped.id), status="cancelled")),
            )
        )
        save_move(session, third)
        for kind, who in (("conflict", "Lan"), ("vote", "Mai")):
            session.add(
                OpinionRow(
                    dossier_id=at.dossier_id,
                    id=uuid4(),
                    kind=kind,
                    person_id=named(who),
                    given_at=NOON,
                )
            )
    with database.begin() as session:
        around = load_open_task(session, TaskRef(at.dossier_id, next_.id), NOON).around
    assert around.involvement.prepared_by == {named("An")}
    assert around.involvement.conflict_declared_by == {named("Lan")}


def test_the_second_clerk_is_told_who_was_faster_and_when(
    database: sessionmaker[Session], created: tuple[Dossier, Placed]
) -> None:
    _, at = created
    with database.begin() as session:
        save_move(session, at.move(actor_id=named("An"), closed=(done(at.task_id),)))
    with database.begin() as session, pytest.raises(AlreadyDone) as told:
        load_open_task(session, at.ref, NOON)
    assert told.value.sentence == "Bước này đã được An xử lý lúc 12:00 ngày 23/11/2026."
    assert (told.value.by, told.value.at) == ("An", NOON)


def test_a_task_that_the_machine_closed_is_told_so(
    database: sessionmaker[Session], created: tuple[Dossier, Placed]
) -> None:
    _, at = created
    with database.begin() as session:
        save_move(session, at.move(actor_id=None, closed=(done(at.task_id),)))
    with database.begin() as session, pytest.raises(AlreadyDone, match="hệ thống") as told:
        load_open_task(session, at.ref, NOON)
    assert told.value.by is None


def test_what_is_not_there_is_not_found(
    database: sessionmaker[Session], created: tuple[Dossier, Placed]
) -> None:
    _, at = created
    nowhere = uuid4()
    with database.begin() as session:
        with pytest.raises(NotFound):
            load_open_task(session, TaskRef(nowhere, at.task_id), NOON)
        with pytest.raises(NotFound):
            load_open_task(session, TaskRef(at.dossier_id, nowhere), NOON)
        with pytest.raises(NotFound):
            load_dossier(session, nowhere)
        with pytest.raises(NotFound):
            load_task(session, TaskRef(at.dossier_id, nowhere))
        assert dossier_key(session, nowhere) is None


def test_a_closed_task_is_read_with_its_end(
    database: sessionmaker[Session], created: tuple[Dossier, Placed]
) -> None:
    _, at = created
    with database.begin() as session:
        assert load_task(session, at.ref).holders != ()
        save_move(session, at.move(actor_id=named("An"), closed=(done(at.task_id),)))
        session.expire_all()
        task = load_task(session, at.ref)
        assert (task.status, task.closed_at, task.closed_by_id, task.holders) == (
            "done",
            NOON,
            named("An"),
            (),
        )


def test_opening_a_known_dossier_is_one_statement(
    database: sessionmaker[Session], created: tuple[Dossier, Placed]
) -> None:
    _, at = created
    with database.begin() as session:
        load_open_task(session, at.ref, NOON)
        with statements(session) as said:
            load_open_task(session, at.ref, NOON)
    assert len(said) == 1


def test_opening_a_dossier_keeps_nobody_waiting(
    database: sessionmaker[Session], created: tuple[Dossier, Placed]
) -> None:
    _, at = created
    with database() as thinking, database.begin() as other:
        load_open_task(thinking, at.ref, NOON)
        other.execute(text("SET LOCAL lock_timeout = '100ms'"))
        save_move(other, at.move(closed=(done(at.task_id),)))
        set_clock_offset(other, 60)


def test_a_dossier_that_is_only_being_received_has_surroundings(
    database: sessionmaker[Session],
) -> None:
    with database.begin() as session:
        fresh = _fresh(session)
        around = load_surroundings(session, fresh)
    assert (around.open_tasks, around.ledger, around.groups) == ((), (), {})
    assert set(around.register.positions) == {named("desk")}
    assert around.involvement.prepared_by == frozenset()


def test_the_offices_time_has_the_demonstrations_offset(
    database: sessionmaker[Session], created: tuple[Dossier, Placed]
) -> None:
    _, at = created
    with database.begin() as session:
        set_clock_offset(session, -86_400)
        opened_task = load_open_task(session, at.ref, NOON)
        assert opened_task.now == NOON - timedelta(days=1)
        assert opened_task.around.register.epoch == 3
