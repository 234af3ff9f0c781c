"""The register asked again about a step, as it was known at a moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from engine.core.authority.may_act import may_act
from engine.core.authority.register import Power, Question
from engine.core.authority.ways import ways
from engine.core.dossier import Dossier, Task
from engine.questions.register.answers import No, Yes, answered, told
from engine.store.as_known import facts_known, involvement_known
from engine.store.load_register import load_register
from engine.store.load_standing import Standing


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """The register as known at `known_at` about `at`: of who did the step (None: nobody has), and
    of everybody to whom a way leads."""

    at: datetime
    known_at: datetime
    doer: Yes | No | None
    everybody: tuple[Yes | No, ...]


def asked_again(
    session: Session,
    standing: Standing,
    task: Task,
    at: datetime | None,
    known_at: datetime | None,
    names: Mapping[UUID, str],
) -> AskedAgain:
    """Of one step; `names` knows who did it, whom the slice may know no longer."""
    dossier, around, now = standing
    known = known_at or now
    # A step that was done later than what is known is asked as the open one it was then.
    doer_id = task.closed_by_id if task.closed_at and task.closed_at <= known else None
    asked_at = at or (task.closed_at if doer_id and task.closed_at else known)
    then = min(asked_at, known)
    register = load_register(
        session,
        dossier.bundle.procedure.code_or_slug,
        _units(dossier),
        around.register.epoch,
        known_at,
    )
    question = Question(
        person=doer_id or UUID(int=0),
        power=Power(task.power or ""),
        procedure=dossier.bundle.procedure.code_or_slug,
        unit=task.unit_id or dossier.unit_id,
        at=asked_at,
        facts=facts_known(session, dossier, then),
        involvement=involvement_known(session, dossier, around.involvement, then),
        started_at=dossier.received_at,
    )
    doer = may_act(register, question) if doer_id else None
    found = ways(
        register,
        question.power,
        question.procedure,
        question.unit,
        asked_at,
        question.facts,
        question.involvement,
        question.started_at,
    )
    name = names.get(question.person, "")
    return AskedAgain(
        at=asked_at,
        known_at=known,
        doer=answered(register, doer, name) if doer else None,
        everybody=tuple(told(register, way) for way in found),
    )


def _units(dossier: Dossier) -> set[UUID]:
    return {dossier.unit_id, dossier.receiving_unit_id, *dossier.parties.values()}
