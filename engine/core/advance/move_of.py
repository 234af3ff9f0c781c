"""The one function that turns an act into a Move."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from bpmn.values import Moved
from engine.core.acts import Act, Completed, Reorganised
from engine.core.advance.assignees import changes, newly_asked, unasked
from engine.core.advance.closing import closed_tasks, ending
from engine.core.advance.opening import open_waits
from engine.core.advance.parties import parties
from engine.core.advance.scene import Scene
from engine.core.advance.stops import ended_stops, refuse_one_more, stands_still
from engine.core.advance.tells import tells
from engine.core.advance.term import recounted_groups, term
from engine.core.dossier import Dossier, Surroundings
from engine.core.history import enter
from engine.core.move import AnswerGiven, MandateUsed, Move


def advance(
    dossier: Dossier, act: Act, moved: Moved | None, around: Surroundings, now: datetime
) -> Move:
    """Judge an act and say everything that changes. `moved` is None for an act without a trigger.

    Raises SupplementLimit, AlreadyExtended and NotAsked (a person should read these), and
    `performers.PartyUnknown` and `clock.CalendarUnknown`; a gap in the register is not an error
    but an incident on the opened task.
    """
    scene = Scene(dossier, act, moved, around, now)
    refuse_one_more(scene)
    closed = closed_tasks(scene)
    ended = ended_stops(scene, closed)
    waits = open_waits(scene, recounted_groups(scene, ended))
    ledger = (*ended, *waits.pauses)
    end = ending(scene)
    times = term(scene, ended, end)
    changed = changes(scene)
    return Move(
        dossier_id=dossier.id,
        version=dossier.version,
        at=now,
        # Whoever opens steps counts their time by the calendar of this epoch.
        epoch=around.register.epoch if act.mandate is not None or waits.tasks or changed else None,
        state=None if moved is None else moved.state,
        facts=scene.facts if act.facts else None,
        status=_status(scene, end.status, stands_still(scene, ledger)),
        outcome=end.outcome,
        due_at=times.due_at,
        statutory_due_at=times.statutory_due_at,
        apology_at=times.apology_at,
        extended_at=times.extended_at,
        timeliness=times.timeliness,
        finished_at=end.finished_at,
        accountable_id=_accountable(dossier, act),
        unit_id=act.unit_id if isinstance(act, Reorganised) else None,
        receiving_unit_id=act.receiving_unit_id if isinstance(act, Reorganised) else None,
        parties=parties(scene, waits.tasks, changed),
        idempotency_key=act.key,
        closed=closed,
        opened=tuple(waits.tasks),
        changed=changed,
        unasked=unasked(scene),
        asked_again=newly_asked(scene),
        timers=tuple(waits.timers),
        subscriptions=tuple(waits.subscriptions),
        answers=_answers(act),
        mandates=_mandates(act),
        ledger=ledger,
        groups=tuple(waits.groups.values()),
        papers=act.records.papers,
        documents=act.records.documents,
        versions=act.records.versions,
        attempts=act.records.attempts,
        opinions=act.records.opinions,
        opinions_void=act.records.opinions_void,
        mentions=act.records.mentions,
        paper_places=act.records.paper_places,
        ballots=act.records.ballots,
        links=act.records.links,
        ratings=act.records.ratings,
        hand_overs=act.records.hand_overs,
        outbox=(*waits.outbox, *act.records.outbox),
        outbox_done=act.records.outbox_done,
        history=enter(
            dossier.history_hash,
            kind=act.kind,
            actor_id=act.actor_id,
            task_id=None if act.task is None else act.task.id,
            tells=tells(scene, closed, waits.tasks, changed, end, times),
        ),
    )


def _status(scene: Scene, ended: str | None, stopped: bool) -> str | None:
    if scene.moved is None:
        return None
    return ended or ("waiting_applicant" if stopped else "processing")


def _accountable(dossier: Dossier, act: Act) -> UUID | None:
    """One accountable officer (một đầu mối xuyên suốt): whoever first takes up the appraisal."""
    if dossier.accountable_id is not None or act.task is None or act.task.power != "appraise":
        return None
    return act.actor_id


def _answers(act: Act) -> tuple[AnswerGiven, ...]:
    if isinstance(act, Completed) and act.form is not None and act.task is not None:
        return (AnswerGiven(act.task.id, act.form, act.answers),)
    return ()


def _mandates(act: Act) -> tuple[MandateUsed, ...]:
    if act.mandate is None or act.task is None:
        return ()
    return (MandateUsed(act.task.id, act.mandate),)
