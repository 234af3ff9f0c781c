"""What a change of the register will do to the dossiers under way: which move, and where to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.register.moves.foresee import foresee, reach_of_change, rows_of
from engine.actions.register.office import require_registrar
from engine.core.authority_moves import Way
from engine.core.dossier import Bundle
from engine.core.register_change import RegisterChange
from engine.outside.outside import Outside
from engine.questions.register.names import names_of
from engine.say import marked, say

WAYS: Mapping[str, str] = {
    Way.OTHERS: marked("Chuyển cho người khác cùng cơ quan"),
    Way.RETURNED: marked("Chuyển sang cơ quan khác"),
    Way.QUEUE: marked("Về hàng chờ của vị trí"),
    Way.AGAIN: marked("Làm tiếp được"),
    Way.FROZEN: marked("Giữ nguyên, chưa ai được làm"),
    Way.STUCK: marked("Chưa có ai làm được"),
}
"""Headings of the groups, the plain ones first."""
_ORDER = list(WAYS)


@dataclass(frozen=True, slots=True)
class Moving:
    """One open task that does not stay: who is asked no more, who is now, and what its incident
    says."""

    dossier_id: UUID
    code: str
    step: str
    way: str
    from_: str
    to: str
    incident: str | None
    off_desk_of: str | None
    """The officer whose desk it leaves."""


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks that go the same way, from and to the same people."""

    way: str
    heading: str
    from_: str
    to: str
    incident: str | None
    items: tuple[Moving, ...]

    @property
    def count(self) -> int:
        """Dossiers, each once."""
        return len({item.dossier_id for item in self.items})


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything that moves; `dossiers` counts each dossier once."""

    groups: tuple[Group, ...]
    dossiers: int


def preview(outside: Outside, actor: Actor, change: RegisterChange) -> Preview:
    """Ask before a change is made; nothing is written. Raises NotYours for who keeps no register.

    Moves are judged by the register as it will be at `change.at`; a task that stays as it is, is
    not named.
    """
    with outside.sessions.begin() as session:
        require_registrar(session, outside, actor)
        reach = reach_of_change(session, change)
        told = [
            Told(each.dossier.id, each.dossier.code, each.dossier.bundle, rows_of(each.moves))
            for each in foresee(session, change, reach, outside.clock.now())
        ]
        return in_groups(session, told)


@dataclass(frozen=True, slots=True)
class Told:
    """The moves of one dossier, as `foresee.rows_of` tells them."""

    dossier_id: UUID
    code: str
    bundle: Bundle
    rows: Sequence[Sequence[Any]]


def in_groups(session: Session, told: Sequence[Told]) -> Preview:
    """The same moves, grouped by where they go."""
    moving = list(in_words(session, told))
    groups: dict[tuple[str, ...], list[Moving]] = {}
    for each in moving:
        groups.setdefault((each.way, each.from_, each.to, each.incident or ""), []).append(each)
    ordered = sorted(groups.values(), key=lambda items: (_ORDER.index(items[0].way), -len(items)))
    return Preview(
        groups=tuple(
            Group(
                way=first.way,
                heading=say(WAYS[first.way]),
                from_=first.from_,
                to=first.to,
                incident=first.incident,
                items=tuple(sorted(items, key=lambda item: item.code)),
            )
            for items in ordered
            for first in items[:1]
        ),
        dossiers=len({each.dossier_id for each in moving}),
    )


def in_words(session: Session, told: Iterable[Told]) -> Iterator[Moving]:
    """Each moved task, with the names of posts, units and people as they are now."""
    every = list(told)
    ids = {id for each in every for row in each.rows for id in _ids(row)}
    names = names_of(session, ids)
    for each in every:
        for row in each.rows:
            _task, element, way, unit, holders, officer, before, had, incident = row
            yield Moving(
                dossier_id=each.dossier_id,
                code=each.code,
                step=each.bundle.compiled.elements[element].name,
                way=way,
                from_=_named([id for id in before if id not in holders], names),
                to=_named(holders, names) or names.get(unit or "", ""),
                incident=incident,
                off_desk_of=names.get(had) if had and had != officer else None,
            )


def _ids(row: Sequence[Any]) -> Iterator[str]:
    _task, _element, _way, unit, holders, officer, before, had, _incident = row
    yield from (each for each in (unit, officer, had) if each)
    yield from holders
    yield from before


def _named(ids: Iterable[str], names: Mapping[str, str]) -> str:
    return say(" hoặc ").join(sorted({names[id] for id in ids if id in names}))
