"""The procedures that the register knows, with where each is decided."""

from __future__ import annotations

from dataclasses import dataclass

from engine.actions.actor import Actor
from engine.actions.register.office import require_registrar
from engine.core.vietnamese import fold
from engine.outside.outside import Outside
from engine.store.offices import unit_names
from engine.store.procedure_places import procedure_titles, units_by_procedure

MOST = 200
"""Lines of one answer; words narrow it."""


@dataclass(frozen=True, slots=True)
class DecidedProcedure:
    """`units` by name."""

    procedure: str
    title: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecidedProcedures:
    """`count` of all that fit; of those the first `MOST`."""

    lines: tuple[DecidedProcedure, ...]
    count: int


def procedures_decided(outside: Outside, actor: Actor, wanted: str = "") -> DecidedProcedures:
    """For who keeps the register. `wanted` is words of code or title, without diacritics, all of
    which must be there. Raises NotYours."""
    with outside.sessions.begin() as session:
        require_registrar(session, outside, actor)
        places, titles = units_by_procedure(session), procedure_titles(session)
        words = fold(wanted).split()
        found = [
            code
            for code in places
            if all(word in fold(f"{code} {titles.get(code, '')}") for word in words)
        ]
        shown = found[:MOST]
        names = unit_names(session, {unit for code in shown for unit in places[code]})
    lines = tuple(
        DecidedProcedure(
            code,
            titles.get(code, code),
            tuple(sorted(names[unit] for unit in places[code])),
        )
        for code in shown
    )
    return DecidedProcedures(lines, len(found))
