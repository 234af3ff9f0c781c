"""Hanoi's figures: decision 4610/QĐ-UBND of 22 November 2022, as it stood one year later."""

from __future__ import annotations

PROCEDURES = 1910
PLANNED = 613
"""Procedures with a plan."""
TWO_DELEGATES = 4
"""Procedures that go to two units each."""
PLANS = PLANNED + TWO_DELEGATES
UNDELEGATED = 39
"""Planned, and still on the city's own procedure."""
DELEGATED = PLANNED - UNDELEGATED
INTERNAL_PROCEDURES = DELEGATED + TWO_DELEGATES

COMMUNES = 126
"""Wards and communes since 1 July 2025."""
WARDS = 51
COMMUNE_PROCEDURES = 240
"""Our share of the 1,910 that wards and communes decide; the rest are decided above them."""
