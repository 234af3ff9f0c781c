"""A process is killed without a word between any two steps: nothing is lost and nothing doubled."""

from __future__ import annotations

import json
import signal
from uuid import UUID, uuid5

from sqlalchemy import func, select, text

from engine.store.records import DossierRow, NumberRow, OutboxRow, PaperRow
from engine.store.verify_history import first_broken
from signing.profile import RESULT
from signing.verify.verify import verify
from tests.factories.forks import FINISHED, Death, Forks
from tests.factories.office import (
    EXAMINE,
    FIT,
    GATHER,
    HAND_OVER,
    HANDED_OVER,
    RELEASE,
    SEAL,
    SIGN,
    Office,
    person,
)

SAVED = "engine.actions.step.save_move"
SIGNING = (
    Death(SAVED, "after"),  # the page is written, not committed
    Death("engine.actions.documents.sign.begin", "before"),
    Death(SAVED, "after", 2),  # the attempt is written, not committed
    Death("engine.actions.documents.sign.begin", "after"),
    Death("engine.actions.documents.sign.begin_signature", "after"),
    Death("engine.actions.documents.sign.make", "before"),
    Death("engine.actions.documents.attempts.take", "after", 2),  # made, not committed
)
FINISHING = (
    Death("engine.actions.documents.finish.gather", "before"),
    Death("engine.actions.documents.finish.finish_signature", "after"),
    Death("engine.actions.documents.finish.release", "before"),
    Death(SAVED, "after"),
    Death("engine.actions.documents.finish.release", "after"),
)
STEPPING = (
    Death("engine.actions.machine_steps.perform._record", "before"),
    Death(SAVED, "after"),
    Death("engine.actions.machine_steps.perform._record", "after"),
)
SEALING = (
    Death("engine.actions.documents.seal.begin", "after"),
    Death("engine.actions.documents.seal.reserve_number", "after"),  # not committed
    Death("engine.actions.documents.seal._number", "after"),
    Death("engine.actions.documents.seal.begin_signature", "after"),
    Death("engine.actions.documents.seal.make", "before"),
)


def _killed(children: Forks, office: Office, what: str, death: Death, **args: str) -> None:
    end = children.do(office, what, death, args)
    assert end == -signal.SIGKILL, f"{death} was never reached ({end})"
    _let_leases_run_out(office)


def _let_leases_run_out(office: Office) -> None:
    """What the dead worker had taken is free again after a while."""
    with office.outside.sessions.begin() as session:
        session.execute(text("UPDATE outbox SET leased_until = now()"))


def _done(children: Forks, office: Office, what: str, **args: str) -> None:
    assert children.do(office, what, None, args) == FINISHED


def test_killed_at_every_point_of_its_way_a_dossier_ends_as_it_would_have(
    office: Office, children: Forks
) -> None:
    dossier_id = uuid5(person("mot_cua").person_id, "page 1")
    dossier = str(dossier_id)
    for death in (
        Death("engine.actions.dossiers.open_dossier.create_dossier", "after"),
        Death(SAVED, "after"),
        Death(SAVED, "after", 2),
    ):
        _killed(children, office, "receive", death, key="page 1")
        assert _count(office, DossierRow) == 0
    _done(children, office, "receive", key="page 1")

    fit = {"login": "tu_phap", "dossier": dossier, "step": EXAMINE, "answers": json.dumps(FIT)}
    _killed(children, office, "complete", Death(SAVED, "before"), **fit)
    assert office.open_steps(dossier_id) == [EXAMINE]
    # The save is a transaction of its own: whoever dies after it has done the step.
    _killed(children, office, "complete", Death(SAVED, "after"), **fit)
    assert office.open_steps(dossier_id) == [SIGN]

    for death in SIGNING:
        _killed(children, office, "sign", death, dossier=dossier)
        assert office.sweep() == 0
    _killed(children, office, "sign", Death("engine.actions.documents.sign.make"), dossier=dossier)
    _sweep_dying(children, office, dossier_id, FINISHING, SIGN, GATHER)
    _sweep_dying(children, office, dossier_id, STEPPING, GATHER, SEAL)

    for death in SEALING:
        _killed(children, office, "seal", death, dossier=dossier)
        assert office.sweep() == 0
    _killed(children, office, "seal", Death("engine.actions.documents.seal.make"), dossier=dossier)
    _sweep_dying(children, office, dossier_id, FINISHING, SEAL, RELEASE)
    _sweep_dying(children, office, dossier_id, STEPPING, RELEASE, HAND_OVER)
    assert office.sweep() == 0

    office.complete("mot_cua", dossier_id, HAND_OVER, HANDED_OVER)
    _assert_ended_once(office, dossier_id)


def _sweep_dying(
    children: Forks,
    office: Office,
    dossier_id: UUID,
    deaths: tuple[Death, ...],
    step: str,
    then: str,
) -> None:
    """Workers die one after the other; only the last has recorded what it did."""
    *earlier, last = deaths
    for death in earlier:
        _killed(children, office, "sweep", death)
        assert office.open_steps(dossier_id) == [step], death
    _killed(children, office, "sweep", last)
    assert office.open_steps(dossier_id) == [then]


def _count(office: Office, kind: type) -> int:
    with office.outside.sessions() as session:
        return session.scalars(select(func.count()).select_from(kind)).one()


def _assert_ended_once(office: Office, dossier_id: UUID) -> None:
    assert office.dossier(dossier_id).outcome == "granted"
    [document] = office.documents(dossier_id)
    assert [v.stage for v in document.versions] == ["shown", "signed", "sealed"]
    assert (document.status, document.number) == ("released", 1)
    result = office.outside.files.get(document.versions[-1].file_sha256)
    report = verify(result, office.outside.services.roots(), at=office.clock.now(), profile=RESULT)
    assert report.verdict == "valid"
    assert (_count(office, DossierRow), _count(office, PaperRow)) == (1, 1)
    assert _count(office, NumberRow) == 1
    with office.outside.sessions() as session:
        assert first_broken(session, dossier_id) is None
        assert session.scalars(select(OutboxRow).where(OutboxRow.done_at.is_(None))).all() == []
