"""What must never happen, asked of the register's answers to one question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from engine.core.authority.may_act import mandates, may_act
from engine.core.authority.register import (
    Instrument,
    Mandate,
    Power,
    Question,
    Refusal,
    Register,
)
from engine.simulate.authority.answers import everybody
from engine.simulate.authority.chains import lawful
from engine.simulate.authority.clauses import is_so
from engine.simulate.authority.known import Known
from engine.simulate.authority.plain import Plain
from engine.simulate.authority.standing import in_force

_TICK = timedelta(microseconds=1)
_SIGNS = (Power.DECIDE, Power.SIGN)


@dataclass(frozen=True, slots=True)
class Judged:
    """The register's answer, and everything that the plain model has against it."""

    answer: Mandate | Refusal
    differences: tuple[str, ...]


def judge(known: Known, question: Question) -> Judged:
    """Ask both, of the one person and of everybody."""
    answer = may_act(known.register, question)
    told = everybody_told(known.register, question)
    plain = everybody(known, question)
    found = [*_differing({plainly(each) for each in told}, plain)]
    for mandate in told:
        found += _never(known, question, mandate)
    if isinstance(answer, Mandate):
        first = next((each for each in told if each.person_id == question.person), None)
        if answer != first:
            found.append("the one answer is not the first of the person's")
        found += _ends(known, question, answer)
    else:
        if any(each.person == question.person for each in plain):
            found.append(f"refused although he may: {answer.clause} {answer.says}")
        if not is_so(known, question, answer):
            found.append(f"refused with what is not so: {answer.clause} {answer.says}")
    return Judged(answer, tuple(found))


def plainly(mandate: Mandate) -> Plain:
    """A mandate as the plain model tells one."""
    return Plain(
        mandate.person_id,
        mandate.position_id,
        mandate.capacity,
        mandate.form_of,
        mandate.seal_of,
        tuple(link.record_id for link in mandate.chain),
        mandate.valid_from,
        mandate.valid_to,
    )


def everybody_told(register: Register, question: Question) -> list[Mandate]:
    """All mandates for the question, whoever asks."""
    return mandates(
        register,
        question.power,
        question.procedure,
        question.unit,
        question.at,
        question.facts,
        question.involvement,
    )


def _differing(told: set[Plain], plain: set[Plain]) -> Iterator[str]:
    for who, more in (("may, says only the register", told - plain), ("may not", plain - told)):
        for each in more:
            block = " / ".join(each.lines)
            yield f"{who}: {block} {each.valid_from:%c} – {each.valid_to}"


def _never(known: Known, question: Question, mandate: Mandate) -> Iterator[str]:
    """No signature without an instrument in force at that second, no re-delegation honoured."""
    instruments = _instruments(known, mandate)
    for each in instruments:
        if not in_force(known, each, question.at):
            yield f"{each.number} is not in force"
    if question.power in _SIGNS and not lawful([each.kind for each in instruments]):
        yield f"passed on against the law: {[str(each.kind) for each in instruments]}"


def _instruments(known: Known, mandate: Mandate) -> list[Instrument]:
    by_id = known.register.instruments
    return [by_id[link.record_id] for link in mandate.chain if link.record_id in by_id]


def _ends(known: Known, question: Question, mandate: Mandate) -> Iterator[str]:
    """The mandate is the same through its interval, and not a tick before or after."""

    def holds(ticks: int, end: str) -> bool:
        moment = mandate.valid_from if end == "from" else mandate.valid_to
        assert moment is not None
        asked = replace(question, at=moment + ticks * _TICK)
        return any(each.id == mandate.id for each in everybody_told(known.register, asked))

    if not holds(0, "from") or holds(-1, "from"):
        yield f"begins not at {mandate.valid_from}"
    if mandate.valid_to is not None and (not holds(-1, "to") or holds(0, "to")):
        yield f"ends not at {mandate.valid_to}"
