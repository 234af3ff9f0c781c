"""A condition tried: which of the last dossiers would be in, which out, which lack the fact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bpmn.expressions import Expression, ExpressionError, FactType, evaluate, names, parse
from engine.actions.actor import Actor
from engine.actions.register.instruments.draft import UNISSUED, instrument_known
from engine.actions.register.instruments.line_told import LineTold, line_told_of
from engine.actions.register.office import require_registrar
from engine.core.authority.entry.lines import scope_faults
from engine.core.authority.scope_rows import ScopeRow, fact_words, rows_of
from engine.core.procedure.definition import Fact
from engine.errors import NotFound
from engine.outside.outside import Outside
from engine.say import say
from engine.store.records import BundleRow, DossierRow, GrantRow
from engine.store.register_acts import declared_facts
from engine.store.register_changes import known_row
from engine.store.register_values import grant_of

LAST = 100
IN, OUT, LACKS = "in", "out", "lacks"


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact that every procedure of the line declares."""

    name: str
    title: str
    type: FactType


@dataclass(frozen=True, slots=True)
class Tried:
    """One dossier, without its name: `answer` is in | out | lacks, `values` those of the facts."""

    received_at: datetime
    answer: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScopeTrial:
    """`rows` None: not only comparisons joined by `and`, or not readable. `named` are the facts
    that the condition looks at, `example` is the one kept with it, as people write it."""

    number: str
    told: LineTold
    seen: int
    is_open: bool
    scope: str
    faults: tuple[str, ...]
    rows: tuple[ScopeRow, ...] | None
    facts: tuple[FactView, ...]
    named: tuple[FactView, ...]
    example: Mapping[str, str]
    tried: tuple[Tried, ...]
    counted: Mapping[str, int]


def scope_trial(
    outside: Outside, actor: Actor, instrument_id: UUID, grant_id: UUID, scope: str | None = None
) -> ScopeTrial:
    """Of a line as it is, or with another condition that is being written. The dossiers are the
    last hundred of its procedures; who keeps the register opens none of them, so only values are
    shown. Raises NotYours, NotFound."""
    with outside.sessions.begin() as session:
        require_registrar(session, outside, actor)
        act = instrument_known(session, instrument_id)
        line = known_row(session, GrantRow, grant_id)
        if line is None or line.instrument_id != instrument_id:
            raise NotFound(say("Không có dòng giao quyền này trong danh mục thẩm quyền."))
        text = (line.scope or "") if scope is None else scope
        declared = declared_facts(session, line.procedures or ())
        facts = _common(declared, line.procedures or ())
        types = {code: {n: f.type for n, f in of.items()} for code, of in declared.items()}
        faults = scope_faults(text.strip() or None, grant_of(line), types)
        condition = _parsed(text)
        looked_at = sorted(names(condition)) if condition is not None else []
        tried = () if faults else _tried(session, line, condition, looked_at)
        return ScopeTrial(
            number=act.number,
            told=line_told_of(act, line),
            seen=line.row_id,
            is_open=act.state in UNISSUED,
            scope=text,
            faults=tuple(faults),
            rows=rows_of(condition) if condition is not None else (),
            facts=tuple(facts.values()),
            named=tuple(facts[name] for name in looked_at if name in facts),
            example={name: fact_words(v) for name, v in (line.scope_example or {}).items()},
            tried=tried,
            counted=Counter(each.answer for each in tried),
        )


def _parsed(text: str) -> Expression | None:
    try:
        return parse(text) if text.strip() else None
    except ExpressionError:
        return None


def _common(
    declared: Mapping[str, Mapping[str, Fact]], procedures: list[str] | tuple[()]
) -> dict[str, FactView]:
    """Facts that all of the procedures declare, by title."""
    if not procedures or any(code not in declared for code in procedures):
        return {}
    shared = set.intersection(*(set(declared[code]) for code in procedures))
    first = declared[procedures[0]]
    found = [FactView(name, first[name].title, first[name].type) for name in shared]
    return {fact.name: fact for fact in sorted(found, key=lambda fact: fact.title)}


def _tried(
    session: Session, line: GrantRow, condition: Expression | None, looked_at: list[str]
) -> tuple[Tried, ...]:
    key = func.coalesce(BundleRow.code, BundleRow.procedure)
    slugs = select(BundleRow.procedure).where(key.in_(line.procedures or ()))
    rows = session.execute(
        select(DossierRow.received_at, DossierRow.facts)
        .where(DossierRow.procedure.in_(slugs))
        .order_by(DossierRow.received_at.desc())
        .limit(LAST)
    )
    return tuple(
        Tried(
            row.received_at,
            _answer(condition, looked_at, row.facts),
            tuple(fact_words(row.facts.get(name)) or "—" for name in looked_at),
        )
        for row in rows
    )


def _answer(condition: Expression | None, looked_at: list[str], facts: Mapping[str, object]) -> str:
    if condition is None:
        return IN
    if any(facts.get(name) is None for name in looked_at):
        return LACKS
    return IN if evaluate(condition, facts) is True else OUT
