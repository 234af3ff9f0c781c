"""What all slips share: the desk's letterhead, the QR code, the way to paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.letterhead import fonts_folder, letterhead_of, lookup_url
from engine.core.dossier import Dossier
from engine.core.procedure import Procedure
from engine.core.vietnamese import LOCAL
from engine.machine.qr import qr_svg
from engine.machine.render_document import Letterhead, common_data
from engine.outside.outside import Outside
from engine.store.former_units import receiving_unit_at
from engine.store.people import person_name
from signing.render.render import render

DESK = "Bộ phận Tiếp nhận và Trả kết quả"
COMMON = Path(__file__).parents[3] / "workflows" / "common"
"""Slips are the same for all procedures, old ones too: they are printed by the present form."""


def of_dossier(
    session: Session,
    outside: Outside,
    dossier: Dossier,
    officer: UUID | None,
    issued_at: datetime | None = None,
) -> dict[str, Any]:
    """What every slip of a dossier prints; `officer` signs it by name. One of an earlier day,
    `issued_at`, keeps the desk and the name that it had then."""
    desk = dossier.receiving_unit_id
    if issued_at is not None:
        desk = receiving_unit_at(session, dossier.id, issued_at) or desk
    data = common_data(
        dossier,
        letterhead_of(session, desk, issued_at),
        lookup_url(outside, dossier),
        demo=outside.settings.demo,
    )
    return {
        **data,
        "desk": DESK,
        "procedure": named(dossier.bundle.procedure),
        "receiver_name": person_name(session, officer) if officer else "",
    }


def of_desk(outside: Outside, letterhead: Letterhead) -> dict[str, Any]:
    """What a slip prints that belongs to no dossier: its QR code leads to the look-up page."""
    address = f"{outside.settings.public_url}/tra-cuu"
    return {
        **asdict(letterhead),
        "demo": outside.settings.demo,
        "desk": DESK,
        "dossier_code": None,
        "lookup_url": address,
        "qr_svg": qr_svg(address),
    }


def named(procedure: Procedure) -> dict[str, str | None]:
    return {"code": procedure.code, "title": procedure.title}


def printed(letter: str, data: Mapping[str, Any], at: datetime) -> bytes:
    """The PDF of `workflows/common/letters/<letter>.typ`."""
    libraries = {path.name: path.read_bytes() for path in COMMON.glob("*.typ")}
    template = (COMMON / "letters" / f"{letter}.typ").read_bytes()
    return render(template, libraries, data, fonts_folder(), (), at).pdf


def local_day(at: datetime) -> str:
    """`2026-11-22` in Vietnam's time, as the templates read it."""
    return at.astimezone(LOCAL).date().isoformat()
