"""A reorganisation of units on a day: what each step does, and where a unit's work goes.

Units are renamed, abolished or merged into another one, or split by procedure (Luật TCCQĐP
72/2025/QH15; the districts ended on 1 July 2025). Pure: the same answers for the preview and for
the day itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from engine.core.dossier import Dossier
from engine.say import marked, say


class StepKind(StrEnum):
    RENAME = "rename"
    MERGE = "merge"
    """The unit ends; all its work goes to `into` (sáp nhập, giải thể)."""
    SPLIT = "split"
    """Some of its work goes elsewhere by procedure; with `ends` the unit ends, the rest goes to
    `into` (chia), else it goes on (tách)."""


KINDS = {
    StepKind.RENAME: marked("Đổi tên"),
    StepKind.MERGE: marked("Sáp nhập, giải thể: chuyển toàn bộ sang đơn vị khác"),
    StepKind.SPLIT: marked("Chia, tách theo thủ tục"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one unit. The names are of a rename: what is empty stays as it is."""

    kind: StepKind
    unit_id: UUID
    into: UUID | None = None
    by_procedure: Mapping[str, UUID] = field(default_factory=dict)
    """National code, or slug where there is none, to the unit that takes it over."""
    ends: bool = True
    name: str = ""
    collective_name: str = ""
    abbreviation: str = ""
    place: str = ""

    @property
    def ended(self) -> bool:
        return self.kind is StepKind.MERGE or (self.kind is StepKind.SPLIT and self.ends)


def as_rows(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """As they are kept."""
    return [
        {
            "kind": str(step.kind),
            "unit_id": str(step.unit_id),
            "into": None if step.into is None else str(step.into),
            "by_procedure": {code: str(unit) for code, unit in step.by_procedure.items()},
            "ends": step.ends,
            "name": step.name,
            "collective_name": step.collective_name,
            "abbreviation": step.abbreviation,
            "place": step.place,
        }
        for step in steps
    ]


def from_rows(rows: Iterable[Mapping[str, Any]]) -> tuple[Step, ...]:
    """What `as_rows` kept."""
    return tuple(
        Step(
            **{
                **row,
                "kind": StepKind(row["kind"]),
                "unit_id": UUID(row["unit_id"]),
                "into": None if row["into"] is None else UUID(row["into"]),
                "by_procedure": {code: UUID(unit) for code, unit in row["by_procedure"].items()},
            }
        )
        for row in rows
    )


def taker(steps: Iterable[Step], unit_id: UUID, procedure: str | None) -> UUID | None:
    """Who takes over the unit's work in a procedure (None: what is of no procedure); None when it
    stays."""
    for step in steps:
        if step.unit_id != unit_id or step.kind is StepKind.RENAME:
            continue
        if procedure is not None and procedure in step.by_procedure:
            return step.by_procedure[procedure]
        return step.into if step.ended else None
    return None


def moved(steps: Iterable[Step], dossier: Dossier) -> Dossier:
    """The dossier with the units that take it over; equal to it when none does."""
    procedure, known = dossier.bundle.procedure.code_or_slug, tuple(steps)

    def after(unit_id: UUID) -> UUID:
        return taker(known, unit_id, procedure) or unit_id

    return replace(
        dossier,
        unit_id=after(dossier.unit_id),
        receiving_unit_id=after(dossier.receiving_unit_id),
        parties={name: after(unit_id) for name, unit_id in dossier.parties.items()},
    )


def faults(steps: Sequence[Step]) -> list[str]:
    """What speaks against the steps whatever the register says: a sentence each."""
    found: list[str] = []
    units = [step.unit_id for step in steps]
    ended = {step.unit_id for step in steps if step.ended}
    if not steps:
        found.append(say("Hãy ghi ít nhất một đơn vị được sắp xếp."))
    if len(set(units)) < len(units):
        found.append(say("Một đơn vị chỉ ghi một lần trong một quyết định; hãy gộp các dòng lại."))
    for step in steps:
        takers = {*step.by_procedure.values(), *([step.into] if step.into else [])}
        if step.kind is StepKind.RENAME and not step.name:
            found.append(say("Hãy ghi tên mới của đơn vị được đổi tên."))
        if step.ended and step.into is None:
            found.append(say("Hãy chọn đơn vị nhận việc của đơn vị kết thúc."))
        if step.kind is StepKind.SPLIT and not step.by_procedure:
            found.append(say("Hãy ghi thủ tục nào về đơn vị nào khi chia, tách."))
        if step.unit_id in takers:
            found.append(say("Đơn vị không tự nhận việc của chính mình; hãy chọn đơn vị khác."))
        elif takers & ended:
            found.append(
                say(
                    "Đơn vị nhận việc cũng kết thúc trong quyết định này; hãy chọn đơn vị "
                    "cuối cùng."
                )
            )
    return list(dict.fromkeys(found))
