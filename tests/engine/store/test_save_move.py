"""What a Move leaves in the database."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from engine.core.move import (
    AnswerGiven,
    AttemptChanged,
    DocumentChanged,
    GroupTouched,
    LedgerEntry,
    MandateUsed,
    OutboxAdded,
    PaperAdded,
    SubscriptionOpened,
    TaskChanged,
    TaskClosed,
    TimerOpened,
    VersionAdded,
)
from engine.errors import InvalidAnswers
from engine.store.idempotency import seen
from engine.store.records import (
    AnswerRow,
    BudgetGroupRow,
    CandidateRow,
    DocumentRow,
    DocumentVersionRow,
    DossierRow,
    HistoryRow,
    LedgerRow,
    MandateRow,
    OutboxRow,
    PaperRow,
    Record,
    SigningAttemptRow,
    SubscriptionRow,
    TaskRow,
    TimerRow,
)
from engine.store.save_move import save_move
from tests.engine.store.factory import (
    CLERK,
    DESK,
    NOON,
    UNIT,
    Placed,
    done,
    mandate,
    opened,
    place_dossier,
    statements,
)

LATER = NOON + timedelta(hours=1)


def _only(session: Session, kind: type[Record]) -> dict[str, object]:
    """The one row of a table as its columns."""
    row = session.scalars(select(kind)).one()
    return {c.key: getattr(row, c.key) for c in kind.__table__.columns}


def test_the_dossier_takes_on_what_the_move_says(
    database: sessionmaker[Session], placed: Placed
) -> None:
    move = placed.move(
        state=b"\x00\xff state",
        facts={"ket_luan": "đạt", "so": 2.5, "co": True, "khong": None},
        status="finished",
        outcome="granted",
        due_at=LATER,
        finished_at=NOON,
        accountable_id=CLERK,
    )
    with database.begin() as session:
        save_move(session, move)
        row = session.get_one(DossierRow, placed.dossier_id)
        assert row.version == placed.version + 1
        assert row.state == b"\x00\xff state"
        assert row.facts == {"ket_luan": "đạt", "so": 2.5, "co": True, "khong": None}
        assert (row.status, row.outcome) == ("finished", "granted")
        assert (row.due_at, row.finished_at, row.accountable_id) == (LATER, NOON, CLERK)
        assert row.history_hash == move.history.hash


def test_what_the_move_does_not_say_stays(database: sessionmaker[Session], placed: Placed) -> None:
    first = placed.move(
        state=b"kept", facts={"kept": True}, status="waiting_applicant", outcome="lapsed",
        due_at=LATER, finished_at=LATER, accountable_id=CLERK,
    )  # fmt: skip
    with database.begin() as session:
        save_move(session, first)
        save_move(session, placed.after(first).move())
        row = session.get_one(DossierRow, placed.dossier_id)
        assert (row.version, row.state, row.facts) == (placed.version + 2, b"kept", {"kept": True})
        assert (row.status, row.outcome) == ("waiting_applicant", "lapsed")
        assert (row.due_at, row.finished_at, row.accountable_id) == (LATER, LATER, CLERK)


def test_another_dossier_is_not_touched(database: sessionmaker[Session], placed: Placed) -> None:
    with database.begin() as session:
        other = place_dossier(session)
        save_move(session, placed.move(closed=(done(placed.task_id),)))
        assert session.get_one(DossierRow, other.dossier_id).version == other.version
        assert session.get_one(TaskRow, (other.dossier_id, other.task_id)).status == "open"
        assert session.scalars(select(CandidateRow.dossier_id)).all() == [other.dossier_id]


def test_the_history_row_holds_the_very_bytes(
    database: sessionmaker[Session], placed: Placed
) -> None:
    move = placed.move(kind="claimed")
    with database.begin() as session:
        save_move(session, move)
        row = session.get_one(HistoryRow, (placed.dossier_id, placed.version + 1))
        assert (row.kind, row.actor_id, row.task_id, row.at) == (
            "claimed",
            CLERK,
            placed.task_id,
            NOON,
        )
        assert (row.canonical, row.previous, row.hash) == (
            move.history.canonical,
            placed.hash,
            move.history.hash,
        )


def test_an_opened_task_is_open_for_its_candidates(
    database: sessionmaker[Session], placed: Placed
) -> None:
    other = UUID(int=0xE)
    task = opened(
        holders=(DESK, other), assignee_id=CLERK, incident="Chưa có ai.", budget_group="chung"
    )
    with database.begin() as session:
        save_move(session, placed.move(opened=(task, opened(holders=()))))
        row = session.get_one(TaskRow, (placed.dossier_id, task.id))
        assert (row.element, row.kind, row.status) == ("ThamDinh", "user", "open")
        assert (row.unit_id, row.performer, row.power) == (UNIT, "civil_status", "appraise")
        assert (row.assignee_id, row.assigned_at, row.opened_at) == (CLERK, NOON, NOON)
        assert (row.due_at, row.budget_group, row.incident) == (task.due_at, "chung", "Chưa có ai.")
        assert (row.closed_at, row.closed_by_id, row.outcome) == (None, None, None)
        holders = session.execute(
            select(CandidateRow.holder_id, CandidateRow.due_at)
            .where(CandidateRow.task_id == task.id)
            .order_by(CandidateRow.holder_id)
        )
        assert list(holders) == [(DESK, task.due_at), (other, task.due_at)]


def test_a_closed_task_keeps_its_end_and_loses_its_waits(
    database: sessionmaker[Session], placed: Placed
) -> None:
    stays = opened()
    with database.begin() as session:
        waiting = placed.move(
            opened=(stays,),
            timers=(
                TimerOpened(placed.task_id, LATER, "PT1H"),
                TimerOpened(stays.id, LATER, "15 ngày làm việc"),
            ),
            subscriptions=(
                SubscriptionOpened(placed.task_id, "bo_sung", "H26"),
                SubscriptionOpened(stays.id, "bo_sung", "H27"),
            ),
        )
        save_move(session, waiting)
        save_move(session, placed.after(waiting).move(closed=(done(placed.task_id),)))
        row = session.get_one(TaskRow, (placed.dossier_id, placed.task_id))
        assert (row.status, row.outcome) == ("done", "before")
        assert (row.closed_at, row.closed_by_id) == (NOON, CLERK)
        assert session.get_one(TaskRow, (placed.dossier_id, stays.id)).status == "open"
        assert _only(session, CandidateRow)["task_id"] == stays.id
        assert _only(session, TimerRow) == {
            "dossier_id": placed.dossier_id,
            "task_id": stays.id,
            "due_at": LATER,
            "text": "15 ngày làm việc",
        }
        assert _only(session, SubscriptionRow) == {
            "dossier_id": placed.dossier_id,
            "task_id": stays.id,
            "message": "bo_sung",
            "correlation": "H27",
        }


def test_each_closed_task_gets_its_own_end(database: sessionmaker[Session], placed: Placed) -> None:
    second, third = opened(), opened()
    with database.begin() as session:
        opening = placed.move(opened=(second, third))
        save_move(session, opening)
        closing = placed.after(opening).move(
            actor_id=None,
            closed=(
                TaskClosed(third.id, "cancelled"),
                TaskClosed(placed.task_id, "done", "after"),
                TaskClosed(second.id, "done", "on"),
            ),
        )
        save_move(session, closing)
        ends = {row.id: (row.status, row.outcome) for row in session.scalars(select(TaskRow))}
        assert ends == {
            placed.task_id: ("done", "after"),
            second.id: ("done", "on"),
            third.id: ("cancelled", None),
        }
        assert set(session.scalars(select(TaskRow.closed_by_id))) == {None}


def test_a_claimed_task_says_since_when(database: sessionmaker[Session], placed: Placed) -> None:
    second = opened()
    with database.begin() as session:
        claim = placed.move(
            opened=(second,), changed=(TaskChanged(placed.task_id, CLERK, "Thiếu người."),)
        )
        save_move(session, claim)
        claimed = placed.after(claim)
        task = session.get_one(TaskRow, (placed.dossier_id, placed.task_id))
        assert (task.assignee_id, task.assigned_at) == (CLERK, NOON)
        assert (task.incident, task.status) == ("Thiếu người.", "open")

        again = claimed.move(
            at=LATER,
            changed=(TaskChanged(second.id, DESK), TaskChanged(placed.task_id, CLERK)),
        )
        save_move(session, again)
        session.expire_all()
        task = session.get_one(TaskRow, (placed.dossier_id, placed.task_id))
        assert (task.assignee_id, task.assigned_at, task.incident) == (CLERK, NOON, None)
        other = session.get_one(TaskRow, (placed.dossier_id, second.id))
        assert (other.assignee_id, other.assigned_at) == (DESK, LATER)

        back = claimed.after(again).move(at=LATER, changed=(TaskChanged(placed.task_id, None),))
        save_move(session, back)
        session.expire_all()
        task = session.get_one(TaskRow, (placed.dossier_id, placed.task_id))
        assert (task.assignee_id, task.assigned_at) == (None, LATER)


def test_answers_and_mandates_are_kept_as_given(
    database: sessionmaker[Session], placed: Placed
) -> None:
    used = MandateUsed(placed.task_id, mandate())
    answer = AnswerGiven(placed.task_id, "tham_dinh", {"ho_ten": "Nguyễn Ữ", "so_trang": 3})
    with database.begin() as session:
        first = placed.move(answers=(answer,), mandates=(used,))
        save_move(session, first)
        save_move(session, placed.after(first).move(at=LATER, mandates=(used,)))
        assert _only(session, AnswerRow) == {
            "dossier_id": placed.dossier_id,
            "task_id": placed.task_id,
            "form": "tham_dinh",
            "answers": {"ho_ten": "Nguyễn Ữ", "so_trang": 3},
            "given_at": NOON,
            "given_by_id": CLERK,
        }
        kept = session.scalars(select(MandateRow)).one()
        assert (kept.task_id, kept.id, kept.used_at) == (placed.task_id, "a" * 64, NOON)
        assert kept.content["capacity"] == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
        assert kept.content["chain"] == [
            {"kind": "law", "record_id": str(UNIT), "says": "theo luật"}
        ]
        assert kept.content["valid_from"] == "2026-11-23T05:00:00.000000Z"


def test_a_stop_of_the_clock_ends_under_its_own_id(
    database: sessionmaker[Session], placed: Placed
) -> None:
    stop = LedgerEntry(uuid4(), "supplement", "pause", NOON, None, "Thiếu giấy tờ")
    ended = LedgerEntry(stop.id, stop.kind, stop.policy, NOON, LATER, stop.ground)
    with database.begin() as session:
        first = placed.move(ledger=(stop,))
        save_move(session, first)
        assert session.scalars(select(LedgerRow.ends_at)).all() == [None]
        save_move(session, placed.after(first).move(ledger=(ended,)))
        assert _only(session, LedgerRow) == {
            "dossier_id": placed.dossier_id,
            "id": stop.id,
            "kind": "supplement",
            "policy": "pause",
            "starts_at": NOON,
            "ends_at": LATER,
            "ground": "Thiếu giấy tờ",
        }


def test_a_budget_group_is_touched_by_its_key(
    database: sessionmaker[Session], placed: Placed
) -> None:
    with database.begin() as session:
        first = placed.move(groups=(GroupTouched("chung", "3 ngày làm việc", NOON, LATER),))
        save_move(session, first)
        second = placed.after(first).move(groups=(GroupTouched("chung", "2 giờ", LATER, NOON),))
        save_move(session, second)
        assert _only(session, BudgetGroupRow) == {
            "dossier_id": placed.dossier_id,
            "key": "chung",
            "budget": "2 giờ",
            "started_at": LATER,
            "due_at": NOON,
        }


def test_papers_documents_and_their_versions_are_written(
    database: sessionmaker[Session], placed: Placed
) -> None:
    paper = PaperAdded(
        uuid4(), "giay_to", "cccd.pdf", "application/pdf", 3_000_000_000, 2, "b" * 64
    )
    document = DocumentChanged(uuid4(), "ban_sao", "result", "shown", placed.task_id)
    version = VersionAdded(document.id, 1, "shown", "c" * 64, 4096, "a" * 64, "d" * 64)
    register_id = uuid4()
    sealed = DocumentChanged(
        document.id, "ban_sao", "result", "sealed", None, 7, "BS-UBND", NOON, register_id, "e" * 64
    )
    with database.begin() as session:
        first = placed.move(papers=(paper,), documents=(document,), versions=(version,))
        save_move(session, first)
        assert _only(session, PaperRow) == {
            "dossier_id": placed.dossier_id,
            "id": paper.id,
            "component": "giay_to",
            "name": "cccd.pdf",
            "media_type": "application/pdf",
            "size": 3_000_000_000,
            "pages": 2,
            "file_sha256": "b" * 64,
            "added_at": NOON,
            "added_by_id": CLERK,
        }
        assert _only(session, DocumentVersionRow) == {
            "dossier_id": placed.dossier_id,
            "document_id": document.id,
            "version": 1,
            "stage": "shown",
            "file_sha256": "c" * 64,
            "size": 4096,
            "mandate_id": "a" * 64,
            "content_sha256": "d" * 64,
            "made_at": NOON,
        }
        row = session.scalars(select(DocumentRow)).one()
        assert (row.status, row.task_id, row.number) == ("shown", placed.task_id, None)

        save_move(session, placed.after(first).move(at=LATER, documents=(sealed,)))
        session.expire_all()
        assert _only(session, DocumentRow) == {
            "dossier_id": placed.dossier_id,
            "id": document.id,
            "key": "ban_sao",
            "kind": "result",
            "status": "sealed",
            "task_id": None,
            "number": 7,
            "symbol": "BS-UBND",
            "issued_at": NOON,
            "register_id": register_id,
            "evidence_sha256": "e" * 64,
            "changed_at": LATER,
        }


def test_a_signing_attempt_goes_on_under_its_id(
    database: sessionmaker[Session], placed: Placed
) -> None:
    attempt, document = uuid4(), uuid4()

    def at(status: str, *rest: object) -> AttemptChanged:
        return AttemptChanged(attempt, placed.task_id, document, "sign", status, *rest)  # type: ignore[arg-type]

    begun = at("begun", "c" * 64, "a" * 64, None, None, 0, None)
    made = at("made", "d" * 64, "b" * 64, "e" * 64, b"\x00raw\xff", 1, "TSA không trả lời.")
    with database.begin() as session:
        first = placed.move(attempts=(begun,))
        save_move(session, first)
        row = session.scalars(select(SigningAttemptRow)).one()
        assert (row.status, row.raw_signature, row.begun_sha256) == ("begun", None, None)
        assert (row.shown_sha256, row.mandate_id, row.tries, row.trouble) == (
            "c" * 64,
            "a" * 64,
            0,
            None,
        )

        save_move(session, placed.after(first).move(at=LATER, actor_id=None, attempts=(made,)))
        session.expire_all()
        assert _only(session, SigningAttemptRow) == {
            "dossier_id": placed.dossier_id,
            "id": attempt,
            "task_id": placed.task_id,
            "document_id": document,
            "kind": "sign",
            "status": "made",
            "shown_sha256": "d" * 64,
            "mandate_id": "b" * 64,
            "begun_sha256": "e" * 64,
            "raw_signature": b"\x00raw\xff",
            "tries": 1,
            "trouble": "TSA không trả lời.",
            "actor_id": CLERK,
            "begun_at": NOON,
            "changed_at": LATER,
        }


def test_the_outbox_is_filled_and_settled(database: sessionmaker[Session], placed: Placed) -> None:
    asked, other = (
        OutboxAdded(uuid4(), "machine", {"step": "release", "n": 1}, LATER) for _ in range(2)
    )
    with database.begin() as session:
        first = placed.move(outbox=(asked, other))
        save_move(session, first)
        row = session.get_one(OutboxRow, (placed.dossier_id, asked.id))
        assert (row.kind, row.payload, row.not_before) == (
            "machine",
            {"step": "release", "n": 1},
            LATER,
        )
        assert (row.tries, row.created_at, row.leased_until) == (0, NOON, None)
        row.trouble, row.leased_until = "hỏng", LATER
        session.flush()
        save_move(session, placed.after(first).move(outbox_done=(asked.id,)))
        session.expire_all()
        settled = session.get_one(OutboxRow, (placed.dossier_id, asked.id))
        assert (settled.done_at, settled.trouble, settled.leased_until) == (NOON, None, None)
        assert session.get_one(OutboxRow, (placed.dossier_id, other.id)).done_at is None


def test_a_key_is_seen_after_its_move(database: sessionmaker[Session], placed: Placed) -> None:
    with database.begin() as session:
        assert not seen(session, placed.dossier_id, CLERK, "page-1")
        save_move(session, placed.move(idempotency_key="page-1"))
    with database.begin() as session:
        assert seen(session, placed.dossier_id, CLERK, "page-1")
        assert not seen(session, placed.dossier_id, DESK, "page-1")
        assert not seen(session, uuid4(), CLERK, "page-1")


def test_a_move_that_may_be_taken_back_keeps_what_it_replaced(
    database: sessionmaker[Session], placed: Placed
) -> None:
    with database.begin() as session:
        forward = placed.move(
            state=b"state 1", facts={"moi": 1}, status="waiting_applicant", undo_until=LATER
        )
        save_move(session, forward)
        row = session.get_one(DossierRow, placed.dossier_id)
        assert (row.undo_until, row.undo_version, row.undo_status) == (
            LATER,
            placed.version,
            "processing",
        )
        assert (row.undo_state, row.undo_facts) == (b"state 0", {"ket_luan": "chua"})
        save_move(session, placed.after(forward).move())
        session.expire_all()
        row = session.get_one(DossierRow, placed.dossier_id)
        assert (row.undo_until, row.undo_version, row.undo_status) == (None, None, None)
        assert (row.undo_state, row.undo_facts) == (None, None)


def test_a_move_is_one_statement(database: sessionmaker[Session], placed: Placed) -> None:
    with database.begin() as session, statements(session) as said:
        save_move(session, placed.move(closed=(done(placed.task_id),), opened=(opened(),)))
    assert len(said) == 1


@pytest.mark.parametrize("text", ["a\0b", "\ud800"])
def test_text_that_no_database_keeps_is_refused_by_its_part(
    database: sessionmaker[Session], placed: Placed, text: str
) -> None:
    with database.begin() as session:
        answers = (AnswerGiven(placed.task_id, "f", {"ho_ten": text}),)
        with pytest.raises(InvalidAnswers) as refused:
            save_move(session, placed.move(answers=answers, facts={"co": True}))
        assert list(refused.value.fields) == ["answers"]


def test_six_characters_that_only_look_like_a_nul_are_kept(
    database: sessionmaker[Session], placed: Placed
) -> None:
    with database.begin() as session:
        save_move(session, placed.move(facts={"ghi": "\\u0000"}))
        assert session.get_one(DossierRow, placed.dossier_id).facts == {"ghi": "\\u0000"}
