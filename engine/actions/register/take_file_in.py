"""A second registrar takes in the file that the first one brought: all of it, at once."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.register.load import judged, lines_of, write
from engine.actions.register.office import changing, require_registrar
from engine.errors import AlreadyDone, NotYours
from engine.outside.outside import Outside
from engine.outside.register_book import open_book
from engine.say import say
from engine.store.records import RegisterLoadRow
from engine.store.register_bulk import known_now
from engine.store.register_loads import load_of, told_of


def take_file_in(outside: Outside, actor: Actor, load_id: UUID) -> bool:
    """False when the register has changed since the file was brought and it would now change
    something else: what it would is kept to be looked at anew, and nothing else is written.

    Raises NotFound, NotYours (also for who brought it), AlreadyDone, RegisterFaulty.
    """
    with outside.sessions.begin() as session:
        require_registrar(session, outside, actor)
        brought = load_of(session, load_id)
        _refuse(brought, actor)
    with open_book(outside.files.get(brought.file_sha256), brought.file_name) as book:
        lines = lines_of(book)
    with changing(outside, actor) as change:
        brought = load_of(change.session, load_id)
        _refuse(brought, actor)
        known = known_now(change.session)
        changes = judged(lines, known)
        told = told_of(changes)
        if told != brought.changed:
            brought.changed = told
            return False
        write(change.session, changes, known, change.by_id, change.now, brought.file_name)
        brought.loaded_at, brought.loaded_by_id = change.now, change.by_id
        return True


def _refuse(brought: RegisterLoadRow, actor: Actor) -> None:
    if brought.loaded_at is not None:
        raise AlreadyDone(say("Tệp này đã được nạp; danh mục không đổi thêm."))
    if brought.brought_by_id == actor.person_id:
        raise NotYours(
            say("Người mang tệp đến không tự duyệt; hãy nhờ người quản trị thẩm quyền khác nạp.")
        )
