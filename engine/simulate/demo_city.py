"""The demonstration as stories and tests name it: the ward, the accounts, the passwords.

The agencies themselves are data (`engine/simulate/demo/*.yaml`). Used by the demo, by
`trinhky play`, by the bench and by the journeys.
"""

from __future__ import annotations

from engine.simulate.demo.read import demo
from engine.simulate.demo.values import BEGINNING, Seat, demo_id

__all__ = ["BEGINNING", "Seat", "demo_id"]  # and what stands below

PASSWORD = "trinh-ky-demo"
"""Password of every demo account."""
KEY_PASSWORD = "ky-so-demo"
"""Password of every demo signing key."""

SEATS = demo().seats
"""Every account, the ward's first."""

_CITY, _WARD = demo().unit("city"), demo().unit("ward")
CITY = _CITY.id
WARD = _WARD.id
WARD_CODE = _WARD.code
WARD_NAME = _WARD.name
WARD_COLLECTIVE = _WARD.collective
WARD_KEY = _WARD.identifier
"""Subject identifier of the ward's seal (ETSI EN 319 412-1 shape)."""

ASSIGNMENT = demo_id("instrument:assignment")
"""The chairman's assignment to his deputy."""


def seat(login: str) -> Seat:
    """The seat of a demo account. Raises StopIteration for a name that is none."""
    return demo().seat(login)
