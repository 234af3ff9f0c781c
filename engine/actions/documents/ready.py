"""What is read and judged before a key is opened: page, mandate, agency, whose turn it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.documents.content import content_of
from engine.actions.documents.initials import require_initialled
from engine.actions.documents.show import page_to_sign, signed_version, signs
from engine.actions.documents.subject import document_of, spec_of
from engine.actions.judge import judge
from engine.actions.letterhead import fonts_folder, letterhead_of
from engine.core.authority.register import Mandate
from engine.core.dossier import Attempt, Document, Dossier, Surroundings, Task, Version
from engine.core.issued_as import issued_as
from engine.core.move import TaskRef
from engine.core.procedure import DocumentSpec
from engine.errors import AlreadyDone, SigningRefused
from engine.machine.profiles import profile_of
from engine.outside.outside import Outside
from engine.outside.stamps import stamp_of
from engine.say import say
from engine.store.documents import attempts_of
from engine.store.load_open_task import load_open_task
from engine.store.mandates import sealing_unit
from signing.apply.appearance import StampAppearance
from signing.profile import SigningProfile


@dataclass(frozen=True, slots=True)
class Ready:
    """All that was read and judged before a key is opened."""

    ref: TaskRef
    dossier: Dossier
    task: Task
    around: Surroundings
    now: datetime
    mandate: Mandate
    spec: DocumentSpec
    document: Document
    shown_sha256: str
    kind: str
    field: str
    profile: SigningProfile
    place: str
    appearance: StampAppearance
    actor: Actor

    @property
    def closes(self) -> bool:
        """Whether nothing comes over this signature: its revision then takes date and evidence."""
        return self.profile.is_last(self.field)


def ready_to_sign(
    outside: Outside, actor: Actor, ref: TaskRef, shown_sha256: str, kind: str
) -> Ready:
    """Read and judge; `kind` is sign or seal. Raises as `sign.sign` says."""
    with outside.sessions.begin() as session:
        dossier, task, around, now = load_open_task(session, ref, outside.clock.now())
        mandate = judge(actor.person_id, task, dossier, around, now)
        if mandate is None or signs(task) != (kind == "sign"):
            raise SigningRefused(say("Bước này không phải bước ký."), "not_a_signing_step")
        spec = issued_as(spec_of(dossier, task), dossier, around.register)
        document = document_of(session, dossier, task)
        if kind == "sign":
            version = _page(session, dossier, task, mandate, spec, document)
        else:
            version = signed_version(document)
            _refuse_foreign_seal(session, dossier, version, mandate, around)
        if version is None or version.file_sha256 != shown_sha256:
            raise SigningRefused(
                say("Văn bản đã thay đổi so với bản đang xem; hãy xem lại rồi ký."), "page_changed"
            )
        refuse_second(attempts_of(session, dossier.id, task.id), actor, around)
        profile = profile_of(spec)
        subject = mandate.person_id if kind == "sign" else mandate.seal_of
        return Ready(
            ref=ref,
            dossier=dossier,
            task=task,
            around=around,
            now=now,
            mandate=mandate,
            spec=spec,
            document=document,
            shown_sha256=shown_sha256,
            kind=kind,
            field=profile.signature_fields[0 if kind == "sign" else -1].name,
            profile=profile,
            place=letterhead_of(session, mandate.form_of).place,
            appearance=StampAppearance(fonts_folder(), stamp_of(outside.settings.home, subject)),
            actor=actor,
        )


def _page(
    session: Session,
    dossier: Dossier,
    task: Task,
    mandate: Mandate,
    spec: DocumentSpec,
    document: Document,
) -> Version | None:
    """The page to sign, as long as it says what was initialled and what the dossier says now."""
    says = content_of(session, dossier, spec)
    require_initialled(session, dossier, spec, document, says)
    return page_to_sign(document, task, mandate, says)


def _refuse_foreign_seal(
    session: Session,
    dossier: Dossier,
    version: Version | None,
    mandate: Mandate,
    around: Surroundings,
) -> None:
    """The seal is that of the agency under whose competence the document was signed."""
    if version is None or version.mandate_id is None:
        return
    owner = sealing_unit(session, dossier.id, version.mandate_id)
    if owner != mandate.seal_of:
        units = around.register.units
        raise SigningRefused(
            say(
                "Văn bản được ký theo thẩm quyền của %(owner)s, không đóng dấu của "
                "%(other)s được; cần sửa bước đóng dấu của quy trình.",
                owner=units[owner].name,
                other=units[mandate.seal_of].name,
            ),
            "wrong_seal",
        )


def refuse_second(attempts: tuple[Attempt, ...], actor: Actor, around: Surroundings) -> None:
    """One signature at a time: while one is made and waits, nobody makes another."""
    waiting = next((a for a in attempts if a.status == "made"), None)
    if waiting is None:
        return
    person = around.register.persons.get(waiting.actor_id)
    who = say("Ông/bà") if waiting.actor_id == actor.person_id else (person and person.full_name)
    raise AlreadyDone(
        say(
            "%(who)s đã ký văn bản này; chữ ký đang được hoàn tất.",
            who=who or say("Người khác"),
        ),
        by=person.full_name if person else None,
        at=waiting.begun_at,
    )
