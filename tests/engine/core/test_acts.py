"""Acts as values: which trigger each is for the diagram, and what the history keeps of it."""

from __future__ import annotations

from uuid import UUID

import pytest

from bpmn.values import Complete, Deliver, Fire, Start
from engine.core import acts
from engine.core.acts import (
    Act,
    Claimed,
    Completed,
    MachineDone,
    MessageDelivered,
    PageShown,
    Received,
    Records,
    Sealed,
    SignatureBegun,
    SignatureMade,
    SignatureRefused,
    Signed,
    TimerFired,
)
from engine.core.canonical import canonical, sha256_hex
from engine.core.move import AttemptChanged, DocumentChanged, PaperAdded, VersionAdded
from tests.factories.dossiers import task

AT = task("ThamDinh")
PAPER = PaperAdded(UUID(int=1), "to_khai", "tờ khai.pdf", "application/pdf", 10, 1, "aa")
DOCUMENT = DocumentChanged(UUID(int=2), "ban_sao", "result", "sealed", AT.id, 7, "BS-UBND")
VERSION = VersionAdded(UUID(int=2), 3, "sealed", "bb", 20, "m")
ATTEMPT = AttemptChanged(
    UUID(int=3), AT.id, UUID(int=2), "sign", "made", "cc", "m", "dd", b"raw", 0, None
)
ALL = Records(papers=(PAPER,), documents=(DOCUMENT,), versions=(VERSION,), attempts=(ATTEMPT,))


@pytest.mark.parametrize(
    ("act", "trigger"),
    [
        (Received(bundle="b", code="c"), Start()),
        (Completed(task=AT), Complete(AT.id)),
        (Signed(task=AT), Complete(AT.id)),
        (Sealed(task=AT), Complete(AT.id)),
        (MachineDone(task=AT, step="release"), Complete(AT.id)),
        (TimerFired(task=AT), Fire(AT.id)),
        (MessageDelivered(task=AT, message="m"), Deliver(AT.id)),
        (Claimed(task=AT), None),
        (PageShown(task=AT), None),
        (SignatureBegun(task=AT), None),
        (SignatureMade(task=AT), None),
        (SignatureRefused(task=AT, reason="r"), None),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_the_diagram_hears(act: Act, trigger: object) -> None:
    assert act.trigger == trigger


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (
            Received(bundle="b", code="c", records=ALL),
            {"bundle": "b", "code": "c", "papers": ["aa"]},
        ),
        (Claimed(task=AT), {}),
        (PageShown(task=AT, records=ALL), {"versions": ["bb"]}),
        (Signed(task=AT, records=ALL), {"versions": ["bb"]}),
        (Sealed(task=AT, records=ALL), {"numbers": [[7, "BS-UBND"]], "versions": ["bb"]}),
        (MachineDone(task=AT, step="s", records=ALL), {"step": "s", "documents": [DOCUMENT.id]}),
        (MessageDelivered(task=AT, message="m", records=ALL), {"message": "m", "papers": ["aa"]}),
        (TimerFired(task=AT), {}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_the_history_keeps_ids_hashes_and_codes(act: Act, told: dict[str, object]) -> None:
    assert act.tells() == told


def test_the_history_keeps_answers_by_their_hash_alone() -> None:
    answers = {"ho_ten": "Trần Văn Thưởng", "so": 7}
    told = Completed(task=AT, form="tham_dinh", answers=answers).tells()
    assert told == {"form": "tham_dinh", "answers": sha256_hex(canonical(answers))}


def test_the_history_keeps_no_signature_but_which_attempt_it_was() -> None:
    one = {"attempt": ATTEMPT.id, "kind": "sign", "status": "made", "shown": "cc", "mandate": "m"}
    assert SignatureMade(task=AT, records=ALL).tells() == {"attempts": [one]}
    refused = SignatureRefused(task=AT, reason="revoked", records=ALL)
    assert refused.tells() == {"reason": "revoked", "attempts": [one]}


def test_every_act_has_a_kind_of_its_own() -> None:
    known = [each for each in vars(acts).values() if isinstance(each, type)]
    kinds = [each.kind for each in known if issubclass(each, Act) and each is not Act]
    assert len(kinds) > 10
    assert len(kinds) == len(set(kinds))


def test_an_act_at_a_task_must_name_it() -> None:
    with pytest.raises(ValueError, match="Completed needs a task"):
        _ = Completed().trigger
