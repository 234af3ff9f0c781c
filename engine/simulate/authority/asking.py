"""What is asked during the walk: to sign now, about the past, and once more what was asked."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from engine.core.authority.may_act import may_act
from engine.core.authority.register import (
    Appointment,
    Involvement,
    Mandate,
    Person,
    Position,
    Power,
    Question,
    Refusal,
)
from engine.simulate.authority.block import form_and_seal
from engine.simulate.authority.chains import chains
from engine.simulate.authority.checks import judge
from engine.simulate.authority.city import BEGUN, PROCEDURES
from engine.simulate.authority.known import Known, records
from engine.simulate.authority.world import Asked, Rule, World

_POWERS = (*(Power.DECIDE,) * 6, *(Power.SIGN,) * 2, Power.APPRAISE, Power.RECEIVE, Power.SEAL)
_TICK = timedelta(microseconds=1)


def sign(world: World, random: Random) -> None:
    """Somebody is about to act, now."""
    known = world.known()
    _ask(world, known, _question(world, random, known, world.now))


def ask_about_the_past(world: World, random: Random) -> None:
    """As known now, or as known then: about any moment, mostly one at which something turns."""
    known_at = world.now
    if random.random() < 0.4:
        known_at = max(BEGUN, known_at - timedelta(days=random.choice((0, 1, 10, 40)), seconds=1))
    known = world.known(known_at)
    turns = [
        moment
        for record in records(known.register)
        if record.period is not None
        for moment in (record.period.valid_from, record.period.valid_to)
        if moment is not None
    ]
    turns += 3 * [since for words in known.said.values() for _, since in words]
    at = random.choice(turns) + random.choice((-1, 0, 0, 1)) * _TICK
    if random.random() < 0.3:
        at = world.now - timedelta(days=random.choice((0, 1, 10, 100)))
    _ask(world, known, _question(world, random, known, at))


def ask_again(world: World, random: Random) -> None:
    """For what was known then, the answer is what it was."""
    if world.asked:
        recheck(world, random.choice(world.asked))


def recheck(world: World, asked: Asked) -> None:
    again = may_act(world.known(asked.known_at).register, asked.question)
    if told(again) != told(asked.answer):
        world.tally.changed_answers.append(f"{told(asked.answer)} → {told(again)}")


def told(answer: Mandate | Refusal) -> str:
    """Everything that an answer says."""
    if isinstance(answer, Mandate):
        return answer.id
    return f"{answer.clause} {answer.record_id} {answer.says}"


def _ask(world: World, known: Known, question: Question) -> None:
    judged = judge(known, question)
    if isinstance(judged.answer, Mandate):
        world.tally.signatures += 1
    else:
        world.tally.refusals += 1
    world.tally.differences += judged.differences
    world.asked.append(Asked(question, known.register.known_at, judged.answer))


def _question(world: World, random: Random, known: Known, at: datetime) -> Question:
    """Mostly where a chain of instruments ends, of who sits, sat or will sit there."""
    dossier, procedure = random.choice(world.dossiers), random.choice(PROCEDURES)
    power = random.choice(_POWERS)
    unit_id = random.choice(world.of(Position)).unit_id
    people = [each.id for each in world.of(Person)]
    drawn = list(chains(known, power, procedure))
    if drawn and random.random() < 0.8:
        chain = max(random.choices(drawn, k=2), key=lambda each: len(each.lines))
        unit_id, _ = form_and_seal(known, chain)
        people = _sat_at(world, {chain.seats[-1].id}) or people
    elif random.random() < 0.8:
        powers = [seat for seat in world.of(Position) if power in seat.powers]
        unit_id = random.choice(powers).unit_id if powers else unit_id
        people = _sat_at(world, {s.id for s in powers if s.unit_id == unit_id}) or people
    return Question(
        person=random.choice(people),
        power=power,
        procedure=procedure,
        unit=unit_id,
        at=at,
        facts=dossier.facts,
        involvement=dossier.involvement if random.random() < 0.4 else Involvement(),
    )


def _sat_at(world: World, seats: set[UUID]) -> list[UUID]:
    return [each.person_id for each in world.of(Appointment) if each.position_id in seats]


#: Each question, and how often beside the changes.
ASKS: dict[Rule, int] = {sign: 30, ask_about_the_past: 12, ask_again: 12}
