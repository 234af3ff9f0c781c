"""The form of an instrument: what is typed in it, line by line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flask import request
from werkzeug.datastructures import MultiDict

from engine.actions.register.instruments.line_told import MOST_LINES, LineTold
from engine.actions.register.instruments.told import ON_END, InstrumentTold
from engine.core.vietnamese import format_date
from engine.questions.register.choice_makers import INSTRUMENT, PERSON, SEAT, UNIT
from engine.questions.register.choices import RECEIVER, labels
from web.current import actor, outside

BOTH = ("decide", "sign")
_BETWEEN = re.compile(r"[\n;]+|,\s*(?=\d\.\d)")


@dataclass(frozen=True, slots=True)
class LineSheet:
    """One line as typed. `every`: all procedures of the giver; else `procedures`, one a row."""

    to: str = ""
    every: bool = False
    procedures: str = ""
    more: str = ""
    """A procedure that is looked for, to be added."""
    powers: tuple[str, ...] = BOTH
    giver: str = ""
    qualification: str = ""
    scope: str = ""
    valid_from: str = ""
    valid_to: str = ""
    id: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """What stands in the rows, each once."""
        return tuple(
            dict.fromkeys(t for text in _BETWEEN.split(self.procedures) if (t := text.strip()))
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole form as typed; every field is a text, as browsers send it."""

    number: str = ""
    issued_on: str = ""
    kind: str = "delegation"
    issuer: str = ""
    legal_basis: str = ""
    valid_from: str = ""
    valid_to: str = ""
    exclusive: bool = False
    deputies_may_sign: bool = True
    on_end: str = ON_END[0]
    supersedes: str = ""
    reason: str = ""
    lines: tuple[LineSheet, ...] = (LineSheet(),)


def sheet_sent() -> Sheet:
    """As the form sent it."""
    form = request.form
    texts = ("number", "issued_on", "kind", "issuer", "legal_basis", "valid_from", "valid_to",
             "on_end", "supersedes", "reason")  # fmt: skip
    count = form.get("lines", 1, type=int)
    return Sheet(
        **{name: form.get(name, "") for name in texts},
        exclusive="exclusive" in form,
        deputies_may_sign="deputies_may_sign" in form,
        lines=tuple(_line_sent(form, place) for place in range(min(max(count, 1), MOST_LINES))),
    )


def _line_sent(form: MultiDict[str, str], place: int) -> LineSheet:
    names = ("to", "procedures", "more", "giver", "qualification", "scope", "valid_from",
             "valid_to", "id")  # fmt: skip
    return LineSheet(
        **{name: form.get(f"lines.{place}.{name}", "") for name in names},
        every=form.get(f"lines.{place}.every") == "yes",
        powers=tuple(form.getlist(f"lines.{place}.powers")),
    )


def sheet_of(told: InstrumentTold) -> Sheet:
    """A known instrument as the form shows it."""
    seats = labels(outside(), actor(), SEAT)
    names = {**seats, **labels(outside(), actor(), RECEIVER)}
    acts = labels(outside(), actor(), INSTRUMENT)
    return Sheet(
        number=told.number,
        issued_on=format_date(told.issued_on) if told.issued_on else "",
        kind=told.kind,
        issuer=seats.get(f"{SEAT}:{told.issuer_id}", ""),
        legal_basis=told.legal_basis,
        valid_from=format_date(told.valid_from) if told.valid_from else "",
        valid_to=format_date(told.valid_to) if told.valid_to else "",
        exclusive=told.exclusive,
        deputies_may_sign=told.deputies_may_sign,
        on_end=told.on_end,
        supersedes=acts.get(f"{INSTRUMENT}:{told.supersedes_id}", ""),
        lines=tuple(_line_sheet(line, names) for line in told.lines) or (LineSheet(),),
    )


def _line_sheet(line: LineTold, names: Mapping[str, str]) -> LineSheet:
    targets = ((SEAT, line.to_position_id), (UNIT, line.to_unit_id), (PERSON, line.to_person_id))
    to = next((names.get(f"{kind}:{id}", "") for kind, id in targets if id), "")
    return LineSheet(
        to=to,
        every=line.procedures is None,
        procedures="\n".join(line.procedures or ()),
        powers=tuple(line.powers),
        giver=names.get(f"{SEAT}:{line.giver_id}", ""),
        qualification=line.qualification,
        scope=line.scope,
        valid_from=format_date(line.valid_from) if line.valid_from else "",
        valid_to=format_date(line.valid_to) if line.valid_to else "",
        id=str(line.id or ""),
    )
