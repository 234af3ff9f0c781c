"""A registrar brings a file of the register: it is judged and shown, another one takes it in."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.papers import Upload, file_name
from engine.actions.register.load import judged, lines_of
from engine.actions.register.office import require_registrar
from engine.outside.outside import Outside
from engine.outside.register_book import open_book
from engine.store.register_bulk import known_now
from engine.store.register_loads import note_brought


def bring_file(outside: Outside, actor: Actor, upload: Upload) -> UUID:
    """Keep the file with what it would change now; nothing of it is in force yet.

    Raises NotYours, UploadRefused, and RegisterFaulty with every wrong place; then nothing is kept.
    """
    with outside.sessions.begin() as session:
        require_registrar(session, outside, actor)
    name = file_name(upload.name)
    with open_book(upload.data, name) as book:
        lines = lines_of(book)
    sha256 = outside.files.put(upload.data)
    with outside.sessions.begin() as session:
        now = require_registrar(session, outside, actor)
        changes = judged(lines, known_now(session))
        return note_brought(session, name, sha256, actor.person_id, now, changes)
