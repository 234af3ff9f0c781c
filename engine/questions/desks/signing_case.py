"""Beside the page to sign: who proposes it, who prepared and initialled it, what others said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bpmn.values import Kind
from engine.actions.actor import Actor
from engine.core.dossier import Task
from engine.core.move import TaskRef
from engine.core.procedure import DocumentSpec, attributes_of
from engine.outside.outside import Outside
from engine.questions.dossier.act_words import OPINION
from engine.questions.dossier.parts import DossierParts, dossier_parts
from engine.questions.reach import require_reach
from engine.store.joint_results import councils
from engine.store.load_open_task import load_open_task
from engine.store.load_standing import load_standing

SHORT = 160
"""Characters of an opinion that are told; the rest is in the dossier."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Who did a part of the work, when."""

    who: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Voice:
    """What an agency or a council said; `objects` where it does not agree."""

    who: str
    says: str
    text: str
    objects: bool


@dataclass(frozen=True, slots=True)
class SigningCase:
    """None where nobody has done that part yet."""

    proposed: Hand | None
    prepared: Hand | None
    initialled: tuple[Hand, ...]
    voices: tuple[Voice, ...]


def signing_case(outside: Outside, actor: Actor, ref: TaskRef) -> SigningCase:
    """Raises NotFound (for a dossier of another unit too) and AlreadyDone."""
    with outside.sessions.begin() as session:
        standing = load_standing(session, ref.dossier_id, outside.clock.now())
        require_reach(session, actor, standing.dossier, standing.now)
        task = load_open_task(session, ref, outside.clock.now()).task
        return _case(session, dossier_parts(session, standing), task)


def _case(session: Session, parts: DossierParts, task: Task) -> SigningCase:
    spec = _spec(parts, task)
    done = [
        each
        for each in parts.known.tasks.values()
        if each.status == "done" and each.kind == Kind.USER and each.parent_id is None
    ]
    done.sort(key=lambda each: each.closed_at or each.opened_at)
    drafted = [each for each in done if spec is not None and each.element == spec.drafter]
    return SigningCase(
        proposed=_hand(parts, done),
        prepared=_hand(parts, drafted),
        initialled=tuple(_initials(parts, spec)),
        voices=(*_consulted(parts), *_councils(session, parts)),
    )


def _spec(parts: DossierParts, task: Task) -> DocumentSpec | None:
    bundle = parts.dossier.bundle
    attributes = attributes_of(bundle.procedure, bundle.compiled.elements[task.element])
    key = attributes.get("document")
    return None if key is None else bundle.procedure.document(key)


def _hand(parts: DossierParts, done: list[Task]) -> Hand | None:
    if not done:
        return None
    last = done[-1]
    at = last.closed_at or last.opened_at
    return Hand(parts.known.who(last.closed_by_id, last.unit_id, at), last.closed_at)


def _initials(parts: DossierParts, spec: DocumentSpec | None) -> Iterator[Hand]:
    """Those that stand, one of each person."""
    if spec is None:
        return
    last = {
        given.person_id: given
        for given in parts.opinions
        if given.kind == "initial"
        and not given.void_at
        and given.document_id is not None
        and parts.known.documents.get(given.document_id) == spec.title
    }
    for given in last.values():
        yield Hand(parts.known.who(given.person_id, None, given.given_at), given.given_at)


def _consulted(parts: DossierParts) -> Iterator[Voice]:
    for said in parts.opinions:
        if said.kind != "consultation" or said.void_at:
            continue
        seat = parts.known.register.positions.get(said.position_id) if said.position_id else None
        unit = parts.known.unit(seat.unit_id) if seat else ""
        text = said.reason or ""
        yield Voice(
            who=unit or parts.known.name(said.person_id),
            says=OPINION.get(said.value or "", ""),
            text=text if len(text) <= SHORT else f"{text[:SHORT].rstrip()}…",
            objects=said.value == "objected",
        )


def _councils(session: Session, parts: DossierParts) -> Iterator[Voice]:
    for path, vote in councils(session, parts.dossier).items():
        tally = (
            f"{vote['agree']} tán thành, {vote['against']} không tán thành, "
            f"{vote['abstain']} không có ý kiến"
        )
        yield Voice(parts.known.step(path), tally, "", not vote["passed"])
