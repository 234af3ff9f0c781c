"""Internal procedures as published: written by hash, read compiled."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from bpmn.compile import compile as compile_diagrams
from engine.core.bundle_paths import COMMON, MAIN, PROCEDURE, diagrams, form_key
from engine.core.canonical import canonical, sha256_hex
from engine.core.dossier import Bundle
from engine.core.forms import parse_form
from engine.core.procedure import Procedure, parse_procedure
from engine.errors import NotFound
from engine.store.cache import LastUsed
from engine.store.records import BundleRow

#: One entry of a bundle takes some hundred kilobytes; Hanoi has 578 internal procedures.
_COMPILED: LastUsed[Bundle] = LastUsed(256)


#: What the procedure.yaml alone says is some kilobytes; Hanoi has 1,910 procedures.
_READ: LastUsed[Procedure] = LastUsed(2048)


def store_bundle(
    session: Session, files: Mapping[str, bytes], procedure: Procedure, system_now: datetime
) -> str:
    """Keep the files (by bundle path) and answer their hash; equal files are one bundle.

    The caller has checked them; what does not compile makes `load_bundle` raise.
    """
    encoded = {path: base64.b64encode(data).decode("ascii") for path, data in files.items()}
    content = canonical({"procedure": procedure.slug, "files": encoded})
    sha256 = sha256_hex(content)
    row = {
        "sha256": sha256,
        "procedure": procedure.slug,
        "code": procedure.code,
        "title": procedure.title,
        "field": procedure.field,
        "level": procedure.level,
        "content": content,
        "loaded_at": system_now,
    }
    session.execute(insert(BundleRow).values(row).on_conflict_do_nothing())
    return sha256


def load_bundle(session: Session, sha256: str) -> Bundle:
    """The bundle of this hash, compiled once a process. Raises NotFound.

    Raises BundleRefused or `bpmn.values.DiagramRefused` for one that this release cannot run.
    """
    return _COMPILED.get(sha256, lambda: _compile(session, sha256))


def load_procedure(session: Session, sha256: str) -> Procedure:
    """What the bundle's procedure.yaml says, without its diagrams: for lists. Raises NotFound."""
    return _READ.get(sha256, lambda: _read(session, sha256))


def _read(session: Session, sha256: str) -> Procedure:
    row = session.get(BundleRow, sha256)
    if row is None:
        raise NotFound(f"Không có quy trình nội bộ với mã băm {sha256[:12]}….")
    encoded = json.loads(row.content)["files"][PROCEDURE]
    return parse_procedure(base64.b64decode(encoded), row.procedure)


def _compile(session: Session, sha256: str) -> Bundle:
    row = session.get(BundleRow, sha256)
    if row is None or sha256_hex(row.content) != sha256:
        raise NotFound(f"Không có quy trình nội bộ nguyên vẹn với mã băm {sha256[:12]}….")
    encoded = json.loads(row.content)["files"]
    files = {path: base64.b64decode(data) for path, data in encoded.items()}
    return Bundle(
        sha256=sha256,
        procedure=parse_procedure(files[PROCEDURE], row.procedure),
        compiled=compile_diagrams(diagrams(files), MAIN),
        forms={key: parse_form(key, files[path]) for key, path in _forms(files).items()},
        files=files,
    )


def _forms(files: Mapping[str, bytes]) -> dict[str, str]:
    """Paths of forms by key; the procedure's own go before shared ones of the same key."""
    shared_first = sorted(files, key=lambda path: not path.startswith(f"{COMMON}/"))
    return {key: path for path in shared_first if (key := form_key(path)) is not None}
