"""Dossiers at the stages of the shipped procedure, made once a process and copied for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from engine.outside.servers import Servers
from tests.factories.office import (
    EXAMINE,
    FIT,
    MISSING,
    MORNING,
    SEND_SLIP,
    SLIP,
    Office,
    office_at,
)
from tests.factories.ward import copied_database, copy_database, let_go, outside_of


def _received(office: Office, _: UUID | None) -> UUID:
    return office.receive().dossier_id


def _to_sign(office: Office, dossier_id: UUID | None) -> UUID:
    assert dossier_id is not None
    office.clock.forward(minutes=5)
    office.complete("tu_phap", dossier_id, EXAMINE, FIT)
    return dossier_id


def _to_seal(office: Office, dossier_id: UUID | None) -> UUID:
    assert dossier_id is not None
    office.clock.forward(minutes=5)
    office.sign(dossier_id)
    office.sweep()
    return dossier_id


def _to_hand_over(office: Office, dossier_id: UUID | None) -> UUID:
    assert dossier_id is not None
    office.clock.forward(minutes=5)
    office.seal(dossier_id)
    office.sweep()
    return dossier_id


def _awaiting(office: Office, dossier_id: UUID | None) -> UUID:
    assert dossier_id is not None
    office.clock.forward(minutes=5)
    office.complete("tu_phap", dossier_id, EXAMINE, MISSING)
    office.complete("mot_cua", dossier_id, SEND_SLIP, SLIP)
    return dossier_id


def _usual(office: Office, _: UUID | None) -> UUID:
    """One of the kind was signed and issued before, so that the next ones are plain."""
    dossier_id = _to_sign(office, _received(office, None))
    return _to_hand_over(office, _to_seal(office, dossier_id))


def _queue(office: Office, _: UUID | None) -> UUID:
    """Four plain ones more wait for the signer."""
    every = [_to_sign(office, _received(office, None)) for _each in range(4)]
    return every[-1]


_HOW: dict[str, tuple[str | None, Callable[[Office, UUID | None], UUID]]] = {
    "received": (None, _received),
    "to_sign": ("received", _to_sign),
    "to_seal": ("to_sign", _to_seal),
    "to_hand_over": ("to_seal", _to_hand_over),
    "awaiting": ("received", _awaiting),
    "usual": (None, _usual),
    "queue": ("usual", _queue),
}
"""Each stage with the one before it and the way from there."""


@dataclass(frozen=True)
class Case:
    """A dossier of an office of this test's own."""

    office: Office
    id: UUID


@dataclass(frozen=True)
class Stages:
    """`home` holds keys, trust, stamps and the files of every stage; files never change."""

    servers: Servers
    ward: str
    home: Path
    tsa_url: str
    _made: dict[str, tuple[str, UUID]] = field(default_factory=dict)

    @contextmanager
    def office(self) -> Iterator[Office]:
        """The ward without a dossier."""
        with copied_database(self.servers, self.ward) as name:
            office = self._office(name)
            yield office
            let_go(office.outside)

    @contextmanager
    def case(self, stage: str) -> Iterator[Case]:
        """A dossier at this stage; the clock stands where it stood when the stage was reached."""
        template, dossier_id = self._template(stage)
        with copied_database(self.servers, template) as name:
            office = self._office(name)
            office.clock.at = _latest(office, dossier_id)
            yield Case(office, dossier_id)
            let_go(office.outside)

    def _template(self, stage: str) -> tuple[str, UUID]:
        if stage not in self._made:
            before, way = _HOW[stage]
            template, dossier_id = (self.ward, None) if before is None else self._template(before)
            name = f"stage_{uuid4().hex}"
            copy_database(self.servers, template, name)
            office = self._office(name)
            if dossier_id is not None:
                office.clock.at = _latest(office, dossier_id)
            self._made[stage] = (name, way(office, dossier_id))
            let_go(office.outside)
        return self._made[stage]

    def _office(self, database: str) -> Office:
        return office_at(outside_of(self.servers, database, self.home), self.tsa_url, MORNING)


def _latest(office: Office, dossier_id: UUID) -> datetime:
    tasks = office.tasks(dossier_id)
    return max(t.closed_at or t.opened_at for t in tasks)
