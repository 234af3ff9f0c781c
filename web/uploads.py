"""Files as a browser sends them."""

from __future__ import annotations

from collections.abc import Iterator

from werkzeug.datastructures import FileStorage, MultiDict

from engine.actions.papers import Upload


def uploads_of(files: MultiDict[str, FileStorage], prefix: str) -> Iterator[Upload]:
    """The chosen files whose field is named `prefix` + component; empty choices are left out."""
    for name, file in files.items(multi=True):
        if name and name.startswith(prefix) and file.filename:  # a part may have no name
            yield Upload(name.removeprefix(prefix), file.filename, file.read())
