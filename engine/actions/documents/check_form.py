"""What the văn thư checks of a signed document before it is numbered and sealed, told in words.

Page size, margins and fonts are ours, for the page was set by this house; the rest is asked here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.documents.show import signed_version
from engine.actions.documents.subject import document_of, spec_of
from engine.actions.judge import judge
from engine.core.authority.register import Mandate, Power
from engine.core.clock import Calendar
from engine.core.dossier import Document, Dossier, Surroundings, Version
from engine.core.issue_day import last_issue_day
from engine.core.move import TaskRef
from engine.core.numbering import local_day
from engine.core.procedure import DocumentSpec
from engine.core.vietnamese import format_date
from engine.errors import SigningRefused
from engine.outside.outside import Outside
from engine.say import say
from engine.store.documents import signed_at
from engine.store.load_open_task import load_open_task
from engine.store.mandates import capacity_of, sealing_unit
from signing.verify.reasons import Reason
from signing.verify.report import Report
from signing.verify.verify import verify

GOOD, WARNING, FAULT = "good", "warning", "fault"
JOINT = " / "
"""Between the lines of a capacity in an attestation."""
EXPECTED = {Reason.UNFINISHED, Reason.REVOCATION_UNKNOWN}
"""Of a file that is not sealed yet: number, seal and the evidence of revocation come with it."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked; a `fault` is not sealed together with others."""

    key: str
    state: str
    says: str


@dataclass(frozen=True, slots=True)
class _Case:
    spec: DocumentSpec
    document: Document
    version: Version
    now: datetime
    calendar: Calendar
    capacity: tuple[str, ...]
    signed: datetime | None
    own_seal: bool


def check_form(outside: Outside, actor: Actor, ref: TaskRef) -> tuple[Check, ...]:
    """Signature, capacity, dates, addressees, attachments of what the actor may seal.

    Raises NotFound, AlreadyDone, NotYours and SigningRefused (no sealing step).
    """
    with outside.sessions.begin() as session:
        dossier, task, around, now = load_open_task(session, ref, outside.clock.now())
        mandate = judge(actor.person_id, task, dossier, around, now)
        if mandate is None or mandate.power is not Power.SEAL:
            raise SigningRefused(say("Bước này không phải bước đóng dấu."), "not_a_sealing_step")
        spec, document = spec_of(dossier, task), document_of(session, dossier, task)
        version = signed_version(document)
        if version is None:
            raise SigningRefused(say("Chưa có văn bản đã ký để đóng dấu."), "not_signed")
        case = _read(session, dossier, around, spec, document, version, now, mandate)
    report = verify(
        outside.files.get(case.version.file_sha256), outside.services.roots(), at=case.now
    )
    return tuple(_checks(case, report))


def _read(
    session: Session,
    dossier: Dossier,
    around: Surroundings,
    spec: DocumentSpec,
    document: Document,
    version: Version,
    now: datetime,
    mandate: Mandate,
) -> _Case:
    used = version.mandate_id or ""
    return _Case(
        spec=spec,
        document=document,
        version=version,
        now=now,
        calendar=around.calendar,
        capacity=capacity_of(session, dossier.id, used),
        signed=signed_at(session, dossier.id, document.id),
        own_seal=sealing_unit(session, dossier.id, used) == mandate.seal_of,
    )


def _checks(case: _Case, report: Report) -> Iterator[Check]:
    yield _signature(case, report)
    yield _capacity(case, report)
    if not case.own_seal:
        said = say("Văn bản ký theo thẩm quyền của cơ quan khác, không đóng dấu ở đây được.")
        yield Check("seal", FAULT, said)
    yield _day(case)
    yield _addressees(case)
    if Reason.ATTESTATION_UNREADABLE not in report.reasons:
        yield Check("attached", GOOD, say("Có bản chứng nhận thẩm quyền kèm trong tệp."))


def _signature(case: _Case, report: Report) -> Check:
    faults = [reason for reason in report.reasons if reason not in EXPECTED]
    if faults:
        return Check("signature", FAULT, faults[0].sentence)
    if case.document.evidence_sha256 is None:
        said = say("Chữ ký hợp lệ, nhưng chưa có bằng chứng về tình trạng chứng thư số.")
        return Check("signature", WARNING, said)
    return Check("signature", GOOD, say("Chữ ký số hợp lệ vào lúc này, tệp không bị sửa."))


def _capacity(case: _Case, report: Report) -> Check:
    printed = report.signatures[0].capacity if report.signatures else None
    if printed != JOINT.join(case.capacity):
        said = say("Tư cách ký in trên văn bản khác tư cách mà danh mục thẩm quyền đã ghi.")
        return Check("capacity", FAULT, said)
    said = say("Tư cách ký đúng danh mục thẩm quyền: %(who)s.", who=JOINT.join(case.capacity))
    return Check("capacity", GOOD, said)


def _day(case: _Case) -> Check:
    if case.signed is None:
        return Check("day", WARNING, say("Không rõ ngày ký."))
    signed = format_date(case.signed)
    last = last_issue_day(case.calendar, case.signed)
    if local_day(case.now) > last:
        said = say(
            "Ký ngày %(signed)s, lẽ ra phát hành chậm nhất %(last)s; đã chậm.",
            signed=signed, last=format_date(last),
        )  # fmt: skip
        return Check("day", WARNING, said)
    said = say(
        "Ký ngày %(signed)s, phát hành chậm nhất %(last)s.",
        signed=signed, last=format_date(last),
    )  # fmt: skip
    return Check("day", GOOD, said)


def _addressees(case: _Case) -> Check:
    if not case.spec.addressees:
        return Check("addressees", WARNING, say("Quy trình chưa ghi nơi nhận."))
    said = say("Nơi nhận: %(who)s.", who="; ".join(case.spec.addressees))
    return Check("addressees", GOOD, said)
