"""A small procedure in which several take part: agencies are consulted, a council votes.

An officer is chosen, examines, two agencies are asked for seven days, a council of five votes,
the head approves or sends it back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from engine.actions.actor import Actor
from engine.actions.bundles.load import load
from engine.actions.dossiers.receive import receive
from engine.actions.tasks.close_council import close_council
from engine.actions.tasks.complete import complete
from engine.actions.tasks.give_opinion import give_opinion
from engine.actions.tasks.vote import vote
from engine.core.dossier import Task
from engine.core.move import TaskRef
from engine.core.versions import Binding
from engine.simulate import demo_city as city
from engine.store.load_standing import Standing, load_standing
from tests.bpmn.diagrams import diagram, process
from tests.engine.store.factory import census
from tests.factories.office import Office, person, request
from tests.factories.people import found_ward, seat_somebody

SLUG = "phoi_hop"
PLACES = ("so_a", "so_b", "hoi_dong")
MEMBERS = tuple(f"tv_{number}" for number in range(1, 6))
SECRETARY = MEMBERS[1]
EXPERTS = {"a_1": "so_a", "a_2": "so_a", "b_1": "so_b"}
ACCEPT = "TiepNhan"
CHOOSE, EXAMINE, CONSULT, COUNCIL, APPROVE = (
    "PhanCong",
    "ThamDinh",
    "LayYKien",
    "HopHoiDong",
    "Duyet",
)
TERM = "HetHanYKien"

_ELEMENTS = """
startEvent BatDau
userTask TiepNhan trinhky:performer=one_stop@receiving trinhky:power=receive
userTask PhanCong trinhky:performer=leader trinhky:assigns=ThamDinh
userTask ThamDinh trinhky:performer=civil_status trinhky:power=appraise trinhky:form=tham_dinh \
trinhky:budget="2 ngày làm việc"
userTask LayYKien trinhky:joint=consult trinhky:performer=civil_status trinhky:invited=moi \
trinhky:members="expert@so_a expert@so_b" trinhky:returnsTo=ThamDinh
boundaryEvent HetHanYKien attachedToRef=LayYKien timer="7 ngày"
userTask HopHoiDong trinhky:joint=council trinhky:performer=council_secretary@hoi_dong \
trinhky:members=council_member@hoi_dong trinhky:quorum=2/3 trinhky:threshold=80% \
trinhky:ballot={ballot} trinhky:result=dat trinhky:returnsTo=ThamDinh
userTask Duyet trinhky:performer=leader trinhky:returnsTo="PhanCong ThamDinh LayYKien ThamDinhLai"
exclusiveGateway Re
userTask ThamDinhLai trinhky:performer=civil_status trinhky:returnsTo=ThamDinh
endEvent DaDuyet trinhky:outcome=granted
endEvent KhongDat trinhky:outcome=refused
"""
_FLOWS = """
BatDau -> TiepNhan -> PhanCong -> ThamDinh -> LayYKien -> HopHoiDong
HetHanYKien -> HopHoiDong
HopHoiDong -> Re -> [dat = true] Duyet -> DaDuyet
Re -> [moi = "lai"] ThamDinhLai -> KhongDat
Re -> [default] KhongDat
"""
_PROCEDURE = """
code: null
title: Phối hợp
field: Kiểm thử
level: xã
decision: {number: 1/QĐ, date: 2026-01-01, issuer: UBND, under_delegation: null}
source: bịa ra để kiểm thử
total: 30 ngày làm việc
cutoff: null
parties: {so_a: Sở A, so_b: Sở B, hoi_dong: Hội đồng}
facts:
  moi: {type: text, title: Cơ quan được hỏi}
  dat: {type: boolean, title: Hội đồng thông qua}
documents: []
papers: []
returns: []
four_eyes: true
calls: {}
"""
_FORM = """{"title": "Thẩm định", "type": "object",
 "properties": {"moi": {"type": "string", "title": "Cơ quan được hỏi", "maxLength": 60}},
 "required": [], "x-fact": ["moi"]}"""


@dataclass(frozen=True)
class Joint:
    """The ward, the agencies beside it, and a dossier that waits for its officer to be chosen."""

    office: Office
    id: UUID
    people: dict[str, Actor]
    units: dict[str, UUID]

    def actor(self, name: str) -> Actor:
        """One of those who take part, or an account of the ward."""
        return self.people[name] if name in self.people else person(name)

    def standing(self) -> Standing:
        with self.office.outside.sessions() as session:
            return load_standing(session, self.id, self.office.clock.now())

    def last(self, step: str) -> Task:
        """The step's newest task, open or not."""
        found = [t for t in self.office.tasks(self.id) if t.element == step and not t.parent_id]
        return max(found, key=lambda t: (t.opened_at, t.status == "open"))

    def ref(self, step: str) -> TaskRef:
        return TaskRef(self.id, self.last(step).id)

    def part(self, step: str, name: str) -> TaskRef:
        """What the newest round of a joint step asks of this person."""
        if name in EXPERTS:
            return TaskRef(self.id, uuid5(self.last(step).id, f"expert@{EXPERTS[name]}"))
        return TaskRef(self.id, uuid5(self.last(step).id, str(self.seat(name))))

    def seat(self, name: str) -> UUID:
        """The seat of one of those who take part."""
        person_id = self.people[name].person_id
        appointments = self.standing().around.register.appointments
        return next(a.position_id for a in appointments if a.person_id == person_id)

    def task(self, ref: TaskRef) -> Task:
        return next(t for t in self.office.tasks(self.id) if t.id == ref.task_id)

    def complete(self, name: str, step: str, answers: Mapping[str, object] | None = None) -> None:
        complete(self.office.outside, self.actor(name), self.ref(step), answers or {})

    def consult(self) -> None:
        """On to the consultation."""
        self.complete("chu_tich", CHOOSE)
        self.complete("tu_phap", EXAMINE)

    def answer(self, name: str, value: str = "agreed", text: str = "Nhất trí.") -> None:
        give_opinion(self.office.outside, self.actor(name), self.part(CONSULT, name), value, text)

    def council(self) -> None:
        """On to the council."""
        self.consult()
        self.answer("a_1")
        self.answer("b_1")

    def vote(self, name: str, value: str = "agree", reason: str | None = None) -> None:
        vote(self.office.outside, self.actor(name), self.part(COUNCIL, name), value, reason)

    def close(self, name: str = SECRETARY) -> None:
        close_council(self.office.outside, self.actor(name), self.ref(COUNCIL))

    def everything(self) -> dict[str, list[Any]]:
        """All that the database holds."""
        with self.office.outside.sessions() as session:
            return census(session)


def joint(office: Office, *, ballot: str = "secret") -> Joint:
    """The procedure in force at the ward, with its agencies, and a dossier just received."""
    outside = office.outside
    units = {place: found_ward(outside, place) for place in PLACES}
    people = {
        name: seat_somebody(outside, name, ("expert",), (), units[place])
        for name, place in EXPERTS.items()
    }
    for name in MEMBERS:
        roles = ["council_member", *(["council_secretary"] if name == SECRETARY else [])]
        people[name] = seat_somebody(outside, name, roles, (), units["hoi_dong"])
    files = {
        "diagram.bpmn": diagram(process(SLUG, _ELEMENTS.format(ballot=ballot), _FLOWS)),
        "procedure.yaml": _PROCEDURE.encode(),
        "forms/tham_dinh.json": _FORM.encode(),
    }
    load(outside, files, SLUG, (Binding(city.WARD, units),))
    intake = request(procedure=SLUG, papers=(), answers={})
    dossier_id = receive(outside, person("mot_cua"), intake).dossier_id
    return Joint(office, dossier_id, people, units)
