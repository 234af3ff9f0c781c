"""One dossier of a shipped procedure in memory: the whole office, but for database and signer.

The register is the demonstration's own; `bpmn.run` and `engine.core.advance` are the real ones.
What `store` would keep is kept here in dictionaries, written anew so that nothing is shared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random
from typing import Any
from uuid import UUID, uuid4

from bpmn.run import run
from bpmn.values import Kind, NoWayBack
from engine.actions.judge import judge, judge_joint
from engine.core import acts
from engine.core.advance import advance
from engine.core.authority.register import AUTHORITY_POWERS, Involvement, Power, Register
from engine.core.clock import Calendar, parse_calendar
from engine.core.council import CHOICES, Tally, passed, quorate, rules_of
from engine.core.dossier import (
    COUNCIL,
    JOINT,
    Bundle,
    Dossier,
    Group,
    Party,
    Surroundings,
    Task,
)
from engine.core.forms import clean
from engine.core.forms.definition import Field, FieldType
from engine.core.history import FIRST
from engine.core.move import BallotCast, LedgerEntry, Move, OpinionGiven
from engine.core.procedure import declared
from engine.core.seats import occupants
from engine.core.versions import Binding
from engine.errors import InvalidAnswers, NotYours, SupplementLimit
from engine.simulate.demo.bindings import demo_bindings
from engine.simulate.demo.read import demo
from engine.simulate.demo.rows import register_rows
from engine.simulate.office_hours import office_hours
from engine.store import records as r
from engine.store import register_values as values
from tests.workflows.shipped import Shipped, named

RECEIVED_AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
"""09:00 on a Monday."""
APPLICANT = Party("Nguyễn Thị Ba", "001180099887", "0912000111", None, "Số 1, đường Thử")


@cache
def demo_register() -> Register:
    """Every record of the demonstration's register."""
    rows = list(register_rows(demo()))
    for row in rows:
        if isinstance(row, r.PersonRow):
            row.qualifications = row.qualifications or []  # what the column's default gives

    def of(kind: type[Any], make: Any) -> list[Any]:
        return [make(row) for row in rows if isinstance(row, kind)]

    return Register(
        epoch=1,
        known_at=RECEIVED_AT,
        units={u.id: u for u in of(r.UnitRow, values.unit_of)},
        positions={p.id: p for p in of(r.PositionRow, values.position_of)},
        persons={p.id: p for p in of(r.PersonRow, values.person_of)},
        appointments=tuple(of(r.AppointmentRow, values.appointment_of)),
        competences=tuple(of(r.CompetenceRow, values.competence_of)),
        instruments={i.id: i for i in of(r.InstrumentRow, values.instrument_of)},
        grants=tuple(of(r.GrantRow, values.grant_of)),
    )


@cache
def demo_calendar() -> Calendar:
    row = office_hours()[0]
    return parse_calendar(row.weekly, row.days, row.known_years)


@cache
def bundle_of(slug: str) -> Bundle:
    each = named(slug)
    return Bundle(slug, each.procedure, each.compiled, each.forms, each.files)


def written(asked: Field) -> str:
    """A text that the field takes."""
    texts = ("Nội dung cần ghi", "001180099887", "0101234567", "8012345678", "01A8012345")
    fits = (t for t in texts if asked.min_length <= len(t) <= asked.max_length)
    return next(t for t in fits if asked.pattern is None or re.fullmatch(asked.pattern, t))


@dataclass
class Office:
    """One dossier, moved by chance; `check` is asked after every Move."""

    each: Shipped
    chance: Random
    now: datetime = RECEIVED_AT
    tasks: dict[UUID, Task] = field(default_factory=dict)
    """Open ones."""
    ledger: dict[UUID, LedgerEntry] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    timers: dict[UUID, datetime] = field(default_factory=dict)
    box: dict[UUID, list[str]] = field(default_factory=dict)
    doers: dict[str, UUID] = field(default_factory=dict)
    prepared: frozenset[UUID] = frozenset()
    conflicts: frozenset[UUID] = frozenset()
    moves: list[Move] = field(default_factory=list)

    def __post_init__(self) -> None:
        binding = next(iter(demo_bindings().get(self.each.folder.name, ())), Binding())
        unit = binding.unit_id or demo().unit("ward").id
        self.dossier = Dossier(
            id=uuid4(),
            code="H26.999-260302-0001",
            version=0,
            bundle=bundle_of(self.each.folder.name),
            unit_id=unit,
            receiving_unit_id=unit,
            parties={**binding.parties, "resolving": unit, "receiving": unit},
            status="processing",
            outcome=None,
            state=b"",
            facts={},
            applicant=APPLICANT,
            submitter=None,
            received_at=RECEIVED_AT,
            due_at=None,
            accountable_id=None,
            history_hash=FIRST,
            lookup_code="Q7K2M9PX4TWC",
        )
        bundle = self.dossier.bundle
        self._take(acts.Received(bundle=bundle.sha256, code=self.dossier.code))

    @property
    def register(self) -> Register:
        return demo_register()

    @property
    def ended(self) -> bool:
        return self.moves[-1].finished_at is not None

    @property
    def around(self) -> Surroundings:
        return Surroundings(
            register=self.register,
            calendar=demo_calendar(),
            ledger=tuple(self.ledger.values()),
            open_tasks=tuple(self.tasks.values()),
            groups=self.groups,
            involvement=Involvement(
                applicant_identities=frozenset({APPLICANT.identity or ""}),
                prepared_by=self.prepared,
                conflict_declared_by=self.conflicts,
                four_eyes=self.each.procedure.four_eyes,
            ),
        )

    def step(self) -> None:
        """One act by chance, by somebody who may."""
        self.now = demo_calendar().next_open(
            self.now + timedelta(minutes=self.chance.randint(1, 90))
        )
        task = self.chance.choice(sorted(self.tasks.values(), key=lambda t: str(t.id)))
        match task.kind:
            case Kind.MACHINE:
                step = self._element(task).implementation or ""
                self._take(acts.MachineDone(task=task, step=step))
            case Kind.TIMER:
                self.now = max(self.now, self.timers[task.id])
                self._take(acts.TimerFired(task=task))
            case Kind.MESSAGE:
                message = self._element(task).message or ""
                facts = dict(self._answered())
                self._take(acts.MessageDelivered(task=task, message=message, facts=facts))
            case _ if task.kind == JOINT:
                self._close(task)
            case _:
                self._officer(task)

    def who_may(self, task: Task) -> list[UUID]:
        """Everybody of the register who is let in at the task."""
        asked = judge_joint if task.kind == JOINT else judge
        return [p for p in self.register.persons if self._lets_in(asked, p, task)]

    def asked(self, task: Task) -> set[UUID]:
        """Whose inbox shows the task."""
        return {p for h in task.holders for p in occupants(self.register, h, self.now)}

    def _lets_in(self, asked: Any, person: UUID, task: Task) -> bool:
        try:
            asked(person, task, self.dossier, self.around, self.now)
        except NotYours:
            return False
        return True

    def _officer(self, task: Task) -> None:
        able = sorted(self.who_may(task))
        if not able:
            raise AssertionError(f"nobody may do {task.element}: {task.incident}")
        person = self.chance.choice(able)
        if task.parent_id is not None:
            self._member(task, person)
            return
        targets = self._targets(task)
        if targets and self.chance.random() < 0.25:
            try:
                self._send_back(task, person, self.chance.choice(targets))
            except NoWayBack:
                pass
            else:
                return
        if task.power is not None and Power(task.power) in AUTHORITY_POWERS:
            self._take(acts.Signed(actor_id=person, task=task))
        elif task.power == Power.SEAL:
            self._take(acts.Sealed(actor_id=person, task=task))
        else:
            self._complete(task, person)

    def _targets(self, task: Task) -> list[str]:
        """The steps to which the task may go back: those that somebody has done."""
        targets = self.each.attributes(self._element(task)).get("returnsTo", "").split()
        return [target for target in targets if target in self.doers]

    def _send_back(self, task: Task, person: UUID, target: str) -> None:
        self._take(
            acts.Returned(
                actor_id=person,
                task=task,
                target=target,
                reason="Sửa lại.",
                doer=self.doers[target],
            )
        )

    def _complete(self, task: Task, person: UUID) -> None:
        key = self.each.attributes(self._element(task)).get("form")
        for _ in range(50):
            answers = self._fill(key) if key else {}
            act = acts.Completed(
                actor_id=person,
                task=task,
                form=key,
                answers=answers,
                facts=declared(self.each.procedure, answers),
            )
            try:
                self._take(act)
            except SupplementLimit:
                continue
            break
        else:
            targets = self._targets(task)
            assert targets, f"no answers lead on from {task.element}"
            self._send_back(task, person, targets[0])
            return
        if task.power == Power.APPRAISE:
            self.prepared |= {person}

    def _fill(self, key: str) -> dict[str, Any]:
        """Answers by chance that the form takes."""
        form = self.each.forms[key]
        given: dict[str, Any] = {}
        for asked in form.fields:
            match asked.type:
                case FieldType.CHOICE:
                    given[asked.key] = self.chance.choice(asked.options).value
                case FieldType.BOOLEAN:
                    given[asked.key] = self.chance.random() < 0.5
                case FieldType.NUMBER | FieldType.INTEGER:
                    least = 0 if asked.minimum is None else asked.minimum
                    most = least + 12 if asked.maximum is None else asked.maximum
                    given[asked.key] = self.chance.randint(int(least), int(most))
                case FieldType.DATE:
                    given[asked.key] = "2026-03-16"
                case FieldType.PHONE:
                    given[asked.key] = "0912345678"
                case FieldType.EMAIL:
                    given[asked.key] = "a@example.vn"
                case _:
                    given[asked.key] = written(asked)
        try:
            return dict(clean(form, given))
        except InvalidAnswers as refused:
            kept = {k: v for k, v in given.items() if k not in refused.fields}
            return dict(clean(form, kept))

    def _member(self, task: Task, person: UUID) -> None:
        assert task.parent_id is not None
        joint = self.each.attributes(self._element(task))["joint"]
        if joint == COUNCIL:
            choice = self.chance.choice(CHOICES)
            ballots = (BallotCast(task.parent_id, choice),)
            self._take(
                acts.VoteCast(actor_id=person, task=task, records=acts.Records(ballots=ballots))
            )
            return
        left = [t for t in self.tasks.values() if t.parent_id == task.parent_id and t.id != task.id]
        opinion = OpinionGiven(uuid4(), "consultation", task.parent_id, person, value="agreed")
        self._take(
            acts.OpinionRecorded(
                actor_id=person,
                task=task,
                ends=None if left else task.parent_id,
                records=acts.Records(opinions=(opinion,)),
            )
        )

    def _close(self, task: Task) -> None:
        attributes = self.each.attributes(self._element(task))
        if attributes["joint"] != COUNCIL:
            return
        cast = self.box.get(task.id, [])
        open_members = sum(1 for t in self.tasks.values() if t.parent_id == task.id)
        agree, against, abstain = (cast.count(choice) for choice in CHOICES)
        tally = Tally(len(cast) + open_members, agree, against, abstain, conflicts=0)
        rules = rules_of(attributes)
        if not quorate(rules, tally):
            return
        result = passed(rules, tally)
        self._take(
            acts.CouncilClosed(
                actor_id=self.chance.choice(sorted(self.who_may(task))),
                task=task,
                members=tally.members,
                agree=agree,
                against=against,
                abstain=abstain,
                conflicts=0,
                passed=result,
                facts={attributes["result"]: result},
            )
        )

    def _answered(self) -> Iterator[tuple[str, Any]]:
        for name in self.each.procedure.facts:
            if name.startswith("ket_qua_"):
                yield name, self.chance.choice(("granted", "refused"))

    def _element(self, task: Task) -> Any:
        return self.each.compiled.elements[task.element]

    def _take(self, act: acts.Act) -> None:
        moved = None
        if act.trigger is not None:
            facts: Mapping[str, Any] = {**self.dossier.facts, **act.facts}
            moved = run(self.each.compiled, self.dossier.state, act.trigger, facts)
        self._keep(act, advance(self.dossier, act, moved, self.around, self.now))

    def _keep(self, act: acts.Act, move: Move) -> None:
        """What `save_move` does to the rows."""
        for closed in move.closed:
            task = self.tasks.pop(closed.id)
            if closed.status == "done" and act.actor_id is not None and task.parent_id is None:
                self.doers[task.element] = act.actor_id
            self.timers.pop(closed.id, None)
        for opened in move.opened:
            self.tasks[opened.id] = Task(
                id=opened.id,
                element=opened.element,
                kind=opened.kind,
                status="open",
                unit_id=opened.unit_id,
                performer=opened.performer,
                power=opened.power,
                assignee_id=opened.assignee_id,
                opened_at=move.at,
                due_at=opened.due_at,
                budget_group=opened.budget_group,
                holders=opened.holders,
                incident=opened.incident,
                parent_id=opened.parent_id,
            )
        for changed in move.changed:
            self.tasks[changed.id] = replace(
                self.tasks[changed.id], assignee_id=changed.assignee_id, incident=changed.incident
            )
        self.timers |= {timer.task_id: timer.due_at for timer in move.timers}
        self.ledger |= {entry.id: entry for entry in move.ledger}
        for ballot in move.ballots:
            self.box.setdefault(ballot.task_id, []).append(ballot.choice)
        for group in move.groups:
            self.groups[group.key] = Group(group.key, group.budget, group.started_at, group.due_at)
        self.dossier = replace(
            self.dossier,
            version=self.dossier.version + 1,
            state=self.dossier.state if move.state is None else move.state,
            facts=self.dossier.facts if move.facts is None else move.facts,
            status=move.status or self.dossier.status,
            outcome=move.outcome or self.dossier.outcome,
            due_at=move.due_at or self.dossier.due_at,
            accountable_id=move.accountable_id or self.dossier.accountable_id,
            history_hash=move.history.hash,
        )
        self.moves.append(move)
