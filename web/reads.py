"""The log of reads: whatever page of a dossier is answered is noted, after it has been sent."""

from __future__ import annotations

from uuid import UUID

from flask import Flask, Response, g, request

from engine.actions.accounts.record_read import NO_DOSSIER, record_reads
from web.by_itself import is_by_itself
from web.current import outside
from web.sign_in import reader

KINDS = {
    "task": "task",
    "slips": "slip",
    "receipt": "slip",
    "files.paper": "paper",
    "files.document": "document",
    "result": "document",
    "reads": "reads",
    "api.tasks_task": "task",
    "api.dossiers_paper": "paper",
    "api.dossiers_paper_picture": "paper",
    "api.dossiers_document": "document",
    "api.dossiers_judged": "document",
    "api.dossiers_slip": "slip",
    "api.dossiers_receipt_printed": "slip",
    "api.accounts_reads_of_dossier": "reads",
}
"""By endpoint, else by screen; any other page of a dossier counts as the dossier."""
ITEMS = ("paper_id", "document_id")
HTTP_OK = 200


def note_read(dossier_id: UUID, kind: str, item: str = "") -> None:
    """This answer shows something of a dossier. Pages with the dossier in their address are noted
    by themselves; lists that show names, and pages without the address, say so here."""
    g.setdefault("reads", []).append((dossier_id, kind, item))


def note_persons(kind: str = "known_person") -> None:
    """This answer offers what we know of persons, outside any dossier. What was asked for is not
    noted: it would be personal data itself."""
    note_read(NO_DOSSIER, kind)


def install(app: Flask) -> None:
    """Note what is read, for those who are signed in."""

    @app.after_request
    def note(response: Response) -> Response:
        values = request.view_args or {}
        dossier_id = values.get("dossier_id")
        if (
            isinstance(dossier_id, UUID)
            and request.method == "GET"
            and response.status_code == HTTP_OK
            and not is_by_itself()
        ):
            endpoint = request.endpoint or ""
            kind = KINDS.get(endpoint) or KINDS.get(endpoint.split(".")[0], "dossier")
            item = next((str(values[name]) for name in ITEMS if name in values), "")
            note_read(dossier_id, kind, item)
        noted = g.pop("reads", None)
        someone = reader() if noted else None
        if someone is not None:
            # When the last byte has left: a log that is slow makes nobody wait.
            ours = outside()
            # A file that is passed through would leave without telling when.
            response.direct_passthrough = False
            response.call_on_close(lambda: record_reads(ours, someone, noted))
        return response
