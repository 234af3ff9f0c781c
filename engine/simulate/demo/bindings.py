"""Which unit of the demonstration resolves which shipped procedure."""

from __future__ import annotations

from collections.abc import Mapping

from engine.core.versions import Binding
from engine.simulate.demo.read import demo
from engine.simulate.demo.values import demo_id


def demo_bindings() -> Mapping[str, tuple[Binding, ...]]:
    """Bindings by slug; a procedure that is not among them runs in every unit."""
    found: dict[str, tuple[Binding, ...]] = {}
    for told in demo().bindings:
        binding = Binding(
            unit_id=demo().unit(told.unit).id,
            parties={party: demo().unit(key).id for party, key in told.parties.items()},
            instrument_id=demo_id(f"instrument:{told.instrument}") if told.instrument else None,
        )
        found[told.slug] = (*found.get(told.slug, ()), binding)
    return found
