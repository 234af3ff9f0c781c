"""The city that the walk begins with: its committee, two departments, two wards, their parts."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

from engine.core.authority.register import (
    Appointment,
    Competence,
    Involvement,
    Period,
    Person,
    Position,
    Power,
    Rank,
    Unit,
)
from engine.simulate.authority.world import Dossier, Tally, World

BEGUN = datetime(2026, 1, 4, 17, 0, tzinfo=UTC)
_EVER = Period(datetime(2020, 1, 1, tzinfo=UTC))
PROCEDURES = ("2.000908", "1.012644")
QUALIFICATIONS = ("Cử nhân luật", "Thạc sĩ quản lý công")
_UBND = "Ủy ban nhân dân"

#: Unit → its name, the one above, the name of its collective, its seats: title, rank, powers.
_UNITS: dict[str, tuple[str, str | None, str | None, tuple[tuple[str, Rank, str], ...]]] = {
    "city": (
        "Ủy ban nhân dân Thành phố",
        None,
        _UBND,
        (("Chủ tịch", Rank.HEAD, ""), ("Phó Chủ tịch", Rank.DEPUTY, "")),
    ),
    "trade": (
        "Sở Công Thương",
        "city",
        None,
        (
            ("Giám đốc", Rank.HEAD, ""),
            ("Phó Giám đốc", Rank.DEPUTY, ""),
            ("Chuyên viên", Rank.STAFF, "receive appraise"),
        ),
    ),
    "licences": (
        "Phòng Quản lý Thương mại",
        "trade",
        None,
        (
            ("Trưởng phòng Quản lý Thương mại", Rank.HEAD, "appraise"),
            ("Phó Trưởng phòng", Rank.DEPUTY, ""),
        ),
    ),
    "health": (
        "Sở Y tế",
        "city",
        None,
        (("Giám đốc", Rank.HEAD, ""), ("Phó Giám đốc", Rank.DEPUTY, "")),
    ),
    "cua_nam": (
        "Ủy ban nhân dân phường Cửa Nam",
        "city",
        _UBND,
        (
            ("Chủ tịch", Rank.HEAD, ""),
            ("Phó Chủ tịch", Rank.DEPUTY, ""),
            ("Công chức Tư pháp - Hộ tịch", Rank.STAFF, "appraise"),
            ("Công chức Một cửa", Rank.STAFF, "receive"),
            ("Văn thư", Rank.STAFF, "seal"),
        ),
    ),
    "office": (
        "Văn phòng",
        "cua_nam",
        None,
        (
            ("Chánh Văn phòng", Rank.HEAD, ""),
            ("Phó Chánh Văn phòng", Rank.DEPUTY, ""),
            ("Chuyên viên", Rank.STAFF, ""),
        ),
    ),
    "hong_ha": (
        "Ủy ban nhân dân phường Hồng Hà",
        "city",
        _UBND,
        (
            ("Chủ tịch", Rank.HEAD, ""),
            ("Phó Chủ tịch", Rank.DEPUTY, ""),
            ("Công chức Tư pháp - Hộ tịch", Rank.STAFF, "appraise receive"),
        ),
    ),
}
#: Who decides what by law, and whether it is the collective that does.
_LAWS = (
    ("2.000908", "city", True),
    ("2.000908", "cua_nam", True),
    ("1.012644", "trade", False),
    ("1.012644", "hong_ha", False),
)
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Vũ", "Đỗ", "Bùi")
_GIVEN = ("An", "Bình", "Cường", "Dung", "Em", "Giang", "Hoa", "Khánh", "Lan", "Minh", "Nga")


def founded(random: Random, tally: Tally) -> World:
    """Every seat filled but two in ten; four dossiers."""
    world = World(BEGUN, tally, f"{random.getrandbits(64):x}")
    units: dict[str, Unit] = {}
    for key, (name, above, whole, seats) in _UNITS.items():
        parent = units[above].id if above else None
        units[key] = Unit(world.new_id(), f"H26.{key}", name, parent, whole, _EVER)
        world.enter(units[key])
        for title, rank, powers in seats:
            _seat(world, random, units[key], title, rank, frozenset(map(Power, powers.split())))
    for procedure, key, collective in _LAWS:
        world.enter(_law(world, procedure, units[key], collective))
    people = world.of(Person)
    for number, place in ((3, "Cửa Nam"), (6, "Hồng Hà"), (9, "Cửa Nam"), (None, "Ba Đình")):
        facts = {"dia_ban": place} if number is None else {"dia_ban": place, "so_to": number}
        applicant = random.choice(people).identity
        involved = Involvement(
            applicant_identities=frozenset({applicant} if applicant else ()),
            prepared_by=frozenset({random.choice(people).id}),
            four_eyes=random.random() < 0.5,
        )
        world.dossiers.append(Dossier(facts, involved))
    return world


def somebody(world: World, random: Random) -> Person:
    """A new official."""
    number = len(world.of(Person))
    name = f"{random.choice(_FAMILY)} Văn {random.choice(_GIVEN)} {number}"
    has = frozenset(each for each in QUALIFICATIONS if random.random() < 0.4)
    person = Person(world.new_id(), name, f"CCCD:{number:012}", has)
    world.enter(person)
    return person


def _seat(
    world: World, random: Random, unit: Unit, title: str, rank: Rank, powers: frozenset[Power]
) -> None:
    seat = Position(world.new_id(), unit.id, title, rank, frozenset(), powers, _EVER)
    world.enter(seat)
    person = somebody(world, random)
    if random.random() < 0.8:
        world.enter(Appointment(world.new_id(), person.id, seat.id, False, _EVER))


def _law(world: World, procedure: str, unit: Unit, collective: bool) -> Competence:
    head = next(
        seat for seat in world.of(Position) if seat.unit_id == unit.id and seat.rank is Rank.HEAD
    )
    return Competence(
        id=world.new_id(),
        procedure=procedure,
        unit_id=unit.id,
        position_id=head.id,
        collective=collective,
        powers=frozenset({Power.DECIDE, Power.SIGN}),
        legal_basis=f"Nghị định số 23/2015/NĐ-CP, thủ tục {procedure}",
        period=_EVER,
    )
