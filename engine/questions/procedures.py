"""What may be taken in at this desk."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select

from bpmn.values import Kind
from engine.actions.actor import Actor
from engine.core.authority.register import Power
from engine.core.clock import format_budget
from engine.core.dossier import Bundle
from engine.core.forms import Form
from engine.core.procedure import PaperSpec, attributes_of
from engine.outside.outside import Outside
from engine.questions.reach import seats
from engine.store.bundles import bundle_in_force
from engine.store.records import ProcedureVersionRow
from engine.store.time import read_time


@dataclass(frozen=True, slots=True)
class IntakeChoice:
    """A procedure in force here, with the papers and the form of its first step."""

    slug: str
    code: str | None
    title: str
    field: str
    total: str
    papers: tuple[PaperSpec, ...]
    form: Form | None


def open_for_intake(outside: Outside, actor: Actor) -> tuple[IntakeChoice, ...]:
    """By title; () for someone who sits at no receiving desk."""
    with outside.sessions.begin() as session:
        time = read_time(session, outside.clock.now())
        desks = [o for o in seats(session, actor, time.now) if Power.RECEIVE in o.powers]
        if not desks:
            return ()
        unit_id = desks[0].unit_id
        row = ProcedureVersionRow
        slugs = session.scalars(
            select(row.procedure)
            .where(
                or_(row.unit_id.is_(None), row.unit_id == unit_id),
                row.recorded_to.is_(None),
                row.valid_from <= time.now,
                or_(row.valid_to.is_(None), row.valid_to > time.now),
            )
            .distinct()
        ).all()
        bundles = [bundle_in_force(session, slug, unit_id, time.now) for slug in slugs]
    return tuple(sorted((_choice(b) for b in bundles if b), key=lambda c: c.title))


def _choice(bundle: Bundle) -> IntakeChoice:
    procedure = bundle.procedure
    return IntakeChoice(
        slug=procedure.slug,
        code=procedure.code,
        title=procedure.title,
        field=procedure.field,
        total=format_budget(procedure.total) if procedure.total else "không quy định",
        papers=procedure.papers,
        form=_first_form(bundle),
    )


def _first_form(bundle: Bundle) -> Form | None:
    """The form of the first step in the diagram's order: it is filled at the desk."""
    first = next(e for e in bundle.compiled.elements.values() if e.kind is Kind.USER)
    return bundle.forms.get(attributes_of(bundle.procedure, first).get("form", ""))
