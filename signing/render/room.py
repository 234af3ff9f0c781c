"""The private folder in which templates are set: one per process, emptied after each document.

It holds personal data for some milliseconds, so only this user may enter it, and it is removed
when the process ends.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from signing.errors import TemplateFaulty
from signing.values import Attachment

_OWN_NAMES = frozenset({"main.typ", "template.typ", "data.json", "attachments.json"})
_LIBRARY_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\.typ")
_FOREIGN = re.compile(r'\b(?:import|include)\b(?!\s*"[A-Za-z0-9_./-]*")')


def check_imports(files: Mapping[str, bytes]) -> None:
    """Refuse whatever is imported from elsewhere than a file beside the template.

    Typst would fetch `@preview/…` from the network in the middle of a signing; a computed path
    could hide such a name, so only a literal file name may follow the two keywords.
    """
    for name, content in files.items():
        try:
            lines = content.decode("utf-8").splitlines()
        except UnicodeDecodeError as fault:
            raise TemplateFaulty(f"Mẫu văn bản ({name}) không phải là văn bản UTF-8.") from fault
        for number, line in enumerate(lines, 1):
            if _FOREIGN.search(line):
                raise TemplateFaulty(
                    f"Mẫu văn bản ({name}, dòng {number}) chỉ được dùng import, include "
                    'với tên tệp đặt cạnh nó trong dấu "…".',
                    number,
                )


class Room:
    """A folder of mode 0700 that outlives one document but not the process."""

    def __init__(self) -> None:
        self._kept = tempfile.TemporaryDirectory(prefix="trinhky-")
        self.folder = Path(self._kept.name)

    @contextmanager
    def filled(
        self,
        wrapper: str,
        source: bytes,
        libraries: Mapping[str, bytes],
        data: Mapping[str, object],
        attachments: Sequence[Attachment],
    ) -> Iterator[Path]:
        """The files of one document, and its main file; all gone afterwards."""
        files = {
            "main.typ": wrapper.encode(),
            "template.typ": source,
            "data.json": _as_json(data),
            "attachments.json": _as_json(
                [
                    {
                        "name": file.name,
                        "path": f"attachment-{number}",
                        "media_type": file.media_type,
                        "description": file.description,
                    }
                    for number, file in enumerate(attachments)
                ]
            ),
        }
        for number, file in enumerate(attachments):
            files[f"attachment-{number}"] = file.content
        for name, content in libraries.items():
            if name in _OWN_NAMES or not _LIBRARY_NAME.fullmatch(name):
                raise TemplateFaulty(f"Thư viện mẫu không được mang tên {name!r}.")
            files[name] = content
        try:
            for name, content in files.items():
                (self.folder / name).write_bytes(content)
            yield self.folder / "main.typ"
        finally:
            for name in files:
                (self.folder / name).unlink(missing_ok=True)


def _as_json(value: object) -> bytes:
    try:
        return json.dumps(value, ensure_ascii=False).encode()
    except (TypeError, ValueError) as fault:
        raise TemplateFaulty(
            f"Dữ liệu cho mẫu văn bản không ghi được thành JSON: {fault}"
        ) from fault
