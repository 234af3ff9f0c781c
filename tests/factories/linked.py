"""Two procedures of two agencies: the ward asks, another ward answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from engine.actions.actor import Actor
from engine.actions.dossiers.receive import receive
from engine.actions.tasks.complete import complete
from engine.core.authority.register import Power
from engine.core.messages import Message
from engine.core.procedure import parse_procedure
from engine.simulate import demo_city as city
from engine.store.bundles import store_bundle
from engine.store.links import links_of
from engine.store.versions import put_in_force
from tests.factories.office import Office, person, request, scan
from tests.factories.people import found_ward, seat_somebody

PARENT, CHILD = "hoi", "tra_loi"
ASK, OPEN, AWAIT, GO_ON = "Chuan", "MoHoSo", "ChoTraLoi", "XuLy"
TAKE_IN, WEIGH = "Nhan", "Xet"

_HEAD = """\
code: null
title: {title}
field: Thử nghiệm
level: xã
decision: {{number: 1/QĐ, date: 2025-07-01, issuer: UBND, under_delegation: null}}
source: đặt ra cho phép thử
total: null
cutoff: null
documents: []
papers:
  - {{key: giay, title: Giấy tờ, required: false}}
returns: []
four_eyes: false
calls: {{}}
"""
_PARENT = """\
parties: {ban: Cơ quan bạn}
facts:
  ket_qua_tra_loi: {type: text, title: Kết quả}
  so_luong: {type: number, title: Số lượng}
"""
_CHILD = """\
facts:
  ket_luan: {type: text, title: Kết luận}
"""
_OPENING = """\
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:trinhky="urn:trinhky:bpmn:1" id="d" targetNamespace="urn:trinhky:tests">
"""
_PARENT_DIAGRAM = f"""{_OPENING}
  <message id="TraLoi" name="linked_tra_loi"/>
  <process id="hoi" name="Hỏi" isExecutable="true">
    <startEvent id="BatDau"/>
    <userTask id="TiepNhan" name="Tiếp nhận" trinhky:power="receive"
      trinhky:performer="one_stop@receiving"/>
    <userTask id="Chuan" name="Chuẩn bị" trinhky:power="appraise" trinhky:performer="civil_status"/>
    <serviceTask id="MoHoSo" name="Mở hồ sơ" implementation="open_linked"
      trinhky:procedure="tra_loi" trinhky:party="ban"/>
    <intermediateCatchEvent id="ChoTraLoi" name="Chờ trả lời">
      <messageEventDefinition messageRef="TraLoi"/></intermediateCatchEvent>
    <userTask id="XuLy" name="Xử lý" trinhky:power="appraise" trinhky:performer="civil_status"/>
    <endEvent id="Xong" name="Xong" trinhky:outcome="granted"/>
    <sequenceFlow id="F1" sourceRef="BatDau" targetRef="TiepNhan"/>
    <sequenceFlow id="F2" sourceRef="TiepNhan" targetRef="Chuan"/>
    <sequenceFlow id="F3" sourceRef="Chuan" targetRef="MoHoSo"/>
    <sequenceFlow id="F4" sourceRef="MoHoSo" targetRef="ChoTraLoi"/>
    <sequenceFlow id="F5" sourceRef="ChoTraLoi" targetRef="XuLy"/>
    <sequenceFlow id="F6" sourceRef="XuLy" targetRef="Xong"/>
  </process>
</definitions>
"""
_CHILD_DIAGRAM = f"""{_OPENING}
  <process id="tra_loi" name="Trả lời" isExecutable="true">
    <startEvent id="BatDau"/>
    <userTask id="Nhan" name="Nhận" trinhky:power="receive"
      trinhky:performer="one_stop@receiving"/>
    <userTask id="Xet" name="Xét" trinhky:power="appraise" trinhky:performer="expert"
      trinhky:form="xet"/>
    <serviceTask id="GuiTraLoi" name="Gửi trả lời" implementation="answer_linked"/>
    <exclusiveGateway id="KetLuan" default="F5"/>
    <endEvent id="Dong" name="Đồng ý" trinhky:outcome="granted"/>
    <endEvent id="Khong" name="Không" trinhky:outcome="refused"/>
    <sequenceFlow id="F1" sourceRef="BatDau" targetRef="Nhan"/>
    <sequenceFlow id="F2" sourceRef="Nhan" targetRef="Xet"/>
    <sequenceFlow id="F3" sourceRef="Xet" targetRef="GuiTraLoi"/>
    <sequenceFlow id="F4" sourceRef="GuiTraLoi" targetRef="KetLuan"/>
    <sequenceFlow id="F5" sourceRef="KetLuan" targetRef="Khong"/>
    <sequenceFlow id="F6" sourceRef="KetLuan" targetRef="Dong">
      <conditionExpression>ket_luan = "dat"</conditionExpression></sequenceFlow>
  </process>
</definitions>
"""
_FORM = (
    '{"title": "Xét", "type": "object", "properties": '
    '{"ket_luan": {"type": "string", "title": "Kết luận"}}, '
    '"required": ["ket_luan"], "x-fact": ["ket_luan"]}'
)


@dataclass(frozen=True)
class Agencies:
    """The ward, and the agency that it asks."""

    office: Office
    there: UUID
    desk: Actor
    expert: Actor

    def receive(self) -> UUID:
        """A dossier of the ward, before anybody is asked."""
        asked = request(procedure=PARENT, papers=(scan("giay"),), answers={})
        return receive(self.office.outside, person("mot_cua"), asked).dossier_id

    def ask(self, parent: UUID) -> None:
        """The specialist prepares; the machine step is left to the worker."""
        self.office.complete("tu_phap", parent, ASK, {})

    def asked(self) -> tuple[UUID, UUID]:
        """The ward's dossier that waits, and the other agency's that was opened for it."""
        parent = self.receive()
        self.ask(parent)
        self.office.sweep()
        with self.office.outside.sessions() as session:
            [link] = links_of(session, parent)
        return parent, link.other_id

    def take_in(self, child: UUID) -> None:
        complete(self.office.outside, self.desk, self.office.ref(child, TAKE_IN), {})

    def weigh(self, child: UUID, found: str = "dat") -> None:
        """The expert decides; the answer is left to the worker."""
        ref = self.office.ref(child, WEIGH)
        complete(self.office.outside, self.expert, ref, {"ket_luan": found})

    def message(self, parent: UUID, **changed: Any) -> Message:
        """An answer as it comes from elsewhere."""
        plain: dict[str, Any] = {
            "id": uuid4(),
            "name": "linked_tra_loi",
            "correlation": self.office.dossier(parent).code,
            "sender": "H99",
            "facts": {"ket_qua_tra_loi": "granted"},
        }
        return Message(**{**plain, **changed})


def with_agencies(office: Office) -> Agencies:
    """Both procedures in force, and the people of the other agency seated."""
    there = found_ward(office.outside, "Phường Bạn")
    _publish(office, PARENT, _PARENT, _PARENT_DIAGRAM, city.WARD, {"ban": there})
    _publish(office, CHILD, _CHILD, _CHILD_DIAGRAM, there, {})
    desk = seat_somebody(office.outside, "Ngô Thị Quầy", ["one_stop"], [Power.RECEIVE], there)
    expert = seat_somebody(office.outside, "Ngô Văn Xét", ["expert"], [Power.APPRAISE], there)
    return Agencies(office, there, desk, expert)


def _publish(
    office: Office, slug: str, own: str, diagram: str, unit: UUID, parties: dict[str, UUID]
) -> None:
    files = {
        "procedure.yaml": (_HEAD.format(title=slug) + own).encode(),
        "diagram.bpmn": diagram.encode(),
        "forms/xet.json": _FORM.encode(),
    }
    procedure = parse_procedure(files["procedure.yaml"], slug)
    with office.outside.sessions.begin() as session:
        sha256 = store_bundle(session, files, procedure, city.BEGINNING)
        put_in_force(session, procedure, sha256, city.BEGINNING, unit_id=unit, parties=parties)
