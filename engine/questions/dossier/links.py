"""The dossiers beside one, and which of them the reader may open."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.questions.dossier.act_words import RELATION
from engine.questions.parts import LinkView
from engine.questions.reach import seats
from engine.say import say
from engine.store.links import links_of
from engine.store.records import DossierRow


def link_views(
    session: Session, actor: Actor, dossier_id: UUID, now: datetime
) -> tuple[LinkView, ...]:
    """The oldest link first."""
    links = links_of(session, dossier_id)
    if not links:
        return ()
    units = {office.unit_id for office in seats(session, actor, now)}
    rows = session.execute(
        select(
            DossierRow.id, DossierRow.unit_id, DossierRow.receiving_unit_id, DossierRow.parties
        ).where(DossierRow.id.in_([link.other_id for link in links]))
    )
    open_to = {
        row.id
        for row in rows
        if units & {row.unit_id, row.receiving_unit_id, *map(UUID, row.parties.values())}
    }
    return tuple(
        LinkView(
            link.other_id,
            link.other_code,
            link.relation,
            say(RELATION.get(link.relation, link.relation)),
            link.other_id in open_to,
        )
        for link in links
    )
