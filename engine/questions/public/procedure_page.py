"""One procedure as anybody may read it: papers, times, who decides, and the steps inside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from bpmn.values import Element, Kind
from engine.actions.dossiers.choose import for_a_desk, resting_on
from engine.core.clock import parse_budget, say_budget
from engine.core.dossier import Bundle
from engine.core.procedure import PaperSpec, attributes_of
from engine.core.versions import Version
from engine.errors import NotFound
from engine.outside.outside import Outside
from engine.questions.words import LEVEL
from engine.say import say
from engine.store.bundles import load_bundle
from engine.store.offices import unit_names
from engine.store.time import OfficeTime, read_time
from engine.store.versions import versions_in_force


@dataclass(frozen=True, slots=True)
class StepInside:
    """A step of the internal procedure: who does it and how long it may take; `aside` tells that
    it is only taken when papers are missing."""

    name: str
    who: str | None
    unit: str | None
    time: str | None
    aside: bool


@dataclass(frozen=True, slots=True)
class Inside:
    """One internal procedure: where it runs, under which decision, in which steps."""

    units: tuple[str, ...]
    """() where every unit resolves it that has no internal procedure of its own."""
    total: str | None
    declared_total: str | None
    decision: str
    decided_on: date
    issuer: str
    under_delegation: str | None
    steps: tuple[StepInside, ...]


@dataclass(frozen=True, slots=True)
class ProcedurePage:
    """`slug` names the internal procedure that is told first; it opens the online form."""

    key: str
    slug: str
    code: str | None
    title: str
    field: str
    level: str
    papers: tuple[PaperSpec, ...]
    results: tuple[str, ...]
    insides: tuple[Inside, ...]


def procedure_page(outside: Outside, key: str) -> ProcedurePage:
    """By national code or slug. Raises NotFound, for the office's own procedures too."""
    with outside.sessions.begin() as session:
        time = read_time(session, outside.clock.now())
        named_so = versions_in_force(session, time.now, key) if key.isprintable() else ()
        versions = _usable(session, named_so, time)
        if not versions:
            raise NotFound(say("Không có thủ tục này; hãy tìm trong danh mục thủ tục."))
        bundles = {v.bundle_sha256: load_bundle(session, v.bundle_sha256) for v in versions}
        named = {u for v in versions for u in (v.binding.unit_id, *v.binding.parties.values()) if u}
        names = unit_names(session, named)
    insides = tuple(
        _inside(bundle, [v for v in versions if v.bundle_sha256 == sha256], names)
        for sha256, bundle in bundles.items()
    )
    procedure = next(iter(bundles.values())).procedure
    results = [d.title for d in procedure.documents if d.key in procedure.results]
    return ProcedurePage(
        key=procedure.code_or_slug,
        slug=procedure.slug,
        code=procedure.code,
        title=procedure.title,
        field=procedure.field,
        level=say(LEVEL[procedure.level]),
        papers=procedure.papers,
        results=tuple(results),
        insides=insides,
    )


def _usable(session: Session, versions: Sequence[Version], time: OfficeTime) -> tuple[Version, ...]:
    """Delegated ones while their instrument is in force, first; then those that rest on none."""
    rests = resting_on(session, time)
    asked = [v for v in versions if for_a_desk(load_bundle(session, v.bundle_sha256))]
    delegated = [v for v in asked if v.binding.instrument_id and not rests(v.binding.instrument_id)]
    return (*delegated, *(v for v in asked if v.binding.instrument_id is None))


def _inside(bundle: Bundle, versions: Sequence[Version], names: Mapping[UUID, str]) -> Inside:
    procedure = bundle.procedure
    everywhere = any(v.binding.unit_id is None for v in versions)
    units = (
        () if everywhere else tuple(names[v.binding.unit_id] for v in versions if v.binding.unit_id)
    )
    parties = {name: names[unit] for name, unit in versions[0].binding.parties.items()}
    return Inside(
        units=tuple(dict.fromkeys(units)),
        total=None if procedure.total is None else say_budget(procedure.total),
        declared_total=(
            None if procedure.declared_total is None else say_budget(procedure.declared_total)
        ),
        decision=procedure.decision.number,
        decided_on=procedure.decision.date,
        issuer=procedure.decision.issuer,
        under_delegation=procedure.decision.under_delegation,
        steps=tuple(_steps(bundle, {**procedure.parties, **parties})),
    )


def _steps(bundle: Bundle, parties: Mapping[str, str]) -> Iterator[StepInside]:
    """In the diagram's order; a step that stands in several branches is told once."""
    told: set[tuple[str, str | None]] = set()
    shared: set[str] = set()
    for path, element in bundle.compiled.elements.items():
        if element.kind is not Kind.USER:
            continue
        attributes = attributes_of(bundle.procedure, element)
        performer = attributes.get("performer")
        step = (path.rsplit("/", 1)[-1], performer)
        if step in told:
            continue
        told.add(step)
        party = (performer or "").partition("@")[2]
        yield StepInside(
            name=element.name,
            who=element.lane,
            unit=parties.get(party),
            time=_time(attributes, shared),
            aside=_aside(element),
        )


def _aside(element: Element) -> bool:
    """A round of asking the applicant for more carries what it does to the clock."""
    return "policy" in element.attributes


def _time(attributes: Mapping[str, str], shared: set[str]) -> str | None:
    budget, group = attributes.get("budget"), attributes.get("group")
    if budget is None or group in shared:
        return None
    time = say_budget(parse_budget(budget))
    if group is None:
        return time
    shared.add(group)
    return say("%(time)s, chung cho các bước cùng nhóm", time=time)
