"""The draft of a document, as whoever reviews and initials it reads it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.documents.content import content_of
from engine.actions.documents.show import Shown
from engine.actions.documents.subject import latest_of, new_version, row_of, written_now
from engine.actions.judge import judge
from engine.actions.letterhead import document_url, fonts_folder, letterhead_of
from engine.actions.step import judged_again, take
from engine.actions.strangers import hidden_from_strangers
from engine.core.acts import PageShown, Records
from engine.core.dossier import Document, Dossier, Surroundings, Task
from engine.core.move import TaskRef
from engine.core.performers import issuer_of
from engine.core.procedure import DocumentSpec
from engine.errors import NotFound
from engine.machine.content import Content
from engine.machine.render_document import render_draft
from engine.outside.outside import Outside
from engine.say import say
from engine.store.answers import answers_at
from engine.store.load_open_task import load_open_task


def show_draft(outside: Outside, actor: Actor, ref: TaskRef, key: str) -> Shown:
    """Give the draft of the document `key` to whoever may do the task, writing it if need be.

    Kept as a version of the document; the same content is written once, so that its hash names
    what an initial is given to. Raises NotFound (no such document, or nobody has drafted it yet),
    AlreadyDone, NotYours and `signing.errors.TemplateFaulty`.
    """

    def attempt() -> Shown:
        with outside.sessions.begin() as session:
            dossier, task, around, now = load_open_task(session, ref, outside.clock.now())
            judge(actor.person_id, task, dossier, around, now)
            spec = dossier.bundle.procedure.document(key)
            if spec is None:
                raise NotFound(say("Thủ tục này không có văn bản đó."))
            if not answers_at(session, dossier.id, {spec.drafter}):
                raise NotFound(say("“%(title)s” chưa được soạn.", title=spec.title))
            says = content_of(session, dossier, spec)
            known = _known(session, dossier, task, spec)
            draft = None if known is None else known.latest("draft")
            if known is not None and draft is not None and draft.content_sha256 == says.sha256:
                return Shown(known.id, spec.title, draft.file_sha256)
            document, sha256 = _write(
                session, outside, actor, dossier, task, around, now, spec, says
            )
        return Shown(document, spec.title, sha256)

    with hidden_from_strangers(outside, actor, ref.dossier_id):
        return judged_again(attempt)


def _known(session: Session, dossier: Dossier, task: Task, spec: DocumentSpec) -> Document | None:
    """What is initialled is the issue that is being written; elsewhere the latest is read."""
    if spec.initialler == task.element:
        return written_now(session, dossier.id, spec.key)[1]
    return latest_of(session, dossier.id, spec.key)


def _write(
    session: Session,
    outside: Outside,
    actor: Actor,
    dossier: Dossier,
    task: Task,
    around: Surroundings,
    now: datetime,
    spec: DocumentSpec,
    says: Content,
) -> tuple[UUID, str]:
    document, known = written_now(session, dossier.id, spec.key)
    pdf = render_draft(
        dossier,
        spec,
        letterhead=letterhead_of(session, issuer_of(dossier, f"_@{spec.issuer}")),
        content=says,
        lookup_url=document_url(outside, dossier, spec.key),
        fonts=fonts_folder(),
        demo=outside.settings.demo,
        now=now,
    )
    sha256 = outside.files.put(pdf)
    row = row_of(document, spec, known)
    act = PageShown(
        actor_id=actor.person_id,
        task=task,
        records=Records(
            documents=(row,),
            versions=(new_version(document, known, "draft", sha256, len(pdf), None, says),),
        ),
    )
    take(session, dossier, act, around, now)
    return document, sha256
