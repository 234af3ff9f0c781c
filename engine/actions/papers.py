"""Papers handed in: looked at before they are kept, then stored by their hash."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import uuid4

from engine.core.dossier import Bundle
from engine.core.move import PaperAdded
from engine.core.procedure import PaperSpec
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
    papers = []
    for upload in uploads:
        name = file_name(upload.name)
        component = component_of(bundle.procedure.papers, upload.component, name)
        found = inspect_upload(upload.data, name, limit=outside.settings.upload_limit)
        require_accepted(component, name, found.media_type)
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


def component_of(papers: Iterable[PaperSpec], key: str, name: str) -> PaperSpec:
    """The component that a file is said to be. Raises UploadRefused for one there is not."""
    found = next((paper for paper in papers if paper.key == key), None)
    if found is None:
        raise UploadRefused(
            say("Tệp “%(name)s”: thủ tục không có thành phần “%(key)s”.", name=name, key=key)
        )
    return found


def require_accepted(component: PaperSpec, name: str, media_type: str) -> None:
    """Raises UploadRefused for a type that this component does not take."""
    if component.accepts and media_type not in component.accepts:
        raise UploadRefused(
            say(
                "Tệp “%(name)s” là %(media_type)s; “%(title)s” chỉ nhận %(accepts)s.",
                name=name,
                media_type=media_type,
                title=component.title,
                accepts=", ".join(component.accepts),
            )
        )


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
