"""A small procedure of the ward that writes four papers: a letter that may be asked for again and
again, minutes that nobody seals, a submission that is initialled, and the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.documents.seal import seal
from engine.actions.documents.show import Shown, show
from engine.actions.documents.show_draft import show_draft
from engine.actions.documents.sign import sign
from engine.actions.dossiers.receive import receive
from engine.actions.tasks.complete import complete
from engine.actions.tasks.send_back import send_back
from engine.core.dossier import Document
from engine.core.procedure import parse_procedure
from engine.simulate import demo_city as city
from engine.store.bundles import store_bundle
from engine.store.versions import put_in_force
from tests.factories.competence import competent
from tests.factories.office import Office, person, request
from tests.factories.people import seat_somebody
from tests.factories.ward import WORKFLOWS

SLUG = "bon_van_ban"
DRAFT, REVIEW, MINUTES, RELEASED = "Soan", "Duyet", "KyBienBan", "PhatHanhBienBan"
SUBMISSION, RESULT, LETTER = "KyToTrinh", "KyKetQua", "KyThu"
SIGN, SEAL, GATHER = "LanhDaoKy", "VanThuDongDau", "ThuThapXacThuc"
SUBMIT = {"ket_luan": "trinh", "noi_dung": "Đề nghị xem xét.\nKính trình."}
ASK = {"ket_luan": "hoi_them", "noi_dung": "Đề nghị làm rõ."}
FUTURE = datetime.max.replace(tzinfo=UTC)

_PROCEDURE = """\
code: null
title: Bốn văn bản
field: Thử nghiệm
level: xã
decision: {number: 1/QĐ, date: 2025-07-01, issuer: UBND, under_delegation: null}
source: đặt ra cho phép thử
total: 5 ngày làm việc
cutoff: null
facts:
  ket_luan: {type: text, title: Kết luận}
documents:
  - {key: thu, kind: letter, title: Công văn, template: documents/van_ban.typ, drafter: Soan,
     signing_step: KyThu/LanhDaoKy, issuer: resolving, register: cong_van, symbol: UBND-TP,
     seal: true, addressees: [Người nộp]}
  - {key: bien_ban, kind: minutes, title: Biên bản, template: documents/van_ban.typ, drafter: Soan,
     signing_step: KyBienBan, issuer: resolving, register: bien_ban, symbol: BB, seal: false,
     addressees: [Lưu]}
  - {key: to_trinh, kind: submission, title: Tờ trình, template: documents/van_ban.typ,
     drafter: Soan, initialler: Duyet, signing_step: KyToTrinh/LanhDaoKy, issuer: resolving,
     register: cong_van, symbol: TTr-UBND, seal: true, addressees: [Thành phố],
     when: 'ket_luan = "trinh"'}
  - {key: ket_qua, kind: result, title: Quyết định, template: documents/van_ban.typ, drafter: Soan,
     sources: [Duyet], signing_step: KyKetQua/LanhDaoKy, issuer: resolving, register: quyet_dinh,
     symbol: QĐ-UBND, seal: true, addressees: [Người nộp], outcome: granted}
papers: []
returns:
  - {outcome: granted, document: ket_qua, by: one_stop@receiving}
four_eyes: true
calls: {}
"""
_FORMS = {
    "nhan": '{"title": "Nhận", "type": "object", "properties": '
    '{"viec": {"type": "string", "title": "Việc"}}, "required": ["viec"]}',
    "soan": '{"title": "Soạn", "type": "object", "properties": '
    '{"ket_luan": {"type": "string", "title": "Kết luận"}, '
    '"noi_dung": {"type": "string", "title": "Nội dung", "x-widget": "passage"}, '
    '"ghi_rieng": {"type": "string", "title": "Ghi riêng"}}, '
    '"required": ["ket_luan", "noi_dung"], "x-fact": ["ket_luan"]}',
    "duyet": '{"title": "Duyệt", "type": "object", "properties": '
    '{"y_kien": {"type": "string", "title": "Ý kiến"}}}',
}
_TEMPLATE = """\
#import "nd30.typ": *
#show: decree30.with(kind: data.title, about: none)
#passage(data.fields.noi_dung)
#for key in data.fields.keys().sorted() [#key ]
#ending[Hết]
"""
_DIAGRAM = """\
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:trinhky="urn:trinhky:bpmn:1" id="bon" targetNamespace="urn:trinhky:tests">
  <process id="bon_van_ban" name="Bốn văn bản" isExecutable="true">
    <startEvent id="BatDau"/>
    <userTask id="TiepNhan" name="Tiếp nhận" trinhky:power="receive"
      trinhky:performer="one_stop@receiving" trinhky:form="nhan"/>
    <userTask id="Soan" name="Soạn thảo" trinhky:power="appraise"
      trinhky:performer="civil_status" trinhky:form="soan"/>
    <exclusiveGateway id="KetLuan"/>
    <callActivity id="KyThu" name="Ký công văn" calledElement="ky_so_dong_dau"
      trinhky:document="thu" trinhky:returnsTo="Soan"/>
    <userTask id="KyBienBan" name="Ký biên bản" trinhky:power="sign" trinhky:performer="leader"
      trinhky:document="bien_ban" trinhky:returnsTo="Soan"/>
    <serviceTask id="PhatHanhBienBan" name="Kiểm tra biên bản" implementation="release"
      trinhky:document="bien_ban"/>
    <userTask id="Duyet" name="Duyệt, ký nháy" trinhky:performer="reviewer" trinhky:form="duyet"
      trinhky:returnsTo="Soan"/>
    <callActivity id="KyToTrinh" name="Ký tờ trình" calledElement="ky_so_dong_dau"
      trinhky:document="to_trinh" trinhky:returnsTo="Soan Duyet"/>
    <callActivity id="KyKetQua" name="Ký quyết định" calledElement="ky_so_dong_dau"
      trinhky:document="ket_qua" trinhky:returnsTo="Duyet"/>
    <endEvent id="DaCap" name="Đã cấp" trinhky:outcome="granted"/>
    <sequenceFlow id="F1" sourceRef="BatDau" targetRef="TiepNhan"/>
    <sequenceFlow id="F2" sourceRef="TiepNhan" targetRef="Soan"/>
    <sequenceFlow id="F3" sourceRef="Soan" targetRef="KetLuan"/>
    <sequenceFlow id="F4" sourceRef="KetLuan" targetRef="KyThu">
      <conditionExpression>ket_luan = "hoi_them"</conditionExpression></sequenceFlow>
    <sequenceFlow id="F5" sourceRef="KyThu" targetRef="Soan"/>
    <sequenceFlow id="F6" sourceRef="KetLuan" targetRef="KyBienBan">
      <conditionExpression>ket_luan = "trinh"</conditionExpression></sequenceFlow>
    <sequenceFlow id="F7" sourceRef="KyBienBan" targetRef="PhatHanhBienBan"/>
    <sequenceFlow id="F8" sourceRef="PhatHanhBienBan" targetRef="Duyet"/>
    <sequenceFlow id="F9" sourceRef="Duyet" targetRef="KyToTrinh"/>
    <sequenceFlow id="F10" sourceRef="KyToTrinh" targetRef="KyKetQua"/>
    <sequenceFlow id="F11" sourceRef="KyKetQua" targetRef="DaCap"/>
  </process>
</definitions>
"""


def bundle_files() -> dict[str, bytes]:
    """The files of the bundle by their paths."""
    common = WORKFLOWS / "common"
    shared = {
        f"common/{path.relative_to(common).as_posix()}": path.read_bytes()
        for path in sorted(common.rglob("*"))
        if path.is_file()
    }
    own = {f"forms/{key}.json": content.encode() for key, content in _FORMS.items()}
    return {
        **shared,
        **own,
        "procedure.yaml": _PROCEDURE.encode(),
        "diagram.bpmn": _DIAGRAM.encode(),
        "documents/van_ban.typ": _TEMPLATE.encode(),
    }


@dataclass(frozen=True)
class Papers:
    """A ward in which the procedure is in force, and a dossier of it."""

    office: Office
    reviewer: Actor
    id: UUID

    def write(self, answers: Mapping[str, object] = SUBMIT) -> None:
        """The specialist drafts."""
        self.office.complete("tu_phap", self.id, DRAFT, answers)

    def sign(self, step: str) -> Shown:
        """The chairman opens the page of this step and signs it; the worker finishes."""
        shown = self.to_sign(step)
        ref = self.office.ref(self.id, step)
        sign(self.office.outside, person("chu_tich"), ref, shown.sha256, city.KEY_PASSWORD)
        self.office.sweep()
        return shown

    def to_sign(self, step: str) -> Shown:
        return show(self.office.outside, person("chu_tich"), self.office.ref(self.id, step))

    def seal(self, call: str) -> None:
        """The văn thư seals what was signed in this call; the worker releases it."""
        ref = self.office.ref(self.id, f"{call}/{SEAL}")
        shown = show(self.office.outside, person("van_thu"), ref)
        seal(self.office.outside, person("van_thu"), ref, shown.sha256, city.KEY_PASSWORD)
        self.office.sweep()

    def issue(self, call: str) -> None:
        """Signed, numbered, sealed, released."""
        self.sign(f"{call}/{SIGN}")
        self.seal(call)

    def draft(self, key: str = "to_trinh") -> Shown:
        """The reviewer opens a draft."""
        return show_draft(self.office.outside, self.reviewer, self.office.ref(self.id, REVIEW), key)

    def initial(self, **seen: str) -> None:
        """The reviewer completes the review; `seen` are the hashes of drafts by key."""
        ref = self.office.ref(self.id, REVIEW)
        complete(self.office.outside, self.reviewer, ref, {}, shown=seen)

    def reviewed(self) -> None:
        """Drafted, minutes signed, submission initialled."""
        self.write()
        self.sign(MINUTES)
        self.initial(to_trinh=self.draft().sha256)

    def back(self, step: str, target: str, login: str = "chu_tich") -> None:
        ref = self.office.ref(self.id, step)
        send_back(self.office.outside, person(login), ref, target, "Chưa đạt.")

    def documents(self) -> dict[str, list[Document]]:
        """The documents by key, the first issue first."""
        found: dict[str, list[Document]] = {}
        for document in self.office.documents(self.id):
            found.setdefault(document.key, []).append(document)
        return {
            key: sorted(each, key=lambda document: document.issued_at or FUTURE)
            for key, each in found.items()
        }

    def document(self, key: str) -> Document:
        [only] = self.documents()[key]
        return only


def with_papers(office: Office) -> Papers:
    """The procedure in force, the chairman competent, a reviewer seated, a dossier received."""
    publish(office, SLUG, bundle_files())
    competent(office, SLUG, "chu_tich")
    reviewer = seat_somebody(office.outside, "Ngô Thị Duyệt", ["reviewer"], [])
    asked = request(procedure=SLUG, papers=(), answers={"viec": "xin phép"})
    return Papers(office, reviewer, receive(office.outside, person("mot_cua"), asked).dossier_id)


def publish(office: Office, slug: str, files: dict[str, bytes], unit: UUID = city.WARD) -> None:
    """Put a bundle in force as it is, without the checks that a shipped one has to pass."""
    procedure = parse_procedure(files["procedure.yaml"], slug)
    with office.outside.sessions.begin() as session:
        sha256 = store_bundle(session, files, procedure, city.BEGINNING)
        put_in_force(session, procedure, sha256, city.BEGINNING, unit_id=unit)
