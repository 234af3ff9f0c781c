"""The page to sign is written for (dossier, mandate) when it is opened, and shown as it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.documents.content import content_of
from engine.actions.documents.initials import require_initialled
from engine.actions.documents.subject import (
    latest_of,
    new_version,
    row_of,
    spec_of,
    written_now,
)
from engine.actions.judge import judge
from engine.actions.letterhead import document_url, fonts_folder, letterhead_of
from engine.actions.step import judged_again, take
from engine.actions.strangers import hidden_from_strangers
from engine.core.acts import PageShown, Records
from engine.core.authority.register import AUTHORITY_POWERS, Mandate, Power
from engine.core.dossier import Document, Dossier, Surroundings, Task, Version
from engine.core.issued_as import issued_as
from engine.core.move import TaskRef
from engine.core.performers import issuer_of
from engine.core.procedure import DocumentSpec
from engine.errors import NotFound, SigningRefused
from engine.machine.content import Content
from engine.machine.render_document import render_document
from engine.outside.outside import Outside
from engine.say import say
from engine.store.load_open_task import load_open_task
from engine.store.steps_done import steps_done


@dataclass(frozen=True, slots=True)
class Shown:
    """What the reader sees: the document, the hash of its bytes; and for who signs it, the
    capacity and the grounds."""

    document_id: UUID
    title: str
    sha256: str
    capacity: tuple[str, ...] = ()
    says: tuple[str, ...] = ()


def show(outside: Outside, actor: Actor, ref: TaskRef) -> Shown:
    """Give the page that the actor may sign or seal at this task, writing it if need be.

    A page already written for the same task, mandate and content is given again. Raises NotFound,
    AlreadyDone, NotYours, SigningRefused (no signing step, not initialled as it stands, another
    agency's document).
    """

    def attempt() -> Shown:
        with outside.sessions.begin() as session:
            dossier, task, around, now = load_open_task(session, ref, outside.clock.now())
            mandate = judge(actor.person_id, task, dossier, around, now)
            if mandate is None:
                raise SigningRefused(say("Bước này không phải bước ký."), "not_a_signing_step")
            spec = issued_as(spec_of(dossier, task), dossier, around.register)
            if signs(task):
                document, sha256 = _to_sign(
                    session, outside, dossier, task, around, now, mandate, spec
                )
            else:
                document, sha256 = _to_seal(latest_of(session, dossier.id, spec.key))
        says = tuple(link.says for link in mandate.chain)
        return Shown(document, spec.title, sha256, mandate.capacity, says)

    with hidden_from_strangers(outside, actor, ref.dossier_id):
        return judged_again(attempt)


def signs(task: Task) -> bool:
    """Whether the task is done by a personal signature (else by the seal)."""
    return task.power is not None and Power(task.power) in AUTHORITY_POWERS


def page_to_sign(known: Document, task: Task, mandate: Mandate, says: Content) -> Version | None:
    """The page written for this task, mandate and content, if it is the latest."""
    if known.task_id != task.id:
        return None
    shown = known.latest("shown")
    if shown is None or (shown.mandate_id, shown.content_sha256) != (mandate.id, says.sha256):
        return None
    return shown


def signed_version(known: Document) -> Version | None:
    """What stands to be sealed: the signature counts as long as nothing was sent back."""
    return known.latest("signed") if known.status in ("signed", "ready") else None


def _to_seal(known: Document | None) -> tuple[UUID, str]:
    version = None if known is None else signed_version(known)
    if known is None or version is None:
        raise NotFound(say("Chưa có văn bản đã ký để đóng dấu."))
    return known.id, version.file_sha256


def _to_sign(
    session: Session,
    outside: Outside,
    dossier: Dossier,
    task: Task,
    around: Surroundings,
    now: datetime,
    mandate: Mandate,
    spec: DocumentSpec,
) -> tuple[UUID, str]:
    document, known = written_now(session, dossier.id, spec.key)
    says = content_of(session, dossier, spec)
    require_initialled(session, dossier, spec, known, says)
    _require_issuer(dossier, spec, mandate, around)
    version = None if known is None else page_to_sign(known, task, mandate, says)
    if version is not None:
        return document, version.file_sha256
    pdf = render_document(
        dossier,
        spec,
        mandate,
        around.register,
        letterhead=letterhead_of(session, mandate.form_of),
        content=says,
        steps=steps_done(session, dossier),
        lookup_url=document_url(outside, dossier, spec.key),
        fonts=fonts_folder(),
        demo=outside.settings.demo,
        now=now,
    )
    sha256 = outside.files.put(pdf)
    row = replace(
        row_of(document, spec, known), status="shown", task_id=task.id, evidence_sha256=None
    )
    written = new_version(document, known, "shown", sha256, len(pdf), mandate.id, says)
    act = PageShown(
        actor_id=mandate.person_id,
        task=task,
        mandate=mandate,
        records=Records(documents=(row,), versions=(written,)),
    )
    take(session, dossier, act, around, now)
    return document, sha256


def _require_issuer(
    dossier: Dossier, spec: DocumentSpec, mandate: Mandate, around: Surroundings
) -> None:
    """The form of a document is that of the agency whose competence is used (NĐ 30/2020 Art 13):
    where that is not the issuer that the procedure names, one of the two is wrong."""
    issuer = issuer_of(dossier, f"_@{spec.issuer}")
    if issuer != mandate.form_of:
        units = around.register.units
        raise SigningRefused(
            say(
                "“%(title)s” là văn bản của %(issuer)s, nhưng thẩm quyền ký ở đây là của "
                "%(owner)s; cần sửa quy trình hoặc phân công.",
                title=spec.title,
                issuer=units[issuer].name,
                owner=units[mandate.form_of].name,
            ),
            "wrong_issuer",
        )
