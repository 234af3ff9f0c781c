"""A registrar attaches the decision itself to a draft."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.papers import Upload, file_name
from engine.actions.register.instruments.draft import draft_known, rewrite
from engine.actions.register.office import changing, require_registrar
from engine.errors import UploadRefused
from engine.outside.inspect_upload import inspect_upload
from engine.outside.outside import Outside
from engine.say import say
from engine.store.records import InstrumentFileRow
from signing.verify.limited import verify_limited

PDF = "application/pdf"


def attach_file(
    outside: Outside,
    actor: Actor,
    instrument_id: UUID,
    upload: Upload,
    *,
    on_paper: bool,
    seen: int | None = None,
) -> None:
    """Kept whatever its signatures are worth: the page says what is wrong with them, and putting
    in force refuses. `on_paper`: a scan of a decision that exists on paper only.

    What was reviewed is a draft again. Raises NotYours, NotFound, NotADraft, AlreadyDone,
    UploadRefused.
    """
    with outside.sessions.begin() as session:
        now = require_registrar(session, outside, actor)
        draft_known(session, instrument_id)
    name = file_name(upload.name)
    found = inspect_upload(upload.data, name, limit=outside.settings.upload_limit)
    if found.media_type != PDF:
        said = say("Tệp “%(name)s” không phải PDF; văn bản giao quyền phải là PDF.", name=name)
        raise UploadRefused(said)
    report = verify_limited(upload.data, outside.services.roots(), at=now)
    sha256 = outside.files.put(upload.data)
    with changing(outside, actor) as change:
        act = draft_known(change.session, instrument_id)
        rewrite(
            change,
            act,
            kind="file_attached",
            reason=name,
            seen=seen,
            file_sha256=sha256,
            paper_attested_by_id=None,
        )
        change.session.add(
            InstrumentFileRow(
                instrument_id=instrument_id,
                sha256=sha256,
                name=name,
                size=len(upload.data),
                pages=found.pages,
                on_paper=on_paper,
                report=report.to_json(identified=True),
                added_at=change.now,
                added_by_id=change.by_id,
            )
        )
