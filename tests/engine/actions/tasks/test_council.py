"""A council votes: once each, openly or in secret, and is closed when enough have voted."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from sqlalchemy import select

from engine.actions.tasks.claim import claim
from engine.actions.tasks.close_council import close_council
from engine.actions.tasks.complete import complete
from engine.actions.tasks.declare_conflict import declare_conflict
from engine.actions.tasks.give_opinion import give_opinion
from engine.actions.tasks.send_back import send_back
from engine.actions.tasks.vote import vote
from engine.core.council import Tally
from engine.errors import (
    AlreadyDone,
    InvalidAnswers,
    NoQuorum,
    NotYours,
    OtherAct,
    ReturnRefused,
    TrinhKyError,
)
from engine.store.history import history_of
from engine.store.joint import tally_of
from engine.store.records import BallotBoxRow, OpinionRow
from tests.factories.joint import APPROVE, COUNCIL, EXAMINE, MEMBERS, SECRETARY, Joint
from tests.factories.office import person
from tests.factories.people import sit_there_too

FOR, AGAINST = "agree", "against"


def _box(case: Joint) -> Tally:
    with case.office.outside.sessions() as session:
        return tally_of(session, case.ref(COUNCIL))


def _refused(case: Joint, act: Callable[[], None], kind: type[TrinhKyError]) -> TrinhKyError:
    """Refused, and nothing at all is stored."""
    before = case.everything()
    with pytest.raises(kind) as refused:
        act()
    assert case.everything() == before
    return refused.value


def test_four_of_five_carry_it_and_the_diagram_goes_on_by_the_result(case: Joint) -> None:
    case.council()
    for name, value in zip(MEMBERS, (FOR, FOR, AGAINST, FOR, FOR), strict=True):
        case.vote(name, value)
    assert _box(case) == Tally(5, 4, 1, 0, 0)
    case.close()
    assert case.office.open_steps(case.id) == [APPROVE]
    assert case.office.dossier(case.id).facts["dat"] is True


def test_a_secret_ballot_that_fails_ends_as_the_diagram_says(case: Joint) -> None:
    case.council()
    for name, value in zip(MEMBERS, (FOR, FOR, AGAINST, FOR, "abstain"), strict=True):
        case.vote(name, value)
    case.close()
    dossier = case.office.dossier(case.id)
    assert (dossier.status, dossier.outcome, dossier.facts["dat"]) == ("finished", "refused", False)


def test_nothing_tells_who_voted_how_in_secret(case: Joint) -> None:
    """All that is kept of five ballots is the same whoever cast the one against."""
    case.council()
    for name in MEMBERS:
        case.vote(name, AGAINST if name == "tv_3" else FOR)
    with case.office.outside.sessions() as session:
        votes = session.scalars(select(OpinionRow).where(OpinionRow.kind == "vote")).all()
        box = {row.choice: row.count for row in session.scalars(select(BallotBoxRow))}
        entries = [kept.decode() for _, kept in history_of(session, case.id) if b"voted" in kept]
    assert [(v.value, v.reason, v.file_sha256, v.document_id) for v in votes] == [(None,) * 4] * 5
    assert {v.person_id for v in votes} == {case.people[n].person_id for n in MEMBERS}
    assert box == {FOR: 4, AGAINST: 1}
    assert len(entries) == len(MEMBERS)
    assert not [e for e in entries if FOR in e or AGAINST in e]


def test_in_secret_no_reason_is_taken(case: Joint) -> None:
    case.council()
    wrong = _refused(case, lambda: case.vote("tv_1", FOR, "vì tốt"), InvalidAnswers)
    assert isinstance(wrong, InvalidAnswers)
    assert list(wrong.fields) == ["reason"]


def test_an_open_vote_is_kept_with_its_reason(in_the_open: Joint) -> None:
    case = in_the_open
    case.council()
    case.vote("tv_1", AGAINST, "  Chưa rõ nguồn vốn. ")
    with case.office.outside.sessions() as session:
        [row] = session.scalars(select(OpinionRow).where(OpinionRow.kind == "vote"))
        _, kept = history_of(session, case.id)[-1]
    assert (row.value, row.reason) == (AGAINST, "Chưa rõ nguồn vốn.")
    assert (row.position_id, row.task_id) == (case.seat("tv_1"), case.last(COUNCIL).id)
    assert b'"votes":["against"]' in kept
    assert _box(case) == Tally(5, 0, 1, 0, 0)


def test_nobody_votes_twice(case: Joint) -> None:
    case.council()
    case.vote("tv_1")
    told = _refused(case, lambda: case.vote("tv_1", AGAINST), AlreadyDone)
    assert isinstance(told, AlreadyDone)
    assert told.by == "tv_1"


def test_one_member_voting_in_two_windows_at_once_counts_once(case: Joint) -> None:
    case.council()
    start = Barrier(2)

    def cast(value: str) -> bool:
        start.wait()
        try:
            case.vote("tv_1", value)
        except AlreadyDone:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(cast, [FOR, AGAINST])) == [False, True]
    assert _box(case).present == 1


def test_five_members_voting_at_once_all_count(case: Joint) -> None:
    """Each may be overtaken by the others; whoever gives up is told to try again."""
    case.council()
    start = Barrier(len(MEMBERS))

    def cast(name: str) -> None:
        start.wait()
        for _ in MEMBERS:
            try:
                return case.vote(name)
            except AlreadyDone:
                continue

    with ThreadPoolExecutor(len(MEMBERS)) as pool:
        list(pool.map(cast, MEMBERS))
    assert _box(case) == Tally(5, 5, 0, 0, 0)


def test_a_vote_after_the_closing_is_too_late(case: Joint) -> None:
    case.council()
    for name in MEMBERS[:4]:
        case.vote(name)
    case.close()
    told = _refused(case, lambda: case.vote("tv_5"), AlreadyDone)
    assert "đã kết thúc" in told.sentence


def test_without_a_quorum_the_vote_stays_open(case: Joint) -> None:
    case.council()
    for name in MEMBERS[:3]:
        case.vote(name)
    told = _refused(case, case.close, NoQuorum)
    assert isinstance(told, NoQuorum)
    assert (told.present, told.needed) == (3, 4)
    assert "cần 4 trong 5" in told.sentence
    case.vote("tv_4")
    case.close()


def test_only_the_secretary_closes_the_vote_and_once(case: Joint) -> None:
    case.council()
    for name in MEMBERS:
        case.vote(name)
    for name in ("tv_1", "tu_phap", "chu_tich"):
        _refused(case, partial(case.close, name), NotYours)
    case.close(SECRETARY)
    told = _refused(case, lambda: case.close(SECRETARY), AlreadyDone)
    assert isinstance(told, AlreadyDone)
    assert told.by == SECRETARY


def test_a_member_who_stands_aside_is_neither_waited_for_nor_counted(case: Joint) -> None:
    """With one of five aside three of the four others are enough; the fifth has no vote."""
    case.council()
    outside = case.office.outside
    part = case.part(COUNCIL, "tv_5")
    declare_conflict(outside, case.actor("tv_5"), part, "Là chồng người nộp.")
    _refused(case, lambda: case.vote("tv_5"), AlreadyDone)
    for name in MEMBERS[:3]:
        case.vote(name)
    assert _box(case) == Tally(5, 3, 0, 0, 1)
    case.close()
    assert case.office.open_steps(case.id) == [APPROVE]
    with case.office.outside.sessions() as session:
        _, kept = history_of(session, case.id)[-1]
    assert b'"conflicts":1' in kept
    assert b'"members":5' in kept


def test_a_conflict_is_declared_once_and_only_by_who_is_asked(case: Joint) -> None:
    case.council()
    outside = case.office.outside
    part = case.part(COUNCIL, "tv_5")
    _refused(case, lambda: declare_conflict(outside, person("tu_phap"), part, "x"), NotYours)
    _refused(case, lambda: declare_conflict(outside, case.actor("tv_5"), part, " "), InvalidAnswers)
    declare_conflict(outside, case.actor("tv_5"), part, "Là chồng người nộp.")
    _refused(case, lambda: declare_conflict(outside, case.actor("tv_5"), part, "x"), AlreadyDone)


def test_a_conflicted_secretary_leaves_an_incident(case: Joint) -> None:
    """The secretary is a member, too: the vote goes on without, and somebody must close it."""
    case.council()
    outside = case.office.outside
    declare_conflict(outside, case.actor(SECRETARY), case.part(COUNCIL, SECRETARY), "người nhà")
    parent = case.last(COUNCIL)
    assert parent.holders == ()
    assert parent.incident is not None
    assert case.task(case.part(COUNCIL, SECRETARY)).status == "cancelled"
    for name in MEMBERS:
        if name != SECRETARY:
            case.vote(name)
    _refused(case, case.close, NotYours)


def test_the_council_votes_anew_after_a_return_and_the_one_aside_stays_aside(case: Joint) -> None:
    case.council()
    outside = case.office.outside
    declare_conflict(outside, case.actor("tv_5"), case.part(COUNCIL, "tv_5"), "người nhà")
    case.vote("tv_1", AGAINST)
    send_back(outside, case.actor(SECRETARY), case.ref(COUNCIL), EXAMINE, "Bổ sung số liệu.")
    assert case.office.open_steps(case.id) == [EXAMINE]
    case.complete("tu_phap", EXAMINE)
    case.answer("a_1")
    case.answer("b_1")
    assert _box(case) == Tally(4, 0, 0, 0, 0)
    case.vote("tv_1")


def test_who_appraised_the_dossier_has_no_vote_on_it(case: Joint) -> None:
    """The examiner also sits in the council: four eyes hold there, too."""
    examiner = person("tu_phap").person_id
    sit_there_too(case.office.outside, examiner, ("council_member",), case.units["hoi_dong"])
    case.council()
    assert _box(case).members == len(MEMBERS)


@pytest.mark.parametrize("value", ["yes", "", "AGREE"])
def test_a_ballot_that_says_nothing_is_refused(case: Joint, value: str) -> None:
    case.council()
    _refused(case, lambda: case.vote("tv_1", value), InvalidAnswers)


def test_nobody_votes_from_anothers_seat(case: Joint) -> None:
    case.council()
    outside, part = case.office.outside, case.part(COUNCIL, "tv_1")
    for name in ("tv_2", "chu_tich", "a_1"):
        voter = case.actor(name)
        _refused(case, partial(vote, outside, voter, part, FOR, None), NotYours)


def test_a_part_of_a_council_is_done_in_no_other_way(case: Joint) -> None:
    case.council()
    outside, member = case.office.outside, case.actor("tv_1")
    part, whole = case.part(COUNCIL, "tv_1"), case.ref(COUNCIL)
    secretary = case.actor(SECRETARY)
    others: list[Callable[[], None]] = [
        lambda: complete(outside, member, part, {}),
        lambda: give_opinion(outside, member, part, "agreed", "x"),
        lambda: send_back(outside, member, part, EXAMINE, "x"),
        lambda: close_council(outside, secretary, part),
        lambda: vote(outside, secretary, whole, FOR, None),
    ]
    for act in others:
        _refused(case, act, OtherAct)
    for joint_act in (
        lambda: complete(outside, secretary, whole, {}),
        lambda: claim(outside, secretary, whole),
    ):
        told = _refused(case, joint_act, NotYours)
        assert "nhiều người" in told.sentence


def test_only_a_council_is_closed(case: Joint) -> None:
    outside = case.office.outside
    _refused(
        case, lambda: close_council(outside, person("chu_tich"), case.ref("PhanCong")), OtherAct
    )
    case.consult()
    _refused(
        case, lambda: close_council(outside, person("tu_phap"), case.ref("LayYKien")), OtherAct
    )


def test_a_council_goes_back_only_where_the_diagram_lets_it(case: Joint) -> None:
    case.council()
    outside, secretary = case.office.outside, case.actor(SECRETARY)
    for target in ("PhanCong", "khong_co"):
        told = _refused(
            case,
            partial(send_back, outside, secretary, case.ref(COUNCIL), target, "x"),
            ReturnRefused,
        )
        assert "“ThamDinh”" in told.sentence
