"""How a unit is named in a certificate."""

from __future__ import annotations

from engine.core.authority.register import Unit


def seal_subject(unit: Unit) -> str:
    """Identifier that the unit's seal certificate carries as organizationIdentifier.

    Shape of ETSI EN 319 412-1, 5.1.4: identity type, country, number; the number is the agency's
    electronic identifier code (mã định danh điện tử).
    """
    return f"GOVVN-{unit.code}"
