"""Papers handed in: looked at before they are kept, then stored by their hash."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import uuid4

from engine.core.dossier import Bundle
from engine.core.move import PaperAdded
from engine.core.vietnamese import clean_text
from engine.errors import UploadRefused
from engine.outside.inspect_upload import inspect_upload
from engine.outside.outside import Outside
from engine.say import say


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: for which component of the dossier, its name, its bytes."""

    component: str
    name: str
    data: bytes


def keep_papers(
    outside: Outside, bundle: Bundle, uploads: Iterable[Upload]
) -> tuple[PaperAdded, ...]:
    """Inspect and store the bytes; the rows go into the dossier with the act that brings them.

    Bytes stored for a refused act are harmless: they are named by hash and by no row.
    Raises UploadRefused with the file's name and what is wrong with it.
    """
    components = {p.key: p for p in bundle.procedure.papers}
    papers = []
    for upload in uploads:
        name = file_name(upload.name)
        if upload.component not in components:
            raise UploadRefused(
                say(
                    "Tệp “%(name)s”: thủ tục không có thành phần “%(component)s”.",
                    name=name,
                    component=upload.component,
                )
            )
        found = inspect_upload(upload.data, name, limit=outside.settings.upload_limit)
        component = components[upload.component]
        if component.accepts and found.media_type not in component.accepts:
            raise UploadRefused(
                say(
                    "Tệp “%(name)s” là %(media_type)s; “%(title)s” chỉ nhận %(accepts)s.",
                    name=name,
                    media_type=found.media_type,
                    title=component.title,
                    accepts=", ".join(component.accepts),
                )
            )
        papers.append(
            PaperAdded(
                id=uuid4(),
                component=upload.component,
                name=name,
                media_type=found.media_type,
                size=len(upload.data),
                pages=found.pages,
                file_sha256=outside.files.put(upload.data),
            )
        )
    return tuple(papers)


def file_name(name: str) -> str:
    """The last part of whatever the browser sent, clean and at most 120 characters.

    Raises UploadRefused for a name with control characters.
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    try:
        return clean_text(last)[-120:] or "tep"
    except ValueError as fault:
        raise UploadRefused(
            say("Tên của một tệp không dùng được: %(fault)s", fault=fault)
        ) from fault
