"""What a reorganisation moves, in figures: the same names for its preview and for its outcome."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from engine.core.reorganisation import Step
from engine.store.reorganisation_plan import Plan, plan_of
from engine.store.reorganised_dossiers import going_dossiers

DOSSIERS = "dossiers"


def counted(session: Session, steps: Sequence[Step], at: datetime) -> dict[str, int]:
    """Of the register and the open dossiers as they are now."""
    found = figures(plan_of(session, steps, at))
    return {**found, DOSSIERS: sum(1 for _ in going_dossiers(session, steps))}


def figures(plan: Plan) -> dict[str, int]:
    """Of the register alone."""
    return {
        "units": len(plan.units),
        "children": len(plan.children),
        "competences": len(plan.competences),
        "grants": len(plan.grants),
        "fallen": len(plan.fallen),
        "seats": len(plan.seats),
        "vacated": len(plan.vacated),
        "posts": len(plan.posts),
        "bindings": len(plan.bindings),
        "books": len(plan.books),
    }
