"""Who opened what: of a dossier for its heads, of a person and of all for administrators."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, render_template, request

from engine.questions.accounts.reads import all_reads, reads_of_dossier, reads_of_person
from web.current import actor, outside

blueprint = Blueprint("reads", __name__)

LONGEST_SEARCH = 80


@blueprint.get("/ho-so/<uuid:dossier_id>/ai-da-xem")
def of_dossier(dossier_id: UUID) -> str:
    """Of one dossier."""
    reads = reads_of_dossier(outside(), actor(), dossier_id)
    return render_template("reads/dossier.html", reads=reads, dossier_id=dossier_id)


@blueprint.get("/quan-tri/tai-khoan/<uuid:person_id>/da-xem")
def of_person(person_id: UUID) -> str:
    """Of one person; `tim` finds a dossier's code."""
    search = _search()
    reads = reads_of_person(outside(), actor(), person_id, search)
    return render_template("reads/person.html", reads=reads, person_id=person_id, search=search)


@blueprint.get("/quan-tri/nhat-ky-xem")
def everything() -> str:
    """Of everybody; `tim` finds names without diacritics, and codes."""
    search = _search()
    reads = all_reads(outside(), actor(), search)
    return render_template("reads/all.html", reads=reads, search=search)


def _search() -> str:
    return request.args.get("tim", "").strip()[:LONGEST_SEARCH]
