"""Files kept before their dossier: looked at as any paper, by their owner's id, for a short life.

A page that comes back, or a connection that was lost, loses no file; what nobody comes back for
is erased by the worker.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from engine.actions.papers import Upload, component_of, file_name, require_accepted
from engine.core.dossier import Bundle
from engine.core.move import PaperAdded
from engine.core.procedure import PaperSpec
from engine.errors import NotFound, UploadRefused
from engine.outside.inspect_upload import inspect_upload
from engine.outside.outside import Outside
from engine.say import say
from engine.store.pending import drop_pending, drop_stale, pending_of, pending_size
from engine.store.records import PendingUploadRow
from engine.store.time import read_time

DESK_LIFE = timedelta(hours=12)
"""An officer's: an office day, as long as the session."""
MOST_FILES = 300
"""Files of one dossier."""
DESK_FILES = 3000
"""Files of one officer at a time: pages that were left open count, too."""
MOST_STALE = 200
"""Rows erased in one round of the worker."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file as a page lists it; `size` in bytes."""

    id: UUID
    component: str
    name: str
    media_type: str
    size: int
    pages: int | None


def keep_file(
    outside: Outside,
    owner_id: UUID,
    papers: Iterable[PaperSpec],
    upload: Upload,
    *,
    life: timedelta = DESK_LIFE,
    most_files: int = DESK_FILES,
    most_bytes: int | None = None,
) -> KeptFile:
    """Inspect one file and keep it. `most_files` and `most_bytes` limit all of the owner's.

    Raises UploadRefused with the file's name and what is wrong with it; then nothing is kept.
    """
    name = file_name(upload.name)
    component = component_of(papers, upload.component, name)
    with outside.sessions.begin() as session:
        count, octets = pending_size(session, owner_id)
    if count >= most_files:
        raise UploadRefused(too_many(most_files))
    if most_bytes is not None and octets + len(upload.data) > most_bytes:
        raise UploadRefused(
            say(
                "Tệp “%(name)s” làm tổng dung lượng vượt %(most)s MB; hãy quét lại với độ phân "
                "giải thấp hơn, hoặc bỏ bớt tệp.",
                name=name,
                most=most_bytes // (1024 * 1024),
            )
        )
    found = inspect_upload(upload.data, name, limit=outside.settings.upload_limit)
    require_accepted(component, name, found.media_type)
    kept = KeptFile(
        uuid4(), upload.component, name, found.media_type, len(upload.data), found.pages
    )
    # The bytes first: a row always has its file; a file without a row is harmless.
    outside.pending.put(kept.id, upload.data)
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        session.add(
            PendingUploadRow(
                owner_id=owner_id,
                id=kept.id,
                component=kept.component,
                name=kept.name,
                media_type=kept.media_type,
                size=kept.size,
                pages=kept.pages,
                file_sha256=hashlib.sha256(upload.data).hexdigest(),
                kept_at=now,
                kept_until=now + life,
            )
        )
    return kept


def too_many(most: int) -> str:
    """What to do about more files than are taken."""
    return say(
        "Nhiều hơn %(most)s tệp; hãy gộp các trang của một giấy tờ vào một tệp PDF rồi làm lại.",
        most=most,
    )


def keep_all(
    outside: Outside,
    owner_id: UUID,
    papers: Iterable[PaperSpec],
    uploads: Iterable[Upload],
    **limits: Any,
) -> tuple[tuple[KeptFile, ...], tuple[str, ...]]:
    """Keep what can be kept, and what is wrong with the others; `limits` as of `keep_file`."""
    coming, specs = tuple(uploads), tuple(papers)
    if len(coming) > MOST_FILES:
        return (), (too_many(MOST_FILES),)
    kept, wrong = [], []
    for upload in coming:
        try:
            kept.append(keep_file(outside, owner_id, specs, upload, **limits))
        except UploadRefused as refused:
            wrong.append(refused.sentence)
    return tuple(kept), tuple(wrong)


def kept_files(
    outside: Outside, owner_id: UUID, ids: Iterable[UUID] | None = None
) -> tuple[KeptFile, ...]:
    """What the owner has; of these ids only, where ids are given. What is gone is left out."""
    with outside.sessions.begin() as session:
        return tuple(map(_shown, pending_of(session, owner_id, ids)))


def kept_bytes(outside: Outside, owner_id: UUID, id: UUID) -> tuple[KeptFile, bytes]:
    """One of the owner's files. Raises NotFound, also for another owner's."""
    found = kept_files(outside, owner_id, (id,))
    if not found:
        raise NotFound(say("Tệp này không còn được giữ; hãy chọn lại tệp."))
    return found[0], outside.pending.get(id)


def drop_file(outside: Outside, owner_id: UUID, ids: Iterable[UUID]) -> None:
    """Erase the owner's files of these ids; nothing happens for those that are gone."""
    with outside.sessions.begin() as session:
        gone = drop_pending(session, owner_id, ids)
    for id in gone:
        outside.pending.remove(id)


def papers_from(
    outside: Outside, bundle: Bundle, owner_id: UUID, ids: Iterable[UUID]
) -> tuple[PaperAdded, ...]:
    """Kept files as papers of a dossier that is being received; their bytes are stored by hash.

    The kept rows stay: erase them with `drop_file` once the dossier exists. Raises UploadRefused
    when one is gone, or is no component of this procedure.
    """
    wanted = tuple(dict.fromkeys(ids))
    with outside.sessions.begin() as session:
        rows = pending_of(session, owner_id, wanted)
    if len(rows) < len(wanted):
        raise UploadRefused(
            say("Có tệp đã hết thời gian giữ tạm; hãy chọn lại các tệp không còn trong danh sách.")
        )
    papers = []
    for row in rows:
        component = component_of(bundle.procedure.papers, row.component, row.name)
        require_accepted(component, row.name, row.media_type)
        papers.append(
            PaperAdded(
                id=uuid4(),
                component=row.component,
                name=row.name,
                media_type=row.media_type,
                size=row.size,
                pages=row.pages,
                file_sha256=outside.files.put(outside.pending.get(row.id)),
            )
        )
    return tuple(papers)


def erase_stale(outside: Outside) -> int:
    """Erase what nobody came back for; how many. The worker calls it in each round."""
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        gone = drop_stale(session, now, MOST_STALE)
    for id in gone:
        outside.pending.remove(id)
    return len(gone)


def _shown(row: PendingUploadRow) -> KeptFile:
    return KeptFile(row.id, row.component, row.name, row.media_type, row.size, row.pages)
