"""Bundles: internal procedures as published, by the hash of their content."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class BundleRow(Record):
    __tablename__ = "bundle"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    """Of `content`, hex."""
    procedure: Mapped[str] = mapped_column(index=True)
    """Slug: the name of its folder."""
    code: Mapped[str | None]
    title: Mapped[str]
    field: Mapped[str]
    level: Mapped[str]
    content: Mapped[bytes]
    """Canonical JSON: file paths to base64."""
    loaded_at: Mapped[datetime]
