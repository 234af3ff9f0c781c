"""Several documents signed with one password: each by itself, none twice, none left out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from engine.actions.batch.choose import SEAL as TO_SEAL
from engine.actions.batch.choose import SIGN as TO_SIGN
from engine.actions.batch.choose import choose
from engine.actions.batch.lay_out import lay_out
from engine.actions.batch.sign_next import sign_next
from engine.actions.desk.arrange import arrange
from engine.actions.documents import sign as signing
from engine.core.move import TaskRef
from engine.errors import InvalidAnswers, NotFound
from engine.outside.keys import KeyFiles, OpenedOnce
from engine.questions.desks.batch import Batch, batch
from engine.questions.dossier.page import dossier_page
from engine.simulate import demo_city as city
from engine.store.desks import note_look
from engine.store.records import HistoryRow, SigningAttemptRow
from signing.apply.begin import begin_signature
from signing.apply.begun import Begun
from signing.errors import WrongPassword
from signing.keys.key import Key
from tests.engine.store.factory import census
from tests.factories.desks import laid_out, opened, to_seal, to_sign
from tests.factories.office import SEAL, SIGN, Office, person
from tests.factories.people import change_elsewhere
from tests.factories.pki import RunningPki

SECRET = city.KEY_PASSWORD
CHAIRMAN, CLERK = person("chu_tich"), person("van_thu")


def _batch(office: Office, batch_id: UUID, login: str = "chu_tich") -> Batch:
    return batch(office.outside, person(login), batch_id)


def _states(office: Office, batch_id: UUID, login: str = "chu_tich") -> list[str]:
    return [item.state for item in _batch(office, batch_id, login).items]


def _attempts(office: Office, refs: Sequence[TaskRef]) -> Counter[tuple[UUID, str]]:
    with office.outside.sessions() as session:
        rows = session.scalars(
            select(SigningAttemptRow).where(
                SigningAttemptRow.task_id.in_([ref.task_id for ref in refs])
            )
        )
        return Counter((row.task_id, row.status) for row in rows)


def test_each_document_of_a_batch_is_signed_by_itself_with_a_key_opened_once(
    queue: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    refs = to_sign(queue)[:3]
    subjects = []
    real = KeyFiles.open

    def counted(keys: KeyFiles, subject: str, password: str) -> Key:
        subjects.append(subject)
        return real(keys, subject, password)

    monkeypatch.setattr(KeyFiles, "open", counted)
    batch_id = laid_out(queue, refs)
    sign_next(queue.outside, CHAIRMAN, batch_id, SECRET)
    assert subjects == [city.seat("chu_tich").identity]
    assert _states(queue, batch_id) == ["made"] * 3
    queue.sweep()
    assert [(i.state, i.says) for i in _batch(queue, batch_id).items] == [("done", None)] * 3
    assert [queue.open_steps(ref.dossier_id) for ref in refs] == [[SEAL]] * 3


def test_a_crash_in_the_middle_of_a_batch_loses_and_doubles_nothing(
    queue: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    refs = to_sign(queue)[:4]
    batch_id = laid_out(queue, refs)
    calls = []

    def dies_at_the_third(*args: Any, **rest: Any) -> Begun:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return begin_signature(*args, **rest)

    monkeypatch.setattr(signing, "begin_signature", dies_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        sign_next(queue.outside, CHAIRMAN, batch_id, SECRET)
    assert _states(queue, batch_id) == ["made", "made", "ready", "ready"]
    sign_next(queue.outside, CHAIRMAN, batch_id, SECRET)
    sign_next(queue.outside, CHAIRMAN, batch_id, SECRET)  # nothing is left to do
    queue.sweep()
    assert _states(queue, batch_id) == ["done"] * 4
    assert _attempts(queue, refs) == Counter(
        {**{(ref.task_id, "finished"): 1 for ref in refs}, (refs[2].task_id, "refused"): 1}
    )


def test_a_request_signs_a_few_and_the_next_one_goes_on(queue: Office) -> None:
    batch_id = laid_out(queue, to_sign(queue)[:3])
    sign_next(queue.outside, CHAIRMAN, batch_id, SECRET, most=2)
    assert _states(queue, batch_id) == ["made", "made", "ready"]
    sign_next(queue.outside, CHAIRMAN, batch_id, SECRET, most=2)
    assert _states(queue, batch_id) == ["made"] * 3


def test_a_wrong_password_signs_nothing_and_refuses_nothing(queue: Office) -> None:
    refs = to_sign(queue)[:2]
    batch_id = laid_out(queue, refs)
    with queue.outside.sessions() as session:
        before = census(session)
    with pytest.raises(WrongPassword):
        sign_next(queue.outside, CHAIRMAN, batch_id, "sai")
    with queue.outside.sessions() as session:
        assert census(session) == before
    assert _states(queue, batch_id) == ["ready", "ready"]


def test_one_that_is_refused_keeps_its_sentence_and_the_others_go_on(queue: Office) -> None:
    refs = to_sign(queue)[:3]
    batch_id = laid_out(queue, refs)
    queue.sign(refs[1].dossier_id, "pho_chu_tich")  # somebody was faster
    sign_next(queue.outside, CHAIRMAN, batch_id, SECRET)
    items = _batch(queue, batch_id).items
    assert [item.state for item in items] == ["made", "refused", "made"]
    assert "đã thay đổi" in str(items[1].says)


def test_while_the_timestamp_service_is_down_a_batch_waits_and_says_so(
    queue: Office, pki: RunningPki
) -> None:
    batch_id = laid_out(queue, to_sign(queue)[:1])
    sign_next(queue.outside, CHAIRMAN, batch_id, SECRET)
    with pki.down("tsa"):
        queue.sweep()
    [item] = _batch(queue, batch_id).items
    assert item.state == "waiting"
    assert item.says


def test_how_each_page_had_been_seen_stands_in_the_history(queue: Office) -> None:
    refs = to_sign(queue)[:2]
    opened(queue, refs[0])
    batch_id = laid_out(queue, refs)
    sign_next(queue.outside, CHAIRMAN, batch_id, SECRET)
    queue.sweep()
    with queue.outside.sessions() as session:
        told = {
            row.dossier_id: json.loads(row.canonical).get("seen")
            for row in session.scalars(
                select(HistoryRow).where(
                    HistoryRow.kind == "signature_begun",
                    HistoryRow.dossier_id.in_([ref.dossier_id for ref in refs]),
                )
            )
        }
    assert [told[ref.dossier_id] for ref in refs] == ["full", "summary"]
    says = [
        " ".join(
            line.says for line in dossier_page(queue.outside, CHAIRMAN, ref.dossier_id).history
        )
        for ref in refs
    ]
    assert "xem toàn văn “Bản sao từ sổ gốc” trước khi ký" in says[0]
    assert "xem tóm tắt “Bản sao từ sổ gốc” rồi ký theo lô" in says[1]


def test_an_exception_that_was_not_opened_is_not_signed_in_a_batch(queue: Office) -> None:
    refs = to_sign(queue)[:2]
    arrange(
        queue.outside, person("giup_viec"), refs[0], place="usual", look=True, note="Xem số sổ."
    )
    batch_id = choose(queue.outside, CHAIRMAN, TO_SIGN, refs)
    lay_out(queue.outside, CHAIRMAN, batch_id)
    items = _batch(queue, batch_id).items
    assert [item.state for item in items] == ["refused", "ready"]
    assert "Xem số sổ." in str(items[0].says)
    opened(queue, refs[0])
    again = laid_out(queue, refs)
    assert _states(queue, again) == ["ready", "ready"]
    assert [item.seen for item in _batch(queue, again).items] == ["full", "summary"]


def test_a_page_that_changed_since_it_was_opened_must_be_opened_again(
    queue: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    [ref] = to_sign(queue)[:1]
    opened(queue, ref)
    batch_id = choose(queue.outside, CHAIRMAN, TO_SIGN, [ref])
    with queue.outside.sessions.begin() as session:
        note_look(session, CHAIRMAN.person_id, ref, "0" * 64, queue.clock.now())
    lay_out(queue.outside, CHAIRMAN, batch_id)
    [item] = _batch(queue, batch_id).items
    assert item.state == "refused"
    assert "đã thay đổi" in str(item.says)


def test_a_change_of_the_register_elsewhere_stops_no_batch(queue: Office) -> None:
    batch_id = laid_out(queue, to_sign(queue)[:1])
    change_elsewhere(queue.outside)
    sign_next(queue.outside, CHAIRMAN, batch_id, SECRET)
    assert _states(queue, batch_id) == ["made"]


def test_a_batch_is_its_owners_alone(queue: Office) -> None:
    batch_id = laid_out(queue, to_sign(queue)[:1])
    for login in ("pho_chu_tich", "van_thu"):
        with pytest.raises(NotFound):
            batch(queue.outside, person(login), batch_id)
        with pytest.raises(NotFound):
            sign_next(queue.outside, person(login), batch_id, SECRET)
        with pytest.raises(NotFound):
            lay_out(queue.outside, person(login), batch_id)


def test_nothing_chosen_and_too_much_chosen_are_told(queue: Office) -> None:
    many = [TaskRef(uuid4(), uuid4()) for _ in range(501)]
    for refs in ([], many):
        with pytest.raises(InvalidAnswers):
            choose(queue.outside, CHAIRMAN, TO_SIGN, refs)


def test_what_is_not_ones_own_to_sign_is_chosen_in_vain(queue: Office) -> None:
    [ref] = to_sign(queue)[:1]
    batch_id = choose(queue.outside, person("giup_viec"), TO_SIGN, [ref])
    lay_out(queue.outside, person("giup_viec"), batch_id)
    sign_next(queue.outside, person("giup_viec"), batch_id, SECRET)
    assert _states(queue, batch_id, "giup_viec") == ["refused"]
    assert _attempts(queue, [ref]) == Counter()


def test_the_password_of_a_batch_is_written_nowhere(queue: Office) -> None:
    batch_id = laid_out(queue, to_sign(queue)[:1])
    keys = OpenedOnce(queue.outside.keys, SECRET)
    assert SECRET not in repr(keys)
    sign_next(queue.outside, CHAIRMAN, batch_id, SECRET)
    with queue.outside.sessions() as session:
        assert SECRET not in repr(census(session))


def test_numbers_follow_the_order_in_which_documents_were_chosen(queue: Office) -> None:
    refs = to_seal(queue, 3)
    chosen = [refs[2], refs[0], refs[1]]
    batch_id = choose(queue.outside, CLERK, TO_SEAL, chosen)
    lay_out(queue.outside, CLERK, batch_id)
    assert _states(queue, batch_id, "van_thu") == ["ready"] * 3
    sign_next(queue.outside, CLERK, batch_id, SECRET)
    queue.sweep()
    found = _batch(queue, batch_id, "van_thu")
    assert [item.number for item in found.items] == ["02/BS-UBND", "03/BS-UBND", "04/BS-UBND"]
    assert [item.ref for item in found.items] == chosen
    assert [item.state for item in found.items] == ["done"] * 3
    assert all(queue.open_steps(ref.dossier_id) == ["TraKetQua"] for ref in refs)


def test_signing_tasks_are_not_sealed_in_a_batch(queue: Office) -> None:
    [ref] = to_sign(queue)[:1]
    assert ref == queue.ref(ref.dossier_id, SIGN)
    batch_id = choose(queue.outside, CLERK, TO_SEAL, [ref])
    assert _states(queue, batch_id, "van_thu") == ["refused"]
