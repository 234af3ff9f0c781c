"""Internal procedures as published: written by hash, read compiled."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
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
from engine.store.records import BundleRow, ProcedureVersionRow, RegisterEpochRow
from engine.store.time import read_time

#: One entry of a bundle takes some hundred kilobytes; Hanoi has 578 internal procedures.
_COMPILED: LastUsed[Bundle] = LastUsed(256)


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


def put_in_force(session: Session, procedure: Procedure, sha256: str, system_now: datetime) -> bool:
    """From now on new dossiers run this bundle, in every unit without a version of its own.

    Dossiers that run keep theirs. False when it was in force already.
    """
    # Publications go one after the other: all take the one row of the epoch first.
    session.execute(select(RegisterEpochRow.id).with_for_update())
    now = read_time(session, system_now).now
    current = session.scalars(
        select(ProcedureVersionRow).where(
            ProcedureVersionRow.procedure == procedure.slug,
            ProcedureVersionRow.unit_id.is_(None),
            ProcedureVersionRow.recorded_to.is_(None),
            ProcedureVersionRow.valid_to.is_(None),
        )
    ).first()
    if current is not None and current.bundle_sha256 == sha256:
        return False
    if current is not None:
        current.recorded_to = system_now
        session.flush()  # of a record one row is current: the former is closed first
        session.add(_ended(current, now, system_now))
    session.add(
        ProcedureVersionRow(
            id=uuid4(),
            procedure=procedure.slug,
            bundle_sha256=sha256,
            decision=procedure.decision.number,
            valid_from=now,
            recorded_from=system_now,
        )
    )
    session.flush()
    return True


def _ended(
    version: ProcedureVersionRow, now: datetime, system_now: datetime
) -> ProcedureVersionRow:
    return ProcedureVersionRow(
        id=version.id,
        procedure=version.procedure,
        unit_id=version.unit_id,
        bundle_sha256=version.bundle_sha256,
        decision=version.decision,
        valid_from=version.valid_from,
        valid_to=now,
        recorded_from=system_now,
    )


def load_bundle(session: Session, sha256: str) -> Bundle:
    """The bundle of this hash, compiled once a process. Raises NotFound.

    Raises BundleRefused or `bpmn.values.DiagramRefused` for one that this release cannot run.
    """
    return _COMPILED.get(sha256, lambda: _compile(session, sha256))


def bundle_in_force(session: Session, slug: str, unit_id: UUID, now: datetime) -> Bundle | None:
    """What a dossier received by this unit now runs, the unit's own version first; or None."""
    row = ProcedureVersionRow
    sha256 = session.scalars(
        select(row.bundle_sha256)
        .where(
            row.procedure == slug,
            row.unit_id.is_(None) | (row.unit_id == unit_id),
            row.recorded_to.is_(None),
            row.valid_from <= now,
            row.valid_to.is_(None) | (row.valid_to > now),
        )
        .order_by(row.unit_id.is_(None), row.valid_from.desc())
        .limit(1)
    ).first()
    return None if sha256 is None else load_bundle(session, sha256)


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
