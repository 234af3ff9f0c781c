"""Who would sign next, and as whom: the first answer of the register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.core.authority.may_act import mandates
from engine.core.authority.register import AUTHORITY_POWERS, Power
from engine.core.dossier import Surroundings
from engine.core.performers import issuer_of
from engine.core.procedure import DocumentSpec, attributes_of
from engine.questions.known import Known
from engine.say import marked, say

NOBODY = marked("Chưa có ai có thẩm quyền ký vào lúc này.")
OVER = {"minutes", "slip"}
"""Kinds of documents that are not what the dossier is about."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Lines of the signature block, one sentence about who and those about why; `document` is its
    title. Without a document there is nothing left to sign."""

    document: str | None
    capacity: tuple[str, ...]
    hint: str
    why: tuple[str, ...] = ()


def next_signer(known: Known, around: Surroundings, now: datetime) -> Signer:
    """Of the first document, in the procedure's order, that nobody has signed yet."""
    spec = _next_document(known)
    if spec is None:
        return Signer(None, (), "")
    dossier = known.dossier
    element = dossier.bundle.compiled.elements[spec.signing_step]
    attributes = attributes_of(dossier.bundle.procedure, element)
    power = Power(attributes.get("power", Power.DECIDE))
    if power not in AUTHORITY_POWERS:
        return Signer(None, (), "")
    answers = mandates(
        around.register,
        power,
        dossier.bundle.procedure.code_or_slug,
        issuer_of(dossier, attributes.get("performer", "")),
        now,
        dossier.facts,
        involvement=around.involvement,
        started_at=dossier.received_at,
    )
    if not answers:
        return Signer(spec.title, (), NOBODY)
    first = answers[0]
    name = around.register.persons[first.person_id].full_name
    others = len({a.person_id for a in answers}) - 1
    more = say(", hoặc %(others)s người khác có thẩm quyền", others=others) if others else ""
    why = tuple(link.says for link in first.chain)
    return Signer(spec.title, first.capacity, f"{name}{more}.", why)


def _next_document(known: Known) -> DocumentSpec | None:
    done = {t.element for t in known.tasks.values() if t.status == "done"}
    specs = known.dossier.bundle.procedure.documents
    signed = {s.kind for s in specs if s.signing_step in done}
    if "refusal" in signed:
        return None  # refused: no result will follow
    left = OVER | {"refusal"} if "result" in signed else OVER
    return next((s for s in specs if s.kind not in left and s.signing_step not in done), None)
