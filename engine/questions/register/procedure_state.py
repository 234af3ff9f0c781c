"""The procedures of an instrument: published, with an internal procedure, and how many a year."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.core.authority.register import TO_ANOTHER_BODY, Register
from engine.core.versions import Version
from engine.say import say
from engine.store.records import BundleRow, DossierRow, GrantRow, InstrumentRow
from engine.store.register_acts import procedure_titles
from engine.store.versions import versions_in_force

A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class ProcedureState:
    """`trouble` is what is missing, in one sentence; None when all is there."""

    code: str
    title: str
    internal: str | None
    """The unit that runs it, or what stands for all units."""
    dossiers: int
    """Taken in during the last twelve months, at the giver's and the receiver's."""
    trouble: str | None


def procedure_states(
    session: Session,
    register: Register,
    act: InstrumentRow,
    lines: Sequence[GrantRow],
    now: datetime,
) -> tuple[ProcedureState, ...]:
    """Each procedure that the lines name; of a line over all, those of its giver's competences."""
    codes = {code for line in lines for code in line.procedures or ()}
    if any(line.procedures is None for line in lines):
        codes |= {competence.procedure for competence in register.competences}
    titles = procedure_titles(session)
    running = defaultdict(list)
    for version in versions_in_force(session, now):
        if version.code_or_slug in codes:
            running[version.code_or_slug].append(version)
    units = _agencies(register, lines)
    counted = dossiers_of(session, codes, units, now)
    moves = act.kind in TO_ANOTHER_BODY
    return tuple(
        _state(register, act, code, titles.get(code, ""), running[code], counted[code], moves)
        for code in sorted(codes)
    )


def dossiers_of(
    session: Session, codes: Iterable[str], units: Iterable[UUID], now: datetime
) -> Mapping[str, int]:
    """How many dossiers of each procedure these units took in during the last twelve months."""
    key = func.coalesce(BundleRow.code, BundleRow.procedure)
    named = select(BundleRow.procedure, key.label("key")).where(key.in_(list(codes))).distinct()
    slugs = {row.procedure: row.key for row in session.execute(named)}
    rows = session.execute(
        select(DossierRow.procedure, func.count())
        .where(
            DossierRow.unit_id.in_(list(units)),
            DossierRow.procedure.in_(list(slugs)),
            DossierRow.received_at >= now - A_YEAR,
        )
        .group_by(DossierRow.procedure)
    )
    found: Counter[str] = Counter()
    for slug, count in rows:
        found[slugs[slug]] += count
    return found


def _agencies(register: Register, lines: Sequence[GrantRow]) -> set[UUID]:
    seats = {line.from_position_id for line in lines} | {
        line.to_position_id for line in lines if line.to_position_id
    }
    units = {register.positions[seat].unit_id for seat in seats if seat in register.positions}
    return units | {line.to_unit_id for line in lines if line.to_unit_id}


def _state(
    register: Register,
    act: InstrumentRow,
    code: str,
    title: str,
    running: Sequence[Version],
    dossiers: int,
    moves: bool,
) -> ProcedureState:
    ours = [v for v in running if v.binding.instrument_id == act.id] if moves else list(running)
    trouble = None
    if not running:
        trouble = say("Thủ tục %(code)s chưa có quy trình nội bộ nào có hiệu lực.", code=code)
    elif not ours:
        trouble = say(
            "Thủ tục %(code)s chưa có quy trình nội bộ được duyệt theo văn bản này; hồ sơ vẫn "
            "chạy theo quy trình cũ.",
            code=code,
        )
    return ProcedureState(code, title, _where(register, ours), dossiers, trouble)


def _where(register: Register, running: Sequence[Version]) -> str | None:
    names: list[str] = []
    for version in running:
        unit_id = version.binding.unit_id
        if unit_id is None:
            names.append(say("mọi đơn vị chưa có quy trình riêng"))
        elif unit_id in register.units:
            names.append(register.units[unit_id].name)
    if not names:
        return say("đơn vị khác") if running else None
    return ", ".join(dict.fromkeys(names))
