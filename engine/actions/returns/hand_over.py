"""The desk hands a result over: who takes it along, how they sign for it, and the step is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.actions.actor import Actor
from engine.actions.strangers import hidden_from_strangers
from engine.actions.tasks.complete import complete
from engine.core.dossier import Dossier
from engine.core.forms import Form
from engine.core.move import HandedOver, TaskRef
from engine.core.procedure import attributes_of
from engine.core.vietnamese import clean_text
from engine.errors import InvalidAnswers, OtherAct, UploadRefused
from engine.outside.inspect_upload import inspect_upload
from engine.outside.outside import Outside
from engine.say import say
from engine.store.load_standing import load_standing
from engine.store.load_task import load_task

CHANNEL, AT_THE_DESK = "hinh_thuc_tra", "tai_quay"
"""The field of a return form that says how the result leaves, and its answer at the counter."""
RECEIVER = "nguoi_nhan"
"""The field that names who takes it, where that is not the applicant."""
APPLICANT, SUBMITTER, OTHER = "applicant", "submitter", "other"
SIGNATURE_LIMIT = 512 * 1024
"""Bytes of a drawn signature."""
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Taker:
    """Who stands at the counter; `name` and `paper` are asked of another person only."""

    kind: str = APPLICANT
    name: str = ""
    paper: str = ""


def hand_over(
    outside: Outside,
    actor: Actor,
    ref: TaskRef,
    answers: Mapping[str, object],
    taker: Taker,
    signature: bytes | None,
    key: str | None = None,
) -> None:
    """Complete the return step `ref` with its form, and keep who took the result along.

    `signature` is the PNG that was drawn; None when the printed line is signed. The same `key`
    twice counts once. Raises OtherAct (not a step that returns a result), InvalidAnswers (`taker`,
    `taker_name`, `signature`, or a field of the form), and all that `complete` raises.
    """
    with hidden_from_strangers(outside, actor, ref.dossier_id):
        with outside.sessions.begin() as session:
            dossier, _, _ = load_standing(session, ref.dossier_id, outside.clock.now())
            form = return_form(dossier, load_task(session, ref).element)
        if form is None:
            raise OtherAct(say("Bước này không phải bước trả kết quả."))
        if answers.get(CHANNEL) != AT_THE_DESK:
            complete(outside, actor, ref, answers, key)
            return
        name, paper = _named(dossier, taker)
        handed = HandedOver(ref.task_id, taker.kind, name, paper, _kept(outside, signature))
        if taker.kind != APPLICANT and any(field.key == RECEIVER for field in form.fields):
            answers = {**answers, RECEIVER: name}
        complete(outside, actor, ref, answers, key, handed=handed)


def taker_named(answers: Mapping[str, object]) -> Taker:
    """By the form alone: whom it names as receiver, else the applicant."""
    named = str(answers.get(RECEIVER) or "").strip()
    return Taker(OTHER, named) if named else Taker()


def return_form(dossier: Dossier, element: str) -> Form | None:
    """The form of this step, if the step returns a result."""
    attributes = attributes_of(dossier.bundle.procedure, dossier.bundle.compiled.elements[element])
    form = dossier.bundle.forms.get(attributes.get("form", ""))
    return form if form and any(field.key == CHANNEL for field in form.fields) else None


def _named(dossier: Dossier, taker: Taker) -> tuple[str, str | None]:
    """The taker's name, and the paper that lets another one take it. Raises InvalidAnswers."""
    if taker.kind == APPLICANT:
        return dossier.applicant.full_name, None
    if taker.kind == SUBMITTER and dossier.submitter is not None:
        return dossier.submitter.full_name, None
    if taker.kind != OTHER:
        raise InvalidAnswers({"taker": [say("Hãy chọn người nhận kết quả.")]})
    name = _cleaned("taker_name", taker.name)
    if not name:
        raise InvalidAnswers({"taker_name": [say("Hãy ghi họ tên người nhận thay.")]})
    return name, _cleaned("taker_paper", taker.paper) or None


def _cleaned(field: str, text: str) -> str:
    try:
        cleaned = clean_text(text)
    except ValueError as fault:
        raise InvalidAnswers({field: [str(fault)]}) from fault
    if len(cleaned) > LONGEST:
        raise InvalidAnswers({field: [say("Dài quá %(most)s ký tự; hãy rút gọn.", most=LONGEST)]})
    return cleaned


def _kept(outside: Outside, signature: bytes | None) -> str | None:
    if signature is None:
        return None
    try:
        found = inspect_upload(signature, "chu-ky.png", limit=SIGNATURE_LIMIT)
    except UploadRefused as refused:
        raise InvalidAnswers({"signature": [refused.sentence]}) from refused
    if found.media_type != "image/png":
        raise InvalidAnswers({"signature": [say("Chữ ký trên màn hình phải là ảnh PNG.")]})
    return outside.files.put(signature)
