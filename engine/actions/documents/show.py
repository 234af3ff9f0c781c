"""The page to sign is written for (dossier, mandate) when it is opened, and shown as it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.documents.subject import document_id, spec_of
from engine.actions.judge import judge
from engine.actions.letterhead import fonts_folder, letterhead_of, lookup_url
from engine.actions.step import judged_again, take
from engine.actions.strangers import hidden_from_strangers
from engine.core.acts import PageShown, Records
from engine.core.authority.register import AUTHORITY_POWERS, Mandate, Power
from engine.core.dossier import Document, Dossier, Surroundings, Task, Version
from engine.core.move import DocumentChanged, TaskRef, VersionAdded
from engine.core.procedure import DocumentSpec
from engine.errors import NotFound, SigningRefused
from engine.machine.render_document import render_document
from engine.outside.outside import Outside
from engine.store.answers import all_answers
from engine.store.documents import load_document
from engine.store.load_open_task import load_open_task
from engine.store.steps_done import steps_done


@dataclass(frozen=True, slots=True)
class Shown:
    """What the signer sees: the document, the hash of its bytes, the capacity and the grounds."""

    document_id: UUID
    title: str
    sha256: str
    capacity: tuple[str, ...]
    says: tuple[str, ...]


def show(outside: Outside, actor: Actor, ref: TaskRef) -> Shown:
    """Give the page that the actor may sign or seal at this task, writing it if need be.

    A page already written for the same task and mandate is given again. Raises NotFound,
    AlreadyDone, NotYours, SigningRefused (the step is no signing step).
    """

    def attempt() -> Shown:
        with outside.sessions.begin() as session:
            dossier, task, around, now = load_open_task(session, ref, outside.clock.now())
            mandate = judge(actor.person_id, task, dossier, around, now)
            if mandate is None:
                raise SigningRefused("Bước này không phải bước ký.", "not_a_signing_step")
            spec = spec_of(dossier, task)
            known = load_document(session, dossier.id, document_id(dossier.id, spec.key))
            version = _current(known, task, mandate)
            if version is None:
                version = _write(session, outside, dossier, task, around, now, mandate, spec, known)
        says = tuple(link.says for link in mandate.chain)
        return Shown(document_id(dossier.id, spec.key), spec.title, version, mandate.capacity, says)

    with hidden_from_strangers(outside, actor, ref.dossier_id):
        return judged_again(attempt)


def signs(task: Task) -> bool:
    """Whether the task is done by a personal signature (else by the seal)."""
    return task.power is not None and Power(task.power) in AUTHORITY_POWERS


def current_version(known: Document, task: Task, mandate: Mandate) -> Version | None:
    """The revision that stands to be signed here: for the signer the page written for this task
    and mandate, for the văn thư the signed one."""
    if not signs(task):
        return known.latest("signed")
    if known.task_id != task.id:
        return None
    shown = known.latest("shown")
    return shown if shown is not None and shown.mandate_id == mandate.id else None


def _current(known: Document | None, task: Task, mandate: Mandate) -> str | None:
    version = None if known is None else current_version(known, task, mandate)
    if version is not None:
        return version.file_sha256
    if not signs(task):
        raise NotFound("Chưa có văn bản đã ký để đóng dấu.")
    return None


def _write(
    session: Session,
    outside: Outside,
    dossier: Dossier,
    task: Task,
    around: Surroundings,
    now: datetime,
    mandate: Mandate,
    spec: DocumentSpec,
    known: Document | None,
) -> str:
    pdf = render_document(
        dossier,
        spec,
        mandate,
        around.register,
        letterhead=letterhead_of(session, mandate.form_of),
        answers=all_answers(session, dossier.id),
        steps=steps_done(session, dossier),
        lookup_url=lookup_url(outside, dossier),
        fonts=fonts_folder(),
        demo=outside.settings.demo,
        now=now,
    )
    sha256 = outside.files.put(pdf)
    number = 1 if known is None else known.versions[-1].version + 1
    doc = document_id(dossier.id, spec.key)
    act = PageShown(
        actor_id=mandate.person_id,
        task=task,
        mandate=mandate,
        records=Records(
            documents=(DocumentChanged(doc, spec.key, spec.kind, "shown", task.id),),
            versions=(VersionAdded(doc, number, "shown", sha256, len(pdf), mandate.id),),
        ),
    )
    take(session, dossier, act, around, now)
    return sha256
