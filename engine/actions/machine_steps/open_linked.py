"""Another agency's procedure is opened for this dossier (liên thông)."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid5

from engine.actions.dossiers.open_dossier import open_dossier
from engine.actions.machine_steps.situation import Done, Situation
from engine.core.acts import Records
from engine.core.move import DossierLinked
from engine.core.performers import unit_of
from engine.outside.outside import Outside
from engine.store.papers import papers_of


def open_linked(outside: Outside, at: Situation) -> Done:
    """Open the procedure that the step names at the unit of the party that it names.

    The new dossier gets the applicant, copies of the papers' rows, the link to this one and its
    accountable officer. Its id follows from the task's: a step done twice opens it once. Raises
    what `choose_version` raises; the step then waits, visibly.
    """
    parent = at.dossier
    child = child_id(at.task.id)
    with outside.sessions.begin() as session:
        papers = papers_of(session, parent.id)
    opened = open_dossier(
        outside,
        dossier_id=child,
        procedure=at.attribute("procedure"),
        unit_id=unit_of(parent, f"_@{at.attribute('party')}"),
        applicant=parent.applicant,
        submitter=parent.submitter,
        papers=tuple(replace(paper, id=uuid5(child, str(paper.id))) for paper in papers),
        links=(DossierLinked(parent.id, parent.code, "parent"),),
        accountable_id=parent.accountable_id,
    )
    return Done(Records(links=(DossierLinked(child, opened.code, "child"),)))


def child_id(task_id: UUID) -> UUID:
    """The dossier that a task opens."""
    return uuid5(task_id, "linked")
