"""The rules of entry, asked of rows: at each writing, at the review, and before it gets force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from engine.actions.register.wrong import Wrong
from engine.core.authority.entry import Entered, Finding, findings
from engine.core.authority.entry.examples import example_finding
from engine.core.authority.register import Register
from engine.core.terms import begins
from engine.core.vietnamese import LOCAL, fold, format_date
from engine.say import say
from engine.store.records import GrantRow, InstrumentRow
from engine.store.register_acts import declared_facts, instruments_dated
from engine.store.register_around import load_around
from engine.store.register_values import grant_of, instrument_of


def judged(
    session: Session, act: InstrumentRow, lines: Sequence[GrantRow], now: datetime
) -> list[Finding]:
    """Everything that speaks against it as it is written; the rows need not be entered."""
    with session.no_autoflush:
        register = load_around(session, act, lines)
        return [
            *_number_used(session, register, act),
            *_of_lines(session, register, act, lines, now),
            *_examples(lines),
        ]


def refuse_grave(found: Sequence[Finding]) -> None:
    """Raises InvalidAnswers for what is grave."""
    wrong = Wrong()
    for finding in found:
        if finding.grave:
            wrong.add(finding.field, finding.says)
    wrong.refuse()


def _of_lines(
    session: Session,
    register: Register,
    act: InstrumentRow,
    lines: Sequence[GrantRow],
    now: datetime,
) -> list[Finding]:
    named = {code for line in lines if line.scope for code in line.procedures or ()}
    declared = {
        code: {name: fact.type for name, fact in facts.items()}
        for code, facts in declared_facts(session, named).items()
    }
    entered = Entered(instrument_of(act), tuple(map(grant_of, lines)), declared)
    return findings(register, entered, now)


def _examples(lines: Sequence[GrantRow]) -> list[Finding]:
    found = (example_finding(line.scope, line.scope_example) for line in lines)
    return [finding.at(place) for place, finding in enumerate(found) if finding is not None]


def _number_used(session: Session, register: Register, act: InstrumentRow) -> list[Finding]:
    """An agency numbers its decisions anew each year, whoever of its seats signs them."""
    issuer = register.positions.get(act.issuer_position_id)
    if issuer is None:
        return []
    year = act.issued_on.astimezone(LOCAL).date().replace(month=1, day=1)
    others = instruments_dated(
        session, issuer.unit_id, begins(year), begins(year.replace(year=year.year + 1))
    )
    used = [o for o in others if o.id != act.id and fold(o.number) == fold(act.number)]
    return [
        Finding(
            "number",
            say(
                "Số %(number)s đã dùng cho văn bản ngày %(day)s của cùng cơ quan trong năm "
                "%(year)s; hãy xem lại số.",
                number=act.number,
                day=format_date(other.issued_on),
                year=year.year,
            ),
        )
        for other in used[:1]
    ]
