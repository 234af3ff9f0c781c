"""Taking a forwarding back: everything is as it was, once, by whoever forwarded, in time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.dossiers.undo import undo
from engine.actions.tasks.assign import assign
from engine.actions.tasks.claim import claim
from engine.actions.tasks.complete import complete
from engine.actions.tasks.send_back import send_back
from engine.core.acts import Completed, Signed
from engine.core.history import FIRST, enter
from engine.core.move import Move, OutboxAdded, TaskRef
from engine.core.period import period_around
from engine.core.undo import LastMove, may_be_taken_back
from engine.errors import AlreadyDone, NotFound, TrinhKyError, UndoRefused
from engine.outside.outside import Outside
from engine.questions.dossier.page import dossier_page
from engine.simulate import doings, play
from engine.simulate.report_check import check_report
from engine.simulate.scenario import read_scenarios
from engine.store.drafts import draft_of, keep_draft
from engine.store.last_move import last_move
from engine.store.records import DraftRow, OutboxRow
from engine.store.save_move import save_move
from engine.store.verify_history import first_broken
from tests.engine.questions.telling import _folder, told
from tests.factories.clock import local
from tests.factories.office import (
    AWAIT_PAPERS,
    EXAMINE,
    FIT,
    HAND_OVER,
    HANDED_OVER,
    MISSING,
    SEND_SLIP,
    SIGN,
    SLIP,
    Office,
    person,
)
from tests.factories.stages import Case, Stages
from tests.golden.continuing import Known

WINDOW = 10
NOW = local("2026-03-09 09:00")
EMPTY = Move(uuid4(), 1, NOW, enter(FIRST, kind="completed", actor_id=None, task_id=None, tells={}))
OWN = ("task", "candidate", "timer", "subscription", "ledger", "budget_group", "answer")
_TASK_CLOSED = "closed_at, closed_by_id, outcome"
#: Rows of which nothing may be left of what was taken back. A task that it opened stays, cancelled.
ROWS = {
    "dossier": "to_jsonb(r) - 'version' - 'history_hash' - 'undo_until' - 'undo_version' "
    "- 'undo_status' - 'undo_state' - 'undo_facts' - 'undo_move'",
    "document": "to_jsonb(r) - 'changed_at'",
    **dict.fromkeys(OWN, "to_jsonb(r)"),
    "opinion": "to_jsonb(r)",
    "outbox": "to_jsonb(r)",
    "idempotency": "to_jsonb(r)",
}
LEFT = {
    "task": "r.status <> 'cancelled'",
    "opinion": "r.void_at IS NULL OR r.kind = 'conflict'",
    "outbox": "r.done_at IS NULL",
}


def rows(outside: Outside, dossier_id: UUID) -> dict[str, list[str]]:
    """Everything that stands of a dossier, by table."""
    found = {}
    with outside.sessions() as session:
        for table, shape in ROWS.items():
            key = "id" if table == "dossier" else "dossier_id"
            left = LEFT.get(table, "true")
            select = f"SELECT {shape} FROM {table} r WHERE r.{key} = :id AND ({left})"
            got = session.execute(text(select), {"id": dossier_id})
            found[table] = sorted(json.dumps(row[0], sort_keys=True) for row in got)
    return found


def patient(outside: Outside) -> Outside:
    """The same outside, where a forwarding may be taken back."""
    return replace(outside, settings=replace(outside.settings, undo_seconds=WINDOW))


@pytest.fixture
def case(received: Case) -> Case:
    """A dossier that waits for the appraisal, at an office that lets one take back."""
    office = received.office
    return Case(office.with_outside(settings=patient(office.outside).settings), received.id)


def version(office: Office, dossier_id: UUID) -> int:
    with office.outside.sessions() as session:
        return last_move(session, dossier_id).version


def forward(
    case: Case, answers: dict[str, Any] = FIT, key: str | None = None
) -> tuple[TaskRef, int]:
    """The appraisal is sent on: its task, and the version this made."""
    ref = case.office.ref(case.id, EXAMINE)
    complete(case.office.outside, person("tu_phap"), ref, answers, key)
    return ref, version(case.office, case.id)


def take_back(case: Case, made: int, login: str = "tu_phap") -> None:
    undo(case.office.outside, person(login), case.id, made)


def test_the_dossier_is_as_it_was_and_the_form_comes_back_filled(case: Case) -> None:
    before = rows(case.office.outside, case.id)
    ref, made = forward(case)
    assert case.office.open_steps(case.id) == [SIGN]
    back = undo(case.office.outside, person("tu_phap"), case.id, made)
    assert (back.ref, back.kind) == (ref, "completed")
    assert rows(case.office.outside, case.id) == before
    with case.office.outside.sessions() as session:
        kept = draft_of(session, person("tu_phap").person_id, ref, "task")
        assert first_broken(session, case.id) is None
    assert kept is not None
    assert kept.content["answers.so_quyen"] == "01/1998"


def test_the_history_tells_both(case: Case) -> None:
    _, made = forward(case)
    take_back(case, made)
    page = dossier_page(case.office.outside, person("tu_phap"), case.id)
    assert [line.says for line in page.history][-2:] == [
        "Trần Văn Minh (Công chức Tư pháp - Hộ tịch) hoàn thành bước “Thẩm định hồ sơ”. "
        "Hồ sơ chuyển Chủ tịch hoặc Phó Chủ tịch, bước “Ký số văn bản”.",
        "Trần Văn Minh (Công chức Tư pháp - Hộ tịch) hoàn tác, hồ sơ trở lại bước "
        "“Thẩm định hồ sơ”.",
    ]
    assert [s.name for s in page.steps if s.state == "now"] == ["Thẩm định hồ sơ"]


def test_the_report_and_its_recount_do_not_count_what_was_taken_back(case: Case) -> None:
    _, made = forward(case)
    take_back(case, made)
    case.office.clock.forward(minutes=45)
    checked = check_report(case.office.outside, [period_around("month", NOW.date())])
    assert checked.differences == ()
    assert checked.compared > 0


def test_the_same_page_may_be_sent_again_under_its_key(case: Case) -> None:
    key = str(uuid4())
    _, made = forward(case, key=key)
    take_back(case, made)
    forward(case, key=key)
    assert case.office.open_steps(case.id) == [SIGN]


def test_taking_back_twice_counts_once(case: Case) -> None:
    _, made = forward(case)
    take_back(case, made)
    take_back(case, made)
    assert version(case.office, case.id) == made + 1


def test_after_the_window_it_stands(case: Case) -> None:
    _, made = forward(case)
    case.office.clock.forward(minutes=1)
    with pytest.raises(UndoRefused, match="Đã quá thời gian hoàn tác"):
        take_back(case, made)
    assert case.office.open_steps(case.id) == [SIGN]


def test_nobody_else_takes_it_back(case: Case) -> None:
    _, made = forward(case)
    with pytest.raises(UndoRefused, match="Chỉ người vừa chuyển"):
        take_back(case, made, "tu_phap_2")
    with pytest.raises(NotFound):
        take_back(case, made, "hn_cv")


def test_who_claimed_the_next_step_is_named_with_the_time(case: Case) -> None:
    _, made = forward(case)
    claim(case.office.outside, person("chu_tich"), case.office.ref(case.id, SIGN))
    with pytest.raises(UndoRefused, match=r"đã nhận xử lý hồ sơ lúc \d\d:\d\d"):
        take_back(case, made)


def test_an_earlier_forwarding_is_not_taken_back_in_place_of_a_later_one(case: Case) -> None:
    _, first = forward(case, MISSING)
    case.office.complete("mot_cua", case.id, SEND_SLIP, SLIP)
    with pytest.raises(UndoRefused):
        take_back(case, first)
    assert case.office.open_steps(case.id) == sorted([AWAIT_PAPERS, "BoSung/HetHanBoSung"])


def test_a_stopped_clock_runs_on_as_if_it_had_never_stopped(case: Case) -> None:
    forward(case, MISSING)
    before = rows(case.office.outside, case.id)
    case.office.complete("mot_cua", case.id, SEND_SLIP, SLIP)
    assert case.office.dossier(case.id).status == "waiting_applicant"
    take_back(case, version(case.office, case.id), "mot_cua")
    assert case.office.dossier(case.id).status == "processing"
    assert rows(case.office.outside, case.id) == before


def test_a_finished_dossier_is_open_again(to_hand_over: Case) -> None:
    office = to_hand_over.office
    office = office.with_outside(settings=patient(office.outside).settings)
    before = rows(office.outside, to_hand_over.id)
    office.complete("mot_cua", to_hand_over.id, HAND_OVER, HANDED_OVER)
    assert office.dossier(to_hand_over.id).status == "finished"
    undo(office.outside, person("mot_cua"), to_hand_over.id, version(office, to_hand_over.id))
    assert office.dossier(to_hand_over.id).outcome is None
    assert rows(office.outside, to_hand_over.id) == before


def test_a_signature_and_a_reception_are_never_taken_back(to_seal: Case) -> None:
    office = to_seal.office.with_outside(settings=patient(to_seal.office.outside).settings)
    with pytest.raises(UndoRefused):
        undo(office.outside, person("chu_tich"), to_seal.id, version(office, to_seal.id))
    fresh = office.receive().dossier_id
    made = version(office, fresh)
    with pytest.raises(UndoRefused, match="không hoàn tác được"):
        undo(office.outside, person("mot_cua"), fresh, made)


def test_closing_a_task_deletes_everybodys_drafts_of_it(case: Case) -> None:
    ref = case.office.ref(case.id, EXAMINE)
    with case.office.outside.sessions.begin() as session:
        for login in ("tu_phap", "tu_phap_2"):
            now = case.office.clock.now()
            keep_draft(session, person(login).person_id, ref, "task", {"answers.a": "b"}, now)
    forward(case)
    with case.office.outside.sessions() as session:
        assert session.query(DraftRow).all() == []


# What leaves


def test_what_a_forwarding_sends_waits_for_the_window_and_ends_with_it() -> None:
    row = OutboxAdded(uuid4(), "machine", {}, NOW)
    move = replace(EMPTY, outbox=(row,))
    kept = may_be_taken_back(move, Completed(), timedelta(seconds=10))
    assert kept.undo_until == NOW + timedelta(seconds=10)
    assert [each.not_before for each in kept.outbox] == [kept.undo_until]
    assert may_be_taken_back(move, Signed(), timedelta(seconds=10)) == move
    assert may_be_taken_back(move, Completed(), timedelta(0)) == move


def test_what_the_worker_has_taken_is_not_taken_back(case: Case) -> None:
    _, made = forward(case)
    with case.office.outside.sessions.begin() as session:
        now = case.office.clock.now()
        session.add(OutboxRow(
            dossier_id=case.id, id=uuid4(), kind="machine", payload={}, not_before=now, tries=1,
            leased_until=now, created_at=now,
        ))  # fmt: skip
        session.flush()
        session.execute(text(
            "UPDATE dossier SET undo_move = undo_move || jsonb_build_object('outbox', (SELECT "
            "jsonb_agg(id) FROM outbox WHERE dossier_id = dossier.id)) WHERE id = :id"
        ), {"id": case.id})  # fmt: skip
    with pytest.raises(AlreadyDone):
        take_back(case, made)
    assert case.office.open_steps(case.id) == [SIGN]


def test_a_process_that_dies_before_its_commit_leaves_the_forwarding_as_it_was(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref, made = forward(case)
    before = rows(case.office.outside, case.id)

    def dies(session: Session, move: Move) -> None:
        save_move(session, move)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("engine.actions.dossiers.undo.save_move", dies)
        with pytest.raises(KeyboardInterrupt):
            take_back(case, made)
    assert rows(case.office.outside, case.id) == before
    with case.office.outside.sessions() as session:
        assert draft_of(session, person("tu_phap").person_id, ref, "task") is None
    take_back(case, made)
    assert case.office.open_steps(case.id) == [EXAMINE]


# Races


def test_undo_and_the_next_claim_at_once_have_one_winner(case: Case) -> None:
    for _ in range(4):
        _, made = forward(case)
        sign_ref = case.office.ref(case.id, SIGN)
        gate = Barrier(2)
        said: dict[str, str] = {}

        def run(
            name: str, act: Callable[[], object], gate: Barrier = gate, said: dict[str, str] = said
        ) -> None:
            gate.wait()
            try:
                act()
                said[name] = "done"
            except TrinhKyError as refused:
                said[name] = type(refused).__name__

        racing = [
            Thread(target=run, args=("undo", lambda made=made: take_back(case, made))),
            Thread(
                target=run,
                args=(
                    "claim",
                    lambda ref=sign_ref: claim(case.office.outside, person("chu_tich"), ref),
                ),
            ),
        ]
        for each in racing:
            each.start()
        for each in racing:
            each.join()
        assert sorted(said.values()) in (["AlreadyDone", "done"], ["UndoRefused", "done"]), said
        if said["claim"] == "done":
            return


# Every forwarding of the shipped stories, taken back and done again


def asked(last: LastMove) -> list[tuple[str, list[str]]]:
    """The steps that a Move opened, and whom each asks."""
    return sorted((step, sorted(holders)) for _, step, _, holders in last.tells["opened"])


@contextmanager
def every_forwarding_taken_back(patch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    seen: list[str] = []

    def twice(act: Callable[..., Any]) -> Callable[..., Any]:
        def acted(outside: Outside, actor: Actor, ref: TaskRef, *rest: Any, **named: Any) -> None:
            before = rows(outside, ref.dossier_id)
            act(patient(outside), actor, ref, *rest, **named)
            with outside.sessions() as session:
                last = last_move(session, ref.dossier_id)
            if last.until is None:  # a return that took a signature along, or nothing changed
                return
            undo(outside, actor, ref.dossier_id, last.version)
            assert rows(outside, ref.dossier_id) == before, (act.__name__, ref)
            act(outside, actor, ref, *rest, **named)
            with outside.sessions() as session:
                again = last_move(session, ref.dossier_id)
            # A moment later by the running clock: the steps and whom they ask, not the second.
            assert asked(again) == asked(last)
            seen.append(last.kind)

        return acted

    # Passwords are slow on purpose, and another test's.
    patch.setattr(play, "Cast", Known)
    for name, act in (("complete", complete), ("send_back", send_back), ("assign", assign)):
        patch.setattr(doings, name, twice(act))
    yield seen


@pytest.mark.parametrize(
    ("slug", "story", "until", "kinds"),
    [
        ("hn_663_ban_sao_tu_so_goc", "supplement", None, {"completed"}),
        ("hn_1.012644", "returned_once", "seal", {"completed", "returned"}),
        ("bn_1.009645", "supplement_given", "sign", {"completed"}),
    ],
)
def test_a_story_in_which_every_forwarding_is_taken_back_goes_on_as_told(
    stages: Stages,
    monkeypatch: pytest.MonkeyPatch,
    slug: str,
    story: str,
    until: str | None,
    kinds: set[str],
) -> None:
    """As far as its first act `until`, whose keys are slow; each act is compared with its story."""
    acts = next(s for s in read_scenarios(_folder(slug)) if s.name == story).acts
    last = next(((a.do, a.step or "") for a in acts if a.do == until), None)
    with (
        every_forwarding_taken_back(monkeypatch) as seen,
        told(stages, slug, story, before=last) as end,
    ):
        assert kinds <= set(seen), [f"{a.do} {a.step}" for a in acts]
        with end.outside.sessions() as session:
            assert first_broken(session, end.id) is None
