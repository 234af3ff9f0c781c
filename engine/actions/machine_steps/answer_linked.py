"""A linked dossier tells the one that opened it how it ended."""

from __future__ import annotations

from uuid import uuid5

from bpmn.run import run
from bpmn.values import Complete
from engine.actions.machine_steps.situation import Done, Situation
from engine.actions.messages.answer import answer
from engine.core.acts import Records
from engine.core.dossier import Document, Dossier
from engine.core.move import PaperAdded
from engine.outside.outside import Outside
from engine.store.documents import documents_of
from engine.store.links import links_of

LINKED = "linked_result"
"""Component of the papers that come from another agency's dossier: its released results."""


def answer_linked(outside: Outside, at: Situation) -> Done:
    """Leave the answer for the parent in the outbox, with the results that were released.

    It goes out with the very Move that ends this step, so that nothing is lost or doubled. A
    dossier that nobody opened from elsewhere (it came to the desk) answers nobody.
    """
    with outside.sessions.begin() as session:
        links = links_of(session, at.dossier.id)
        documents = documents_of(session, at.dossier.id)
    parent = next((each for each in links if each.relation == "parent"), None)
    if parent is None:
        return Done(Records())
    papers = tuple(
        _paper(outside, at.dossier, document)
        for document in documents
        if document.status == "released" and document.key in at.dossier.bundle.procedure.results
    )
    return Done(Records(outbox=(answer(at.dossier, parent, outcome(at), papers, at.now),)))


def outcome(at: Situation) -> str | None:
    """The outcome of the end event to which the diagram goes on from this step, if it ends there:
    the diagram is run ahead, and what it says is thrown away."""
    compiled = at.dossier.bundle.compiled
    moved = run(compiled, at.dossier.state, Complete(at.task.id), at.dossier.facts)
    outcomes = [compiled.elements[path].attributes.get("outcome") for path in moved.ends]
    return next((each for each in reversed(outcomes) if each), None)


def _paper(outside: Outside, dossier: Dossier, document: Document) -> PaperAdded:
    sha256 = document.versions[-1].file_sha256
    return PaperAdded(
        id=uuid5(document.id, "paper"),
        component=LINKED,
        name=f"{dossier.code}-{document.key}.pdf",
        media_type="application/pdf",
        size=len(outside.files.get(sha256)),
        pages=None,
        file_sha256=sha256,
    )
