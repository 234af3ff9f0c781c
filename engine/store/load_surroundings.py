"""Reads what a dossier is judged in."""

from __future__ import annotations

from sqlalchemy.orm import Session

from engine.core.authority.register import Involvement
from engine.core.dossier import Dossier, Party, Surroundings
from engine.store.load_calendar import load_calendar
from engine.store.load_ledger import ledger_from
from engine.store.load_register import load_register
from engine.store.select_dossier import Selected, select_dossier


def load_surroundings(session: Session, dossier: Dossier) -> Surroundings:
    """For a dossier at hand, above all one that is only being received and has no row yet.

    Raises `engine.core.clock.CalendarUnknown` when no calendar is recorded for its unit.
    """
    return surroundings_from(session, dossier, select_dossier(session, dossier.id))


def surroundings_from(session: Session, dossier: Dossier, selected: Selected) -> Surroundings:
    """The same out of what `select_dossier` read; register and calendar come by its epoch."""
    procedure = dossier.bundle.procedure
    units = {dossier.unit_id, dossier.receiving_unit_id, *dossier.parties.values()}
    return Surroundings(
        register=load_register(session, procedure.code_or_slug, units, selected.epoch),
        calendar=load_calendar(session, dossier.unit_id, selected.epoch),
        ledger=ledger_from(session, dossier.id, selected),
        open_tasks=selected.tasks(),
        groups=selected.groups_by_key(),
        involvement=Involvement(
            applicant_identities=_identities(dossier.applicant, dossier.submitter),
            prepared_by=frozenset(selected.prepared_by or ()),
            conflict_declared_by=frozenset(selected.conflicts or ()),
            four_eyes=procedure.four_eyes,
        ),
    )


def _identities(*parties: Party | None) -> frozenset[str]:
    return frozenset(party.identity for party in parties if party and party.identity)
