"""The register under the new order: one transaction, effective with its commit."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from engine.actions.register.office import Change
from engine.core.reorganisation import Step, StepKind
from engine.core.vietnamese import fold
from engine.store.records import (
    AppointmentRow,
    CompetenceRow,
    GrantRow,
    PositionRow,
    ProcedureVersionRow,
)
from engine.store.records.base import Recorded
from engine.store.register_changes import correct, enter
from engine.store.reorganisation_plan import (
    Plan,
    bound_already,
    decides_already,
    head_seat,
)
from engine.store.unit_names import renamed


class RegisterPart:
    """Carries a plan out. `why` names the decision and stands in every record's events."""

    def __init__(
        self, change: Change, steps: tuple[Step, ...], plan: Plan, at: datetime, why: str
    ) -> None:
        self.change, self.steps, self.plan, self.at, self.why = change, steps, plan, at, why

    def carry_out(self) -> None:
        """In the order in which one rests on the other."""
        self._move_competences()
        self._move_grants()
        self._move_seats()
        self._move_bindings()
        for child, into in self.plan.children:
            self._correct(child, parent_id=into)
        self._name_and_end_units()

    def _move_competences(self) -> None:
        for row, to in self.plan.competences:
            self._end(row)
            seat = head_seat(self.change.session, to, self.at)
            if seat is not None and not decides_already(
                self.change.session, to, row.procedure, self.at
            ):
                self._again(row, CompetenceRow, unit_id=to, position_id=seat)

    def _move_grants(self) -> None:
        for row, to in self.plan.grants:
            self._end(row)
            target = {"to_unit_id": to, "to_position_id": None, "to_person_id": None}
            self._again(row, GrantRow, **target)
        for row in self.plan.fallen:
            self._end(row)

    def _move_seats(self) -> None:
        """Seats of staff open anew at the taker, with whoever sits on them."""
        opened: dict[UUID, UUID] = {}
        for seat, to in self.plan.seats:
            opened[seat.id] = self._again(seat, PositionRow, unit_id=to)
        for post in self.plan.posts:
            self._end(post)
            if post.position_id in opened:
                self._again(post, AppointmentRow, position_id=opened[post.position_id])
        for seat in (*(seat for seat, _ in self.plan.seats), *self.plan.vacated):
            self._end(seat)

    def _move_bindings(self) -> None:
        """New dossiers go to the taker; one that has a version of its own keeps it."""
        for row, to, parties in self.plan.bindings:
            self._end(row)
            if to is None or not bound_already(self.change.session, to, row.procedure, self.at):
                self._again(row, ProcedureVersionRow, unit_id=to or row.unit_id, parties=parties)

    def _name_and_end_units(self) -> None:
        steps = {step.unit_id: step for step in self.steps}
        for row in self.plan.units:
            step = steps[row.id]
            if step.kind is StepKind.RENAME:
                self._correct(
                    row,
                    kind="renamed",
                    former_names=renamed(row, self.at),
                    name=step.name,
                    collective_name=step.collective_name or row.collective_name,
                    abbreviation=step.abbreviation or row.abbreviation,
                    place=step.place or row.place,
                    search_text=fold(f"{row.code} {step.name} {row.name}"),
                )
            elif step.ended:
                self._end(row)

    def _correct(self, row: Recorded, *, kind: str = "reorganised", **changed: Any) -> None:
        change = self.change
        correct(
            change.session, row, change.by_id, change.now, kind=kind, reason=self.why, **changed
        )

    def _end(self, row: Any) -> None:
        """At the day; what was to begin later never does."""
        begins = row.valid_from
        self._correct(row, valid_to=self.at if begins is None else max(self.at, begins))

    def _again(self, row: Any, kind: type[Any], **changed: Any) -> UUID:
        """The same content as a new record, from the day on, until the former would have ended."""
        kept = {
            column.key: getattr(row, column.key)
            for column in kind.__mapper__.column_attrs
            if column.key not in _OF_THE_ROW
        }
        begins = self.at if row.valid_from is None else max(self.at, row.valid_from)
        fresh = kind(**{**kept, "id": uuid4(), "valid_from": begins, **changed})
        enter(self.change.session, fresh, self.change.by_id, self.change.now, self.why)
        return UUID(str(fresh.id))


_OF_THE_ROW = frozenset({"row_id", "recorded_from", "recorded_to", "recorded_by_id"})
