"""A document as it is issued: by its own agency, or by the one that had delegated to it."""

from __future__ import annotations

from dataclasses import replace

from engine.core.authority.register import Register
from engine.core.dossier import Dossier
from engine.core.performers import issuer_of, unit_of
from engine.core.procedure import DocumentSpec


def issued_as(spec: DocumentSpec, dossier: Dossier, register: Register) -> DocumentSpec:
    """The specification with the symbol of the agency that issues it now.

    A symbol names its agency ("QĐ-SCT", Nghị định 30/2020/NĐ-CP, Phụ lục III); once the decision
    has come back to the delegator, its abbreviation stands there ("QĐ-UBND").
    """
    performer = f"_@{spec.issuer}"
    nominal, issuer = unit_of(dossier, performer), issuer_of(dossier, performer)
    before, after = (register.units.get(unit) for unit in (nominal, issuer))
    if before is None or after is None or not (before.abbreviation and after.abbreviation):
        return spec
    parts = [after.abbreviation if p == before.abbreviation else p for p in spec.symbol.split("-")]
    return replace(spec, symbol="-".join(parts))
