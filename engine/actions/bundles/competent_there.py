"""At publication: who signs there on the day it comes into force, and until when?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from bpmn.values import Problem, Severity
from engine.core.authority.register import AUTHORITY_POWERS, Power, Refusal
from engine.core.authority.until import competent_until
from engine.core.authority.words import end_words
from engine.core.bundle_paths import MAIN
from engine.core.dossier import Bundle
from engine.core.procedure import attributes_of
from engine.core.versions import RECEIVING, Binding
from engine.store.load_register import load_register
from engine.store.time import OfficeTime

SOON = timedelta(days=90)
"""How far an end lies at most to be told."""


def signing_gaps(
    session: Session, bundle: Bundle, bindings: Iterable[Binding], time: OfficeTime
) -> tuple[Problem, ...]:
    """A warning for each step of authority that nobody may do where it is bound, or may for less
    than 90 days. It may be published all the same: the register may be put right before the day
    comes, and until then the intake refuses what nobody would decide."""
    found = (
        problem
        for binding in bindings
        if binding.unit_id is not None
        for problem in _gaps(session, bundle, binding, binding.unit_id, time)
    )
    return tuple(dict.fromkeys(found))


def _gaps(
    session: Session, bundle: Bundle, binding: Binding, unit_id: UUID, time: OfficeTime
) -> Iterator[Problem]:
    procedure = bundle.procedure
    parties = {RECEIVING: unit_id, **binding.parties, "resolving": unit_id}
    register = load_register(session, procedure.code_or_slug, set(parties.values()), time.epoch)
    for element in bundle.compiled.elements.values():
        attributes = attributes_of(procedure, element)
        power, performer = attributes.get("power"), attributes.get("performer")
        if power is None or performer is None or Power(power) not in AUTHORITY_POWERS:
            continue
        unit = parties[performer.partition("@")[2] or "resolving"]
        answer = competent_until(register, Power(power), procedure.code_or_slug, unit, time.now)
        if isinstance(answer, Refusal):
            yield _warning(
                "nobody-competent",
                element.path,
                f"Bước “{element.name}” chưa có ai ký được: {answer.says}",
            )
        elif answer.until is not None and answer.until < time.now + SOON:
            yield _warning(
                "competent-not-for-long",
                element.path,
                f"Bước “{element.name}” chỉ có người ký được {end_words(answer.until)}.",
            )


def _warning(code: str, path: str, cause: str) -> Problem:
    cure = "Hãy phân công, ủy quyền hoặc bổ nhiệm trước khi nhận hồ sơ."
    return Problem(Severity.WARNING, code, MAIN, path, cause, cure)
