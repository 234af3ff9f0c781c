"""The scope of a grant: a condition over the dossier's facts, in the one expression language."""

from __future__ import annotations

from bpmn.expressions import ExpressionError, evaluate, names, parse
from engine.core.authority.register import (
    Clause,
    ConditionMet,
    Grant,
    Question,
    Refusal,
    Register,
)
from engine.core.authority.words import instrument_name
from engine.say import say


def out_of_scope(register: Register, grant: Grant, question: Question) -> Refusal | None:
    """Why the grant's scope does not take in the dossier. What is unknown is not in scope."""
    if grant.scope is None:
        return None
    name = instrument_name(register, register.instruments[grant.instrument_id])
    try:
        condition = parse(grant.scope)
    except ExpressionError as error:
        said = say(
            "%(name)s có điều kiện không đọc được: %(sentence)s", name=name, sentence=error.sentence
        )
        return Refusal(Clause.CONDITION, grant.id, said)
    unknown = sorted(key for key in names(condition) if question.facts.get(key) is None)
    if unknown:
        said = say(
            "%(name)s có điều kiện về %(unknown)s, hồ sơ chưa có dữ kiện này.",
            name=name,
            unknown=", ".join(unknown),
        )
        return Refusal(Clause.CONDITION, grant.id, said)
    if evaluate(condition, question.facts) is not True:
        said = say(
            "%(name)s chỉ giao quyền khi %(scope)s; hồ sơ này không thuộc trường hợp đó.",
            name=name,
            scope=grant.scope,
        )
        return Refusal(Clause.CONDITION, grant.id, said)
    return None


def condition_met(grant: Grant, question: Question) -> ConditionMet | None:
    """The condition of a grant that takes the dossier in, with the values that it looked at; None
    for a grant without one. Ask only after `out_of_scope` has answered None."""
    if grant.scope is None:
        return None
    asked = sorted(names(parse(grant.scope)))
    return ConditionMet(
        grant.id, grant.scope, tuple((name, question.facts[name]) for name in asked)
    )
