"""The scope of a grant: a condition over the dossier's facts, in the one expression language."""

from __future__ import annotations

from bpmn.expressions import ExpressionError, evaluate, names, parse
from engine.core.authority.register import Clause, Grant, Question, Refusal, Register
from engine.core.authority.words import instrument_name


def out_of_scope(register: Register, grant: Grant, question: Question) -> Refusal | None:
    """Why the grant's scope does not take in the dossier. What is unknown is not in scope."""
    if grant.scope is None:
        return None
    name = instrument_name(register, register.instruments[grant.instrument_id])
    try:
        condition = parse(grant.scope)
    except ExpressionError as error:
        said = f"{name} có điều kiện không đọc được: {error.sentence}"
        return Refusal(Clause.CONDITION, grant.id, said)
    unknown = sorted(key for key in names(condition) if question.facts.get(key) is None)
    if unknown:
        said = f"{name} có điều kiện về {', '.join(unknown)}, hồ sơ chưa có dữ kiện này."
        return Refusal(Clause.CONDITION, grant.id, said)
    if evaluate(condition, question.facts) is not True:
        said = f"{name} chỉ giao quyền khi {grant.scope}; hồ sơ này không thuộc trường hợp đó."
        return Refusal(Clause.CONDITION, grant.id, said)
    return None
