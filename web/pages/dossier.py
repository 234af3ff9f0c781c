"""`/ho-so/<dossier>`: all of one dossier: papers, documents, tasks, comments, history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from engine.errors import NotFound
from engine.questions.dossier.page import dossier_page
from engine.questions.task.draft import comment_draft
from web.current import actor, outside
from web.viewer import sheets_of, version_sheet

blueprint = Blueprint("dossier", __name__)


@blueprint.get("/ho-so/<uuid:dossier_id>")
def page(dossier_id: UUID) -> str:
    """Everything that the reader may see of it."""
    return render_dossier(dossier_id)


@blueprint.get("/ho-so/<uuid:dossier_id>/van-ban/<uuid:document_id>/so-sanh")
def compare(dossier_id: UUID, document_id: UUID) -> str:
    """Two versions of a document side by side: those asked for, else the last two."""
    dossier = dossier_page(outside(), actor(), dossier_id)
    document = next((d for d in dossier.documents if d.id == document_id), None)
    if document is None:
        raise NotFound(_("Không có văn bản này trong hồ sơ."))
    numbers = [v.version for v in document.versions]
    asked = [request.args.get(side, type=int) for side in ("a", "b")]
    default = (numbers[-2:-1] or numbers)[0], numbers[-1]
    chosen = [a if a in numbers else d for a, d in zip(asked, default, strict=True)]
    by_number = {v.version: v for v in document.versions}
    return render_template(
        "dossier/compare.html",
        dossier=dossier,
        document=document,
        sides=[
            (name, by_number[n], version_sheet(dossier, document, by_number[n]))
            for name, n in zip(("a", "b"), chosen, strict=True)
        ],
    )


def render_dossier(dossier_id: UUID, wrong: Mapping[str, Sequence[str]] | None = None) -> str:
    """The page; `wrong` brings a refused comment back."""
    dossier = dossier_page(outside(), actor(), dossier_id)
    return render_template(
        "dossier/page.html",
        dossier=dossier,
        sheets=sheets_of(dossier, None, request.args.get("xem")),
        given=request.form,
        comment_draft=comment_draft(outside(), actor(), dossier_id),
        wrong=wrong or {},
    )
