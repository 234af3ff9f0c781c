"""Find the units and instruments that a file of bindings names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from engine.core.bindings import BindingAsked, BindingsFaulty
from engine.core.versions import Binding
from engine.outside.outside import Outside
from engine.store.offices import instruments_by_number, units_by_code


def bind(outside: Outside, asked: Iterable[BindingAsked]) -> Mapping[str, tuple[Binding, ...]]:
    """Bindings by slug. Raises BindingsFaulty for a unit or an instrument that the register does
    not know, or an instrument's number that two have."""
    lines = tuple(asked)
    with outside.sessions.begin() as session:
        units = units_by_code(session)
        instruments = instruments_by_number(session)
    found: dict[str, tuple[Binding, ...]] = {}
    for line in lines:
        binding = Binding(
            unit_id=_unit(units, line.slug, line.unit),
            parties={party: _unit(units, line.slug, code) for party, code in line.parties.items()},
            instrument_id=_instrument(instruments, line),
        )
        found[line.slug] = (*found.get(line.slug, ()), binding)
    return found


def _unit(units: Mapping[str, UUID], slug: str, code: str) -> UUID:
    if code not in units:
        raise BindingsFaulty(
            f"Quy trình “{slug}” gắn với đơn vị {code} không có trong danh mục; hãy sửa mã định "
            "danh."
        )
    return units[code]


def _instrument(instruments: Mapping[str, tuple[UUID, ...]], line: BindingAsked) -> UUID | None:
    if line.instrument is None:
        return None
    found = instruments.get(line.instrument, ())
    if len(found) != 1:
        why = "không có trong danh mục" if not found else "có hơn một văn bản cùng số"
        raise BindingsFaulty(
            f"Quy trình “{line.slug}” nêu văn bản {line.instrument} {why}; hãy sửa số hiệu."
        )
    return found[0]
