"""Signatures and seals as the dossier keeps them, without making any: what the moves are about.

The acts are the engine's own (`Signed`, `Sealed`), judged and saved as `documents/finish.py` does;
only the file is another paper. A handful of dossiers is continued with real signatures instead.
"""

from __future__ import annotations

from dataclasses import replace

from engine.actions.documents.subject import new_version, row_of, spec_of, written_now
from engine.actions.judge import judge
from engine.actions.machine_steps.situation import Done, Situation
from engine.actions.step import take
from engine.core.acts import Records, Sealed, Signed
from engine.core.numbering import numbering_year
from engine.outside.outside import Outside
from engine.simulate.difference import Difference, same
from engine.simulate.scan import one_page_scan
from engine.simulate.stage import Stage
from engine.simulate.told import ActTold
from engine.store.load_open_task import load_open_task
from engine.store.numbers import assign_number, reserve_number


def sign(stage: Stage, act: ActTold) -> None:
    """The competent person has signed."""
    ref, person = stage.ref(act), stage.actor(act).person_id
    with stage.outside.sessions.begin() as session:
        dossier, task, around, now = load_open_task(session, ref, stage.outside.clock.now())
        mandate = judge(person, task, dossier, around, now)
        if mandate is None:
            raise Difference("no signing step")
        if "capacity" in act.expects:
            same("capacity", list(mandate.capacity), act.expects["capacity"])
        spec = spec_of(dossier, task)
        id, known = written_now(session, dossier.id, spec.key)
        sha256, size = _paper(stage.outside, f"{spec.key}-signed.pdf")
        records = Records(
            documents=(replace(row_of(id, spec, known), status="signed", task_id=task.id),),
            versions=(new_version(id, known, "signed", sha256, size, mandate.id),),
        )
        signed = Signed(actor_id=person, task=task, mandate=mandate, records=records)
        take(session, dossier, signed, around, now)


def seal(stage: Stage, act: ActTold) -> None:
    """The văn thư has numbered and sealed."""
    ref, person = stage.ref(act), stage.actor(act).person_id
    with stage.outside.sessions.begin() as session:
        dossier, task, around, now = load_open_task(session, ref, stage.outside.clock.now())
        mandate = judge(person, task, dossier, around, now)
        if mandate is None:
            raise Difference("no sealing step")
        spec = spec_of(dossier, task)
        id, known = written_now(session, dossier.id, spec.key)
        number = reserve_number(
            session,
            unit_id=mandate.seal_of,
            year=numbering_year(now),
            kind=spec.register,
            symbol=spec.symbol,
            dossier_id=dossier.id,
            document_id=id,
            now=now,
        )
        assign_number(session, number)
        sha256, size = _paper(stage.outside, f"{spec.key}-sealed.pdf")
        row = replace(
            row_of(id, spec, known),
            status="sealed",
            task_id=task.id,
            number=number.value,
            symbol=spec.symbol,
            issued_at=now,
            register_id=number.register_id,
        )
        records = Records(
            documents=(row,),
            versions=(new_version(id, known, "sealed", sha256, size, mandate.id),),
        )
        sealed = Sealed(actor_id=person, task=task, mandate=mandate, records=records)
        take(session, dossier, sealed, around, now)


def gather_validation(_: Outside, at: Situation) -> Done:
    """The document is ready to be sealed; nothing was asked of anybody."""
    return _now(at, "ready")


def release(_: Outside, at: Situation) -> Done:
    """The document is released; there is no signature in it to verify."""
    return _now(at, "released")


def _now(at: Situation, status: str) -> Done:
    _, document = at.written
    return Done(Records(documents=(replace(document.row(), status=status),)))


def _paper(outside: Outside, name: str) -> tuple[str, int]:
    paper = one_page_scan(name)
    return outside.files.put(paper), len(paper)
