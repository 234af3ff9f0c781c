"""Several documents signed with one password: each by itself, none twice, none left out."""

from __future__ import annotations

import json
import time
from collections import Counter
from uuid import uuid4

import pytest
from sqlalchemy import select

from engine.actions.batches import sign_next as module
from engine.actions.batches.choose import SIGN as TO_SIGN
from engine.actions.batches.choose import choose
from engine.actions.batches.lay_out import lay_out
from engine.actions.batches.sign_next import sign_next
from engine.core.move import TaskRef
from engine.errors import InvalidAnswers, NotFound
from engine.outside.keys import KeyFiles
from engine.questions.batch import batch
from engine.simulate import demo_city as city
from engine.store.records import HistoryRow, SigningAttemptRow
from signing.errors import WrongPassword
from tests.engine.store.factory import census
from tests.factories.desks import laid_out, opened, several_to_sign, usual
from tests.factories.office import SEAL, SIGN, Office, person

SECRET = city.KEY_PASSWORD
CHAIRMAN = person("chu_tich")


def test_each_document_of_a_batch_is_signed_by_itself_with_a_key_opened_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual(office)
    refs = several_to_sign(office, 3)
    times = []
    real = KeyFiles.open
    monkeypatch.setattr(KeyFiles, "open", lambda *a: (times.append(a[1]), real(*a))[1])
    t = time.perf_counter()
    batch_id = laid_out(office, refs)
    t1 = time.perf_counter()
    sign_next(office.outside, CHAIRMAN, batch_id, SECRET)
    t2 = time.perf_counter()
    print("LAY", (t1 - t) / 3, "SIGN", (t2 - t1) / 3)
    assert len(times) == 1
    assert [i.state for i in batch(office.outside, CHAIRMAN, batch_id).items] == ["made"] * 3
    office.sweep()
    found = batch(office.outside, CHAIRMAN, batch_id)
    assert [(i.state, i.says) for i in found.items] == [("done", None)] * 3
    assert [office.open_steps(ref.dossier_id) for ref in refs] == [[SEAL]] * 3
