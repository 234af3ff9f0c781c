"""How often an applicant may be asked for a supplement."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpmn.values import Kind
from engine.core.acts import Completed, Returned
from engine.core.dossier import Dossier, Task
from engine.core.move import LedgerEntry, Move
from engine.errors import SupplementLimit
from tests.engine.core.advance.office import after, around
from tests.engine.core.authority.town import named
from tests.engine.core.clock.offices import at
from tests.factories.dossiers import dossier, element, moved, task

OFFICER = named("Phạm Thị Dung")
EXAMINE = element("ThamDinh", performer="civil_status")
SIGN_LETTER = element("KyPhieu/Ky", performer="leader", policy="pause")
SLIP = element("BoSung/LapPhieu", performer="one_stop@receiving", policy="pause")
WAIT = element("BoSung/Nhan", Kind.MESSAGE, message="bo_sung", policy="pause")
LAPSE = element("BoSung/XacNhan", performer="one_stop@receiving", policy="pause")


def _rounds(count: int) -> tuple[LedgerEntry, ...]:
    return tuple(
        LedgerEntry(
            UUID(int=number),
            "supplement",
            "pause",
            at(f"2026-11-{number + 2:02d} 09:00"),
            at(f"2026-11-{number + 2:02d} 10:00"),
            "BoSung/Nhan",
        )
        for number in range(count)
    )


def _case(most: int | None) -> Dossier:
    return dossier(EXAMINE, SIGN_LETTER, SLIP, WAIT, LAPSE, procedure={"most_supplements": most})


def _goes(most: int | None, count: int, here: str, there: str, *beside: Task) -> Move:
    act = Completed(actor_id=OFFICER, task=task(here))
    where = around(open_tasks=(task(here), *beside), ledger=_rounds(count))
    return after(_case(most), act, moved(done=(here,), opens=(there,)), where)


def test_one_more_than_allowed_is_refused_with_a_sentence() -> None:
    with pytest.raises(SupplementLimit) as refused:
        _goes(1, 1, "ThamDinh", "BoSung/LapPhieu")
    assert refused.value.most == 1
    assert "bổ sung 1 lần" in refused.value.sentence


@given(st.integers(0, 4), st.one_of(st.none(), st.integers(1, 4)))
def test_so_many_rounds_are_entered_and_no_more(count: int, most: int | None) -> None:
    if most is not None and count >= most:
        with pytest.raises(SupplementLimit):
            _goes(most, count, "ThamDinh", "BoSung/LapPhieu")
    else:
        assert _goes(most, count, "ThamDinh", "BoSung/LapPhieu").opened


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("BoSung/LapPhieu", "BoSung/Nhan"),
        ("BoSung/Nhan", "BoSung/XacNhan"),
        ("KyPhieu/Ky", "BoSung/Nhan"),
    ],
)
def test_a_round_that_goes_on_is_not_entered_again(here: str, there: str) -> None:
    assert _goes(1, 1, here, there).opened


def test_signing_the_letter_is_where_the_round_begins() -> None:
    with pytest.raises(SupplementLimit):
        _goes(1, 1, "ThamDinh", "KyPhieu/Ky")


def test_a_round_that_runs_beside_is_the_same_round() -> None:
    assert _goes(1, 1, "ThamDinh", "BoSung/LapPhieu", task("KyPhieu/Ky")).opened


def test_going_back_into_the_examination_is_never_refused() -> None:
    act = Returned(actor_id=OFFICER, task=task("BoSung/LapPhieu"), target="ThamDinh", reason="r")
    where = around(open_tasks=(task("BoSung/LapPhieu"),), ledger=_rounds(3))
    what = moved(cancelled=("BoSung/LapPhieu",), opens=("ThamDinh",))
    assert after(_case(1), act, what, where).opened


def test_stops_of_another_kind_are_not_counted() -> None:
    other = LedgerEntry(UUID(int=9), "financial_duty", "pause", at("2026-11-02 09:00"), None, "x")
    act = Completed(actor_id=OFFICER, task=task("ThamDinh"))
    where = around(open_tasks=(task("ThamDinh"),), ledger=(other,))
    what = moved(done=("ThamDinh",), opens=("BoSung/LapPhieu",))
    assert after(_case(1), act, what, where).opened
