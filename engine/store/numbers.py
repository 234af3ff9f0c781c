"""Document numbers: unique in their register, and no gap without a recorded reason.

Reserve in a transaction of its own, assign in the one that releases the document. A number that
was reserved stays with its document through any failure, until someone cancels it with a reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from engine.errors import AlreadyDone, NotFound
from engine.say import say
from engine.store.records import NumberRegisterRow, NumberRow


@dataclass(frozen=True, slots=True)
class Reserved:
    """A number that belongs to a document: value and symbol as they are printed."""

    register_id: UUID
    value: int
    symbol: str


def reserve_number(
    session: Session,
    *,
    unit_id: UUID,
    year: int,
    kind: str,
    symbol: str,
    dossier_id: UUID,
    document_id: UUID,
    now: datetime,
) -> Reserved:
    """The document's number in the register (unit, year, kind); the same one however often asked.

    The register is opened with the first number. Commit at once: others wait till then.
    """
    register = _locked_register(session, unit_id, year, kind, symbol)
    kept = session.scalars(
        select(NumberRow.value).where(
            NumberRow.document_id == document_id,
            NumberRow.register_id == register.id,
            NumberRow.status != "cancelled",
        )
    ).one_or_none()
    if kept is not None:
        return Reserved(register.id, kept, register.symbol)
    value = register.next
    register.next = value + 1
    session.add(
        NumberRow(
            register_id=register.id,
            value=value,
            status="reserved",
            dossier_id=dossier_id,
            document_id=document_id,
            reserved_at=now,
        )
    )
    session.flush()
    return Reserved(register.id, value, register.symbol)


def number_of(session: Session, dossier_id: UUID, document_id: UUID) -> Reserved:
    """The number that a document has. Raises NotFound."""
    row = session.execute(
        select(NumberRow.register_id, NumberRow.value, NumberRegisterRow.symbol)
        .join(NumberRegisterRow, NumberRegisterRow.id == NumberRow.register_id)
        .where(
            NumberRow.document_id == document_id,
            NumberRow.dossier_id == dossier_id,
            NumberRow.status != "cancelled",
        )
    ).one_or_none()
    if row is None:
        raise NotFound(say("Văn bản này chưa được cấp số."))
    return Reserved(row.register_id, row.value, row.symbol)


def next_number(session: Session, *, unit_id: UUID, year: int, kind: str) -> int:
    """What the register would give out next, as a preview: nothing is reserved."""
    found = session.scalars(
        select(NumberRegisterRow.next).where(
            NumberRegisterRow.unit_id == unit_id,
            NumberRegisterRow.year == year,
            NumberRegisterRow.kind == kind,
        )
    ).one_or_none()
    return 1 if found is None else found


def assign_number(session: Session, number: Reserved) -> None:
    """The document goes out under its number. Raises AlreadyDone if it is not reserved."""
    _settle(session, number, status="assigned")


def cancel_number(session: Session, number: Reserved, reason: str, now: datetime) -> None:
    """Give a reserved number up for good: the gap keeps its reason. Raises AlreadyDone."""
    if not reason.strip():
        raise ValueError("a number is not cancelled without a reason")
    _settle(session, number, status="cancelled", reason=reason.strip(), cancelled_at=now)


def _settle(session: Session, number: Reserved, **values: object) -> None:
    settled = session.execute(
        update(NumberRow)
        .where(
            NumberRow.register_id == number.register_id,
            NumberRow.value == number.value,
            NumberRow.status == "reserved",
        )
        .values(**values)
        .returning(NumberRow.value)
    ).one_or_none()
    if settled is None:
        raise AlreadyDone(
            say(
                "Số %(number)s/%(symbol)s không còn ở trạng thái giữ chỗ.",
                number=f"{number.value:02d}",
                symbol=number.symbol,
            )
        )


def _locked_register(
    session: Session, unit_id: UUID, year: int, kind: str, symbol: str
) -> NumberRegisterRow:
    session.execute(
        insert(NumberRegisterRow)
        .values(id=uuid4(), unit_id=unit_id, year=year, kind=kind, symbol=symbol, next=1)
        .on_conflict_do_nothing()
    )
    return session.scalars(
        select(NumberRegisterRow)
        .where(
            NumberRegisterRow.unit_id == unit_id,
            NumberRegisterRow.year == year,
            NumberRegisterRow.kind == kind,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
