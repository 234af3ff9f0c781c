"""A revocation in the middle of everything: all that is open under it is refused at once, with
the clause, and the dossiers go where the preview said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest

from engine.actions.batch.sign_next import sign_next
from engine.actions.documents.show import Shown, show
from engine.actions.documents.sign import sign
from engine.actions.tasks.claim import claim
from engine.core.authority.register import Clause, InstrumentState
from engine.core.move import TaskRef
from engine.core.register_change import InstrumentTo
from engine.errors import NotYours, TrinhKyError
from engine.questions.desks.batch import batch
from engine.questions.dossier.page import dossier_page
from engine.questions.register.moves import Preview, preview
from engine.questions.register.run import run_page
from engine.simulate import demo_city as city
from engine.store.documents import attempts_of
from engine.store.verify_history import first_broken
from tests.factories.desks import laid_out
from tests.factories.instruments import items, moved, revoked
from tests.factories.office import EXAMINE, FIT, SEAL, SIGN, Office, person
from tests.factories.people import actor_of
from tests.factories.stages import Stages

DEPUTY = person("pho_chu_tich")
MANY = 50


@dataclass(frozen=True)
class Busy:
    """Everything that the deputy has in hand under the assignment, in one office."""

    office: Office
    page: TaskRef
    shown: Shown
    claimed: TaskRef
    prepared: TaskRef
    attempt: UUID
    queued: tuple[TaskRef, ...]
    batch_id: UUID

    @property
    def everything(self) -> set[UUID]:
        refs = (self.page, self.claimed, self.prepared, *self.queued)
        return {ref.dossier_id for ref in refs}


def _waiting(office: Office, count: int) -> Iterator[TaskRef]:
    for _ in range(count):
        dossier_id = office.receive().dossier_id
        office.complete("tu_phap", dossier_id, EXAMINE, FIT)
        yield office.ref(dossier_id, SIGN)


@pytest.fixture(scope="module")
def busy(stages: Stages) -> Iterator[Busy]:
    """Made once: nothing here is changed but by the one revocation, which comes first."""
    with stages.case("usual") as case:
        office = case.office
        page, claimed, prepared, *queued = _waiting(office, 3 + MANY)
        shown = show(office.outside, DEPUTY, page)
        claim(office.outside, DEPUTY, claimed)
        attempt = office.sign(prepared.dossier_id, "pho_chu_tich")
        batch_id = laid_out(office, queued, "pho_chu_tich")
        assert {item.state for item in batch(office.outside, DEPUTY, batch_id).items} == {"ready"}
        yield Busy(office, page, shown, claimed, prepared, attempt, tuple(queued), batch_id)


@dataclass(frozen=True)
class Revoked:
    """What was foreseen, and what became of it."""

    foreseen: Preview
    refusals: dict[str, TrinhKyError]
    run_id: UUID


def _refused(name: str, refusals: dict[str, TrinhKyError], act: object) -> None:
    assert callable(act)
    with pytest.raises(TrinhKyError) as refused:
        act()
    refusals[name] = refused.value


@pytest.fixture(scope="module")
def after(busy: Busy) -> Revoked:
    """The assignment is revoked; in the same second the deputy goes on with everything."""
    office = busy.office
    to = InstrumentTo(city.ASSIGNMENT, InstrumentState.REVOKED, office.clock.now())
    foreseen = preview(office.outside, actor_of("quan_tri"), to)
    run_id = revoked(office, city.ASSIGNMENT)
    refusals: dict[str, TrinhKyError] = {}
    secret = city.KEY_PASSWORD
    outside = office.outside
    _refused("claim", refusals, lambda: claim(outside, DEPUTY, busy.queued[0]))
    _refused("own", refusals, lambda: claim(outside, DEPUTY, busy.claimed))
    _refused("show", refusals, lambda: show(outside, DEPUTY, busy.claimed))
    _refused("sign", refusals, lambda: sign(outside, DEPUTY, busy.page, busy.shown.sha256, secret))
    sign_next(outside, DEPUTY, busy.batch_id, secret, most=MANY)
    moved(office)
    office.sweep()
    return Revoked(foreseen, refusals, run_id)


@pytest.mark.parametrize("act", ["claim", "own", "show", "sign"])
def test_every_act_of_the_former_delegate_is_refused_with_the_clause(
    after: Revoked, act: str
) -> None:
    refusal = after.refusals[act]
    assert isinstance(refusal, NotYours)
    assert refusal.clause == Clause.REVOKED
    assert "Quyết định số 15/QĐ-UBND" in refusal.sentence
    assert "đã bị thu hồi" in refusal.sentence


def test_every_document_of_the_queued_batch_is_refused_with_the_reason(
    busy: Busy, after: Revoked
) -> None:
    told = batch(busy.office.outside, DEPUTY, busy.batch_id).items
    assert [item.state for item in told] == ["refused"] * MANY
    assert all("Quyết định số 15/QĐ-UBND" in str(item.says) for item in told)
    assert all("đã bị thu hồi" in str(item.says) for item in told)
    assert after.foreseen.dossiers == MANY + 3


def test_the_prepared_signature_is_never_released(busy: Busy, after: Revoked) -> None:
    with busy.office.outside.sessions() as session:
        attempts = attempts_of(session, busy.prepared.dossier_id, busy.prepared.task_id)
    assert [(a.id, a.status) for a in attempts] == [(busy.attempt, "refused")]
    assert busy.office.open_steps(busy.prepared.dossier_id) == [SIGN]


def test_the_preview_and_the_outcome_are_equal(busy: Busy, after: Revoked) -> None:
    """53 dossiers, all to the chairman; none was forgotten, none went elsewhere."""
    [group] = after.foreseen.groups
    assert (group.count, group.to) == (MANY + 3, "Chủ tịch Ủy ban nhân dân phường Bến Nước")
    assert group.from_ == "Phó Chủ tịch Ủy ban nhân dân phường Bến Nước"
    assert {item.dossier_id for item in group.items} == busy.everything
    done = items(busy.office, after.run_id)
    assert done.keys() == busy.everything
    assert {row.status for row in done.values()} == {"as_foreseen"}
    told = run_page(busy.office.outside, actor_of("quan_tri"), after.run_id)
    assert (told.progress.done, told.progress.through) == (True, MANY + 3)
    assert told.differences == ()


def test_the_dossiers_are_the_chairman_s_and_say_why(busy: Busy, after: Revoked) -> None:
    chairman = city.seat("chu_tich").position_id
    for ref in (busy.claimed, busy.prepared, busy.queued[-1]):
        [task] = [t for t in busy.office.tasks(ref.dossier_id) if t.id == ref.task_id]
        assert (task.holders, task.assignee_id, task.incident) == ((chairman,), None, None)
    told = dossier_page(busy.office.outside, person("chu_tich"), busy.claimed.dossier_id)
    assert any(
        line.says.endswith("chuyển cho Chủ tịch vì Quyết định số 15/QĐ-UBND bị thu hồi.")
        for line in told.history
    ), [line.says for line in told.history]
    with busy.office.outside.sessions() as session:
        assert first_broken(session, busy.claimed.dossier_id) is None


def test_who_is_competent_goes_on_at_once(busy: Busy, after: Revoked) -> None:
    """The page that the deputy had open is set anew, in the chairman's own capacity."""
    office = busy.office
    office.sign(busy.page.dossier_id)
    office.sweep()
    assert office.open_steps(busy.page.dossier_id) == [SEAL]
