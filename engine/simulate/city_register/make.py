"""The rows of the workbook, sheet by sheet; the same seed makes the same city."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count, cycle
from pathlib import Path
from random import Random
from typing import Any

from engine.core.authority.unit_kinds import KINDS, UnitKind
from engine.core.strict_yaml import read_yaml
from engine.simulate.city_register import figures as f

WORDS = Path(__file__).with_name("words.yaml")
BEGUN = date(2025, 7, 1)
"""The day of the two-level government."""
CITY = "H26"
Rows = dict[str, list[Sequence[object]]]


@dataclass(frozen=True, slots=True)
class Agency:
    """A department or a commune: its code, short name, the code of its head's seat."""

    code: str
    name: str
    short: str
    head: str
    field: str = ""
    objects: tuple[str, ...] = ()


@dataclass(slots=True)
class City:
    """The workbook under way."""

    chance: Random
    words: Mapping[str, Any]
    rows: Rows = field(default_factory=dict)
    persons: Iterator[int] = field(default_factory=lambda: count(500_000))

    def add(self, sheet: str, *cells: object) -> None:
        """One row."""
        self.rows.setdefault(sheet, []).append(cells)

    def unit(self, code: str, name: str, parent: str | None, short: str, place: str) -> None:
        """An agency with a collective where it is a committee; its kind follows from its depth."""
        committee = name.startswith("Ủy ban")
        collective = "Ủy ban nhân dân" if committee else None
        kind = UnitKind.COMMUNE if committee else UnitKind.DEPARTMENT
        if parent is None:
            kind = UnitKind.PROVINCE
        elif parent != CITY:
            kind = UnitKind.DIVISION
        words = KINDS[kind]
        self.add("Đơn vị", code, name, parent, collective, short, place, words, BEGUN, None)

    def seat(self, unit: str, number: int, title: str, rank: str, roles: str, powers: str) -> str:
        """A position with somebody in it; answers its code."""
        code = f"{unit}.V{number:02d}"
        self.add("Vị trí", code, unit, title, rank, roles, powers, BEGUN, None)
        identity, name = self._person()
        self.add("Người", identity, name, None)
        self.add("Bổ nhiệm", identity, code, "không", BEGUN, None)
        return code

    def _person(self) -> tuple[str, str]:
        sex = self.chance.choice("mf")
        parts = (
            self.words["family"], self.words["middle"][sex], self.words["given"][sex],
        )  # fmt: skip
        born = self.chance.randint(66, 99)
        identity = f"001{0 if sex == 'm' else 1}{born}{next(self.persons):06d}"
        return identity, " ".join(self.chance.choice(part) for part in parts)


def make_city(seed: int) -> Rows:
    """Rows by the title of their sheet, in the order of `columns.HEADS`."""
    city = City(Random(seed), read_yaml(WORDS.read_bytes()))
    chairman = _city(city)
    departments = [*_departments(city)]
    communes = [*_communes(city)]
    planned = _procedures(city, chairman, departments, communes)
    _assignments(city, chairman, [*departments, *communes])
    _delegations(city, chairman, departments, planned)
    return city.rows


def _city(city: City) -> str:
    city.unit(CITY, "Ủy ban nhân dân thành phố Hà Nội", None, "UBND", "Hà Nội")
    chairman = city.seat(CITY, 1, "Chủ tịch", "người đứng đầu", "leader", "")
    for number in range(2, 7):
        city.seat(CITY, number, "Phó Chủ tịch", "cấp phó", "leader", "")
    city.seat(CITY, 7, "Công chức Văn thư", "công chức", "van_thu", "đóng dấu")
    return chairman


def _departments(city: City) -> Iterator[Agency]:
    for number, told in enumerate(city.words["departments"], start=1):
        code = f"{CITY}.{number:02d}"
        city.unit(code, told["name"], CITY, told["short"], "Hà Nội")
        head = city.seat(code, 1, "Giám đốc", "người đứng đầu", "leader", "")
        for deputy in range(2, 5):
            city.seat(code, deputy, "Phó Giám đốc", "cấp phó", "leader", "")
        _desk(city, code, 5)
        _rooms(city, code, city.words["rooms"]["department"], told["short"], "Hà Nội", 4)
        yield Agency(code, told["name"], told["short"], head, told["field"], tuple(told["objects"]))


def _communes(city: City) -> Iterator[Agency]:
    place = city.words["place"]
    names = [f"{first} {second}" for first in place["first"] for second in place["second"]]
    for number, name in enumerate(names, start=1):
        code = f"{CITY}.{100 + number}"
        kind = "phường" if number <= f.WARDS else "xã"
        city.unit(code, f"Ủy ban nhân dân {kind} {name}", CITY, "UBND", name)
        head = city.seat(code, 1, "Chủ tịch", "người đứng đầu", "leader", "")
        for deputy in range(2, 4):
            city.seat(code, deputy, "Phó Chủ tịch", "cấp phó", "leader", "")
        _desk(city, code, 4)
        _rooms(city, code, city.words["rooms"]["commune"], "UBND", name, 3)
        yield Agency(code, name, "UBND", head)


def _desk(city: City, code: str, number: int) -> None:
    city.seat(code, number, "Công chức Bộ phận Một cửa", "công chức", "one_stop", "tiếp nhận")
    city.seat(code, number + 1, "Công chức Văn thư", "công chức", "van_thu", "đóng dấu")


def _rooms(city: City, code: str, names: Sequence[str], short: str, place: str, staff: int) -> None:
    for number, name in enumerate(names, start=1):
        room = f"{code}.{number}"
        city.unit(room, name, code, short, place)
        city.seat(room, 1, "Trưởng phòng", "người đứng đầu", "division_head", "thẩm định")
        city.seat(room, 2, "Phó Trưởng phòng", "cấp phó", "division_head", "thẩm định")
        for seat in range(3, 3 + staff):
            city.seat(room, seat, "Chuyên viên", "công chức", "specialist", "thẩm định")


def _procedures(
    city: City, chairman: str, departments: Sequence[Agency], communes: Sequence[Agency]
) -> list[tuple[str, Agency]]:
    """All procedures and who decides them by law; answers those that the city plans to delegate,
    each with the department of its field."""
    codes = (f"3.{number:06d}" for number in count(500_001))
    every = f.PROCEDURES - f.COMMUNE_PROCEDURES
    above = [
        (act, thing, agency)
        for act in city.words["acts"]
        for agency in departments
        for thing in agency.objects
    ][:every]
    planned: list[tuple[str, Agency]] = []
    for number, (act, thing, agency) in enumerate(above):
        code = next(codes)
        _procedure(city, code, f"{act} {thing}", agency.field, "cấp tỉnh")
        if number % 2 == 0:  # the city's own, of which most are planned
            _competence(city, code, CITY, chairman, number % 3 == 0)
            planned.append((code, agency))
        else:
            _competence(city, code, agency.code, agency.head, False)
    below = [(act, thing) for act in city.words["acts"] for thing in city.words["commune_objects"]]
    for act, thing in below[: f.COMMUNE_PROCEDURES]:
        code = next(codes)
        _procedure(city, code, f"{act} {thing}", "Cấp xã", "cấp xã")
        for commune in communes:
            _competence(city, code, commune.code, commune.head, False)
    return planned[: f.PLANNED]


def _procedure(city: City, code: str, title: str, field: str, level: str) -> None:
    term = f"{city.chance.choice((3, 5, 7, 10, 15, 20)):02d} ngày làm việc"
    city.add("Thủ tục", code, title, field, level, term, BEGUN, None)


def _competence(city: City, code: str, unit: str, seat: str, collective: bool) -> None:
    says = "có" if collective else "không"
    law = "Luật Tổ chức chính quyền địa phương số 72/2025/QH15"
    city.add("Thẩm quyền", code, unit, seat, says, "quyết định; ký", law, BEGUN, None)


def _assignments(city: City, chairman: str, agencies: Sequence[Agency]) -> None:
    """Each head's deputies sign KT. for him in everything."""
    heads = [(CITY, "UBND", chairman, 5)]
    heads += [(a.code, a.short, a.head, 2 if a.short == "UBND" else 3) for a in agencies]
    for code, short, head, deputies in heads:
        number = f"15/QĐ-{short}"
        _instrument(city, number, date(2025, 7, 2), "ký thay", head, "Điều 13 Nghị định số "
                    "30/2020/NĐ-CP", None)  # fmt: skip
        for line in range(1, deputies + 1):
            to = f"{code}.V{line + 1:02d}"
            city.add("Giao quyền", number, None, line, head, to, None, None, None, None,
                     "quyết định; ký", None, None, None)  # fmt: skip


def _instrument(
    city: City, number: str, on: date, kind: str, issuer: str, law: str, ends: date | None
) -> None:
    city.add("Văn bản", number, on, kind, issuer, law, "có hiệu lực", None, "không", "có",
             "chuyển về người giao", None, on, ends)  # fmt: skip


_BATCH = 12
"""Procedures of one decision, at most."""


def _delegations(
    city: City, chairman: str, departments: Sequence[Agency], planned: list[tuple[str, Agency]]
) -> None:
    """Plans in the order of their list; decisions by department; what each led to."""
    others = cycle(departments)
    twice = {code for code, _ in planned[: f.TWO_DELEGATES]}
    waiting = {code for code, _ in planned[-f.UNDELEGATED :]}
    targets: list[tuple[str, Agency]] = []
    for code, agency in planned:
        targets.append((code, agency))
        if code in twice:
            targets.append((code, next(a for a in others if a is not agency)))
    decided = _decisions(city, chairman, [t for t in targets if t[0] not in waiting])
    for number, (code, agency) in enumerate(targets, start=1):
        plan = (f"PA-{number:03d}", code, agency.code, "4610/QĐ-UBND", date(2025, 7, 10))
        decision = decided.get((code, agency.code))
        if decision is None:
            city.add("Phương án", *plan, *(None,) * 7)
            continue
        serial, on = decision
        later = (f"{serial + 1}/QĐ-UBND", on.replace(day=20), f"{serial + 2}/QĐ-TTPVHCC")
        city.add("Phương án", *plan, f"{serial}/QĐ-UBND", on, *later, on.replace(day=27), None)


def _decisions(
    city: City, chairman: str, targets: Sequence[tuple[str, Agency]]
) -> dict[tuple[str, str], tuple[int, date]]:
    """One decision for at most a dozen procedures of a department: its serial and day."""
    by_agency: dict[str, list[tuple[str, Agency]]] = {}
    for code, agency in targets:
        by_agency.setdefault(agency.code, []).append((code, agency))
    serials, months = count(5000, 10), cycle(range(8, 13))
    decided: dict[tuple[str, str], tuple[int, date]] = {}
    for same in by_agency.values():
        for start in range(0, len(same), _BATCH):
            batch = same[start : start + _BATCH]
            serial, on = next(serials), date(2025, next(months), 5)
            number = f"{serial}/QĐ-UBND"
            _instrument(city, number, on, "ủy quyền", chairman, "Điều 14 Luật Tổ chức chính "
                        "quyền địa phương số 72/2025/QH15", date(2030, 12, 31))  # fmt: skip
            listed = "; ".join(code for code, _ in batch)
            city.add("Giao quyền", number, None, 1, chairman, batch[0][1].head, None, None, None,
                     listed, "quyết định; ký", None, None, None)  # fmt: skip
            decided |= {(code, agency.code): (serial, on) for code, agency in batch}
    return decided
