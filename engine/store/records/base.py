"""What all records share: types, names of constraints, and the two pairs of times."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    DateTime,
    Identity,
    Index,
    LargeBinary,
    MetaData,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

NAMING = {
    "pk": "%(table_name)s_pkey",
    "ix": "%(table_name)s_%(column_0_N_name)s_idx",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "ck": "%(table_name)s_%(constraint_name)s_check",
    "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
}


class Record(DeclarativeBase):
    """Base of all tables. Every time is `timestamptz`; UTC in, UTC out."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: DateTime(timezone=True),
        UUID: Uuid(),
        str: Text(),
        bytes: LargeBinary(),
        dict[str, Any]: JSONB(),
        list[Any]: JSONB(),
        list[str]: ARRAY(Text()),
    }


class Recorded:
    """Recorded time: nothing is changed or deleted, a correction is a new row of the same id.

    `recorded_from` inclusive, `recorded_to` exclusive; null = this is what the register knows now.
    """

    row_id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True, sort_order=-2)
    id: Mapped[UUID] = mapped_column(sort_order=-1)
    """The record: what other records refer to."""
    recorded_from: Mapped[datetime]
    recorded_to: Mapped[datetime | None]
    recorded_by_id: Mapped[UUID | None]
    """The person who entered this row; null for what came with the installation."""

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        # A mixin has no table of its own; every record that takes it has one.
        return recorded_indexes(cls.__tablename__)  # type: ignore[attr-defined]


class Dated:
    """Valid time: when the record holds in the world. From inclusive, to exclusive, null = open."""

    valid_from: Mapped[datetime]
    valid_to: Mapped[datetime | None]


def recorded_indexes(table: str) -> tuple[Index, ...]:
    """One row of a record is current at most; its past is found by its id."""
    return (
        Index(
            f"{table}_current_key", "id", unique=True, postgresql_where=text("recorded_to IS NULL")
        ),
        Index(f"{table}_past_idx", "id", "recorded_from"),
    )


class OfDossier:
    """A row that belongs to one dossier: its key begins with the dossier, always."""

    dossier_id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-1)
