"""Instruments as somebody would enter them at the ward, and their way into force."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from engine.actions.papers import Upload
from engine.actions.register.instruments.attach_file import attach_file
from engine.actions.register.instruments.enter import enter_instrument
from engine.actions.register.instruments.line_told import LineTold
from engine.actions.register.instruments.put_in_force import put_in_force
from engine.actions.register.instruments.review import review
from engine.actions.register.instruments.told import InstrumentTold
from engine.outside.outside import Outside
from engine.simulate import demo_city as city
from engine.simulate.scan import one_page_scan
from tests.factories.people import actor_of

COPY = "2.000908"


def line(**changed: Any) -> LineTold:
    """The chairman lets a civil servant of his ward certify copies."""
    return replace(
        LineTold(to_person_id=city.seat("tu_phap").person_id, procedures=(COPY,)), **changed
    )


def told(**changed: Any) -> InstrumentTold:
    """A delegation by the ward's chairman to one of his civil servants, for a year."""
    plain: dict[str, Any] = {
        "number": "88/QĐ-UBND",
        "issued_on": date(2026, 3, 2),
        "kind": "commune_delegation",
        "issuer_id": city.seat("chu_tich").position_id,
        "legal_basis": "Điều 14 Luật Tổ chức chính quyền địa phương số 72/2025/QH15",
        "valid_from": date(2026, 3, 2),
        "valid_to": date(2027, 3, 1),
        "lines": (line(),),
    }
    return InstrumentTold(**{**plain, **changed})


def draft(outside: Outside, by: str = "quan_tri", **changed: Any) -> UUID:
    """It is entered."""
    return enter_instrument(outside, actor_of(by), told(**changed))


def attach_scan(outside: Outside, instrument_id: UUID, by: str = "quan_tri") -> None:
    """A decision that exists on paper only."""
    upload = Upload("", "quyet-dinh.pdf", one_page_scan("quyet-dinh"))
    attach_file(outside, actor_of(by), instrument_id, upload, on_paper=True)


def in_force(outside: Outside, **changed: Any) -> UUID:
    """Entered by one administrator, reviewed and put in force by the other, on paper."""
    instrument_id = draft(outside, **changed)
    attach_scan(outside, instrument_id)
    second = actor_of("quan_tri_2")
    review(outside, second, instrument_id, None)
    put_in_force(outside, second, instrument_id, seen=None, reason="Đã xem", paper_compared=True)
    return instrument_id
