"""Take a file of the register in: all of it or nothing, and twice is once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from uuid import UUID

from sqlalchemy.orm import Session

from engine.core.register_file.changes import Changes, Kind, changes_of
from engine.core.register_file.entries import read_entries
from engine.core.register_file.faults import Faults
from engine.core.register_file.known import Known
from engine.core.register_file.lines import Line, read_lines
from engine.core.register_file.rules import check
from engine.errors import RegisterFaulty
from engine.outside.outside import Outside
from engine.outside.register_book import Book
from engine.store.register_bulk import known_now, note_changes, write_rows
from engine.store.register_changes import hold_register
from engine.store.register_epoch import bump_epoch
from engine.store.register_loads import note_load
from engine.store.time import read_time

Lines = Mapping[str, Sequence[Line]]


def preview(outside: Outside, book: Book) -> Changes:
    """What the file would change now; writes nothing. Raises RegisterFaulty, UploadRefused."""
    lines = lines_of(book)
    with outside.sessions.begin() as session:
        return judged(lines, known_now(session))


def load(outside: Outside, book: Book) -> Changes:
    """Take it in on the command line, by whoever runs the installation: no second pair of eyes.

    One transaction. Nobody else changes the register meanwhile; acts of authority go on until the
    epoch is raised, last of all. What the file does not name stays. Raises RegisterFaulty,
    UploadRefused; then nothing is stored.
    """
    lines = lines_of(book)
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        hold_register(session)
        known = known_now(session)
        changes = judged(lines, known)
        if not changes.nothing:
            note_load(session, book.name, book.sha256, now, changes)
            write(session, changes, known, None, now, book.name)
            bump_epoch(session)
        return changes


def lines_of(book: Book) -> Lines:
    """Read outside any transaction: it takes its time. Raises RegisterFaulty, UploadRefused."""
    faults = Faults()
    lines = read_lines(book.sheets, faults)
    _refuse(faults)
    return lines


def judged(lines: Lines, known: Known) -> Changes:
    """What would change. Raises RegisterFaulty."""
    faults = Faults()
    reading = read_entries(lines, known, faults)
    _refuse(faults)
    changes = changes_of(reading.entries, known)
    check(reading, changes)
    _refuse(faults)
    return changes


def write(
    session: Session, changes: Changes, known: Known, by_id: UUID | None, now: datetime, name: str
) -> None:
    """The rows, and who did what to each record, where somebody did."""
    for table, same in groupby(changes.written, key=lambda change: change.entry.table):
        rows = [
            (change.entry.id, known.recorded.get(change.entry.id), change.row) for change in same
        ]
        write_rows(session, table, rows, by_id, now)
    if by_id is not None:
        done = (
            ("entered" if c.kind is Kind.NEW else "corrected", c.entry.table, c.entry.id)
            for c in changes.written
        )
        note_changes(session, by_id, now, done, name)


def _refuse(faults: Faults) -> None:
    if len(faults):
        raise RegisterFaulty(faults.told, faults.more)
