"""Where the work of a unit goes."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from engine.core.reorganisation import (
    Step,
    StepKind,
    as_rows,
    faults,
    from_rows,
    moved,
    taker,
)
from tests.factories.dossiers import WARD, dossier

A, B, C = uuid4(), uuid4(), uuid4()
MERGE = Step(StepKind.MERGE, A, into=B)
SPLIT = Step(StepKind.SPLIT, A, into=B, by_procedure={"2.000908": C})


def test_a_merged_unit_gives_all_its_work_to_one() -> None:
    assert taker([MERGE], A, "2.000908") == taker([MERGE], A, None) == B
    assert taker([MERGE], B, None) is None


def test_a_split_goes_by_procedure_and_one_that_goes_on_keeps_the_rest() -> None:
    assert taker([SPLIT], A, "2.000908") == C
    assert taker([SPLIT], A, "1.000001") == B
    goes_on = replace(SPLIT, into=None, ends=False)
    assert taker([goes_on], A, "2.000908") == C
    assert taker([goes_on], A, "1.000001") is None


def test_a_renamed_unit_keeps_its_work() -> None:
    assert taker([Step(StepKind.RENAME, A, name="Sở Mới")], A, None) is None


def test_a_dossier_goes_with_all_its_parties() -> None:
    gone = moved([Step(StepKind.MERGE, WARD, into=B)], dossier())
    assert {gone.unit_id, gone.receiving_unit_id, *gone.parties.values()} == {B}
    assert moved([MERGE], dossier()) == dossier()


def test_steps_are_kept_as_they_are() -> None:
    steps = (MERGE, SPLIT, Step(StepKind.RENAME, C, name="Sở Mới", place="Hà Nội"))
    assert from_rows(as_rows(steps)) == steps


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ([], "ít nhất một đơn vị"),
        ([MERGE, replace(MERGE, into=C)], "chỉ ghi một lần"),
        ([Step(StepKind.RENAME, A)], "tên mới"),
        ([replace(MERGE, into=None)], "nhận việc của đơn vị kết thúc"),
        ([replace(SPLIT, by_procedure={})], "thủ tục nào"),
        ([replace(MERGE, into=A)], "chính mình"),
        ([MERGE, Step(StepKind.MERGE, B, into=C)], "đơn vị cuối cùng"),
    ],
)
def test_steps_that_contradict_each_other(steps: list[Step], words: str) -> None:
    assert words in " ".join(faults(steps))


def test_good_steps_have_no_fault() -> None:
    assert faults([MERGE, Step(StepKind.RENAME, B, name="Sở Mới")]) == []
