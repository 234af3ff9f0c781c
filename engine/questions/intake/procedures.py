"""What may be taken in at this desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.dossiers.choose import first_step, for_a_desk, resting_on
from engine.core.authority.register import Power
from engine.core.clock import say_budget
from engine.core.dossier import Bundle
from engine.core.forms import Form
from engine.core.procedure import PaperSpec
from engine.core.versions import choose, taken_in
from engine.outside.outside import Outside
from engine.questions.reach import seats
from engine.say import say
from engine.store.bundles import load_bundle
from engine.store.offices import unit_names
from engine.store.time import OfficeTime, read_time
from engine.store.versions import versions_in_force


@dataclass(frozen=True, slots=True)
class IntakeChoice:
    """A procedure in force here, with the papers and the form of its first step."""

    key: str
    """Names the choice on the page: the procedure's national code, or its slug where it has none,
    with "@" and the resolving unit's id where there are several."""
    slug: str
    code: str | None
    title: str
    field: str
    total: str
    papers: tuple[PaperSpec, ...]
    form: Form | None
    resolving_unit_id: UUID | None
    """Where several units resolve the procedure, the one of this choice; else None."""
    resolving_unit: str | None
    obstacle: str | None
    """Why it cannot be taken in now: the delegation on which it rests is not in force."""

    @property
    def code_or_slug(self) -> str:
        """Names the procedure whoever resolves it: addresses that are printed say this."""
        return self.code or self.slug


def open_for_intake(outside: Outside, actor: Actor) -> tuple[IntakeChoice, ...]:
    """By title; () for someone who sits at no receiving desk."""
    with outside.sessions.begin() as session:
        time = read_time(session, outside.clock.now())
        desks = [o for o in seats(session, actor, time.now) if Power.RECEIVE in o.powers]
        if not desks:
            return ()
        found = tuple(choices_at(session, desks[0].unit_id, time))
    return tuple(sorted(found, key=lambda c: (c.title, c.resolving_unit or "")))


def choices_at(session: Session, desk: UUID, time: OfficeTime) -> Iterator[IntakeChoice]:
    """What the desk of this unit takes in."""
    in_force = versions_in_force(session, time.now)
    for _, same in groupby(in_force, key=lambda version: version.code_or_slug):
        versions = taken_in(same, desk)
        if not versions:
            continue
        choice = choose(versions, desk, resting_on(session, time))
        several = choice.versions if len(choice.versions) > 1 else ()
        names = unit_names(session, (version.resolved_by(desk) for version in several))
        for version in choice.versions or versions[:1]:
            bundle = load_bundle(session, version.bundle_sha256)
            unit_id = version.resolved_by(desk)
            if for_a_desk(bundle):
                yield _choice(
                    bundle,
                    (unit_id, names[unit_id]) if several else None,
                    choice.refusal.says if choice.refusal else None,
                )


def _choice(bundle: Bundle, unit: tuple[UUID, str] | None, obstacle: str | None) -> IntakeChoice:
    procedure = bundle.procedure
    unit_id, name = unit or (None, None)
    return IntakeChoice(
        key=procedure.code_or_slug + (f"@{unit_id}" if unit_id else ""),
        slug=procedure.slug,
        code=procedure.code,
        title=procedure.title,
        field=procedure.field,
        total=say_budget(procedure.total) if procedure.total else say("không quy định"),
        papers=procedure.papers,
        form=bundle.forms.get(first_step(bundle).get("form", "")),
        resolving_unit_id=unit_id,
        resolving_unit=name,
        obstacle=obstacle,
    )
