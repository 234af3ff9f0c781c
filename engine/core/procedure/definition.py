"""A procedure as the engine uses it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bpmn.expressions import Expression, FactType, evaluate
from bpmn.values import Element, Problem
from engine.core.clock import Budget, Cutoff
from engine.errors import BundleRefused

BUILT_IN_PARTIES = ("resolving", "receiving")
"""Parties that every dossier has."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision that published the internal procedure (quy trình nội bộ)."""

    number: str
    date: date
    issuer: str
    under_delegation: str | None
    """The delegation under which it was issued, if any."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One declared fact of the dossier: what gateways and scopes of grants may look at."""

    name: str
    type: FactType
    title: str


@dataclass(frozen=True, slots=True)
class DocumentSpec:
    """One document that the procedure writes. Steps are paths of elements in the diagram."""

    key: str
    kind: str
    """result | refusal | letter | submission | minutes | slip."""
    title: str
    template: str
    """Path in the bundle ("documents/ban_sao.typ")."""
    drafter: str
    """Step that writes it."""
    initialler: str | None
    """Step that initials it (ký nháy)."""
    signing_step: str
    issuer: str
    """Party whose form it takes: "resolving", "receiving" or a party that diagrams name."""
    register: str
    """Number register (sổ đăng ký văn bản đi) of the issuer."""
    symbol: str
    """Ký hiệu, the part of the number after the slash ("BS-UBND")."""
    seal: bool
    """Whether the organisation numbers and seals it; minutes, for one, carry a signature alone."""
    addressees: tuple[str, ...]
    outcome: str | None
    """Outcome of the dossier whose result this is, if it is one."""
    sources: tuple[str, ...] = ()
    """Further steps whose answers it prints, beside those of the first step and the drafter's."""
    when: Expression | None = None
    """Whether it is being written, as the facts stand; None = always. Of several documents that
    one step drafts and one initials, the facts say which one it is this time."""

    def is_written(self, facts: Mapping[str, Any]) -> bool:
        """Whether the facts call for this document."""
        return self.when is None or evaluate(self.when, facts) is True


@dataclass(frozen=True, slots=True)
class PaperSpec:
    """One component of the dossier (thành phần hồ sơ)."""

    key: str
    title: str
    required: bool
    accepts: tuple[str, ...]
    """Media types; empty = whatever the office takes."""
    copies: int


@dataclass(frozen=True, slots=True)
class ReturnSpec:
    """Which document goes back to the applicant for an outcome, and which role hands it over."""

    outcome: str
    document: str | None
    by: str


@dataclass(frozen=True, slots=True)
class Procedure:
    """An internal procedure without its diagrams. `slug` is the name of its folder."""

    slug: str
    code: str | None
    """National code of the procedure ("2.000908"); None where none is published."""
    title: str
    field: str
    level: str
    decision: Decision
    source: str
    """Where the figures come from, honestly."""
    total: Budget | None
    """Time limit of the dossier; None where none is published."""
    cutoff: Cutoff | None
    """From when a dossier counts as received on the next working day."""
    facts: Mapping[str, Fact]
    documents: tuple[DocumentSpec, ...]
    papers: tuple[PaperSpec, ...]
    returns: tuple[ReturnSpec, ...]
    four_eyes: bool
    """Whether who prepared the dossier is barred from deciding it."""
    calls: Mapping[str, Mapping[str, Mapping[str, str]]]
    """What a call settles for steps of the diagram it calls: call → step → attribute → value."""
    parties: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Names that performers use after "@", beside BUILT_IN_PARTIES, with what the party is."""
    declared_total: Budget | None = None
    """The shorter term that the agency promises; `total` stays the law's."""
    same_sitting: bool = False
    """Settled while the applicant waits: whoever takes it in goes straight on to the next step if
    that is theirs, too, and four eyes are off (`parse` refuses the two together)."""
    most_supplements: int | None = None
    """How often the applicant may be asked for more; None where nothing limits it."""

    def document(self, key: str) -> DocumentSpec | None:
        """What it says of the document of this key, if it has one."""
        return next((each for each in self.documents if each.key == key), None)

    @property
    def results(self) -> frozenset[str]:
        """Keys of the documents that go back to the applicant; every other one stays in the house
        or between agencies, and is never shown to the public."""
        return frozenset(each.document for each in self.returns if each.document is not None)

    @property
    def code_or_slug(self) -> str:
        """How the register of authority names the procedure."""
        return self.code or self.slug

    @property
    def fact_types(self) -> Mapping[str, FactType]:
        """What expressions are checked against."""
        return {name: fact.type for name, fact in self.facts.items()}


class ProcedureFaulty(BundleRefused):
    """A `procedure.yaml` that cannot be used; `problems` name every fault with its place."""

    problems: tuple[Problem, ...]

    def __init__(self, slug: str, problems: tuple[Problem, ...]) -> None:
        first = problems[0]
        place = f" ({first.element})" if first.element else ""
        super().__init__(f"procedure.yaml của “{slug}” có lỗi{place}: {first.cause}", problems)
        self.slug = slug


def attributes_of(procedure: Procedure, element: Element) -> Mapping[str, str]:
    """The `trinhky:` attributes that hold for an element in this procedure.

    `calls` of `procedure.yaml` wins over what the diagrams say, and an outer call over an inner
    one: who calls a shared diagram decides how its steps are done.
    """
    if not procedure.calls or "/" not in element.path:
        return element.attributes
    merged = dict(element.attributes)
    parts = element.path.split("/")
    for depth in range(len(parts) - 1, 0, -1):
        steps = procedure.calls.get("/".join(parts[:depth]), {})
        merged.update(steps.get("/".join(parts[depth:]), {}))
    return merged


def declared(procedure: Procedure, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Those answers that are facts of the dossier; merged over the facts there are."""
    return {key: value for key, value in answers.items() if key in procedure.facts}
