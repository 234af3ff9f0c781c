"""How values read on a page: days, moments, sizes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from flask import Flask, current_app, url_for

from engine.core.terms import last_day
from engine.core.vietnamese import format_date, format_number, format_time

KILO = 1024


def moment(value: datetime) -> str:
    """`09:12 02/11/2026`, local time: the form that slips and lists use."""
    return f"{format_time(value)} {format_date(value)}"


def size(octets: int) -> str:
    """A file's size: `824 KB`, `1,4 MB`."""
    if octets < KILO * KILO:
        return f"{max(1, round(octets / KILO))} KB"
    return f"{format_number(round(octets / KILO / KILO, 1))} MB"


def until(ends: datetime) -> str:
    """The last day of a term that ends, exclusive, at this moment: `28/02/2027`."""
    return format_date(last_day(ends))


def built(name: str) -> str:
    """Address of a built asset; it changes with the file, so that browsers may keep it."""
    file = Path(str(current_app.static_folder), "built", name)
    version = int(file.stat().st_mtime) if file.exists() else 0
    return url_for("static", filename=f"built/{name}", v=version)


def install(app: Flask) -> None:
    """Give the templates these words."""
    app.jinja_env.filters.update(
        day=format_date, moment=moment, clock=format_time, size=size, until=until
    )
    app.jinja_env.globals["built"] = built
