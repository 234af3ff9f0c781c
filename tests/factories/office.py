"""One day at the ward's office: its people do what an action lets them do, in this process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from engine.actions.actor import Actor
from engine.actions.documents.seal import seal
from engine.actions.documents.show import show
from engine.actions.documents.sign import sign
from engine.actions.dossiers.receive import Intake, Received, receive
from engine.actions.outbox.sweep import sweep
from engine.actions.papers import Upload
from engine.actions.supplements.receive import receive as receive_supplement
from engine.actions.tasks.complete import complete
from engine.core.dossier import Document, Dossier, Task
from engine.core.dossier import Party as PartyValue
from engine.core.move import TaskRef
from engine.outside.outside import Outside
from engine.simulate import demo_city as city
from engine.simulate.scan import one_page_scan
from engine.store.documents import documents_of
from engine.store.load_dossier import load_dossier
from engine.store.tasks import tasks_of
from tests.factories.clock import StoppedClock, local

MORNING = local("2026-03-09 09:00")
"""A plain Monday, on which the tests' office opens its day."""
SLUG = "hn_663_ban_sao_tu_so_goc"
APPLICANT = PartyValue("Trần Văn Thưởng", "001098012345", "0912345678", None, None)
REQUEST = {
    "ten_van_ban": "Giấy khai sinh",
    "nguoi_duoc_cap": "Trần Văn Thưởng",
    "quan_he": "ban_than",
}
FIT = {
    "ket_luan": "du_dieu_kien",
    "so_quyen": "01/1998",
    "so_vao_so": "57",
    "ngay_vao_so": "1998-03-09",
    "noi_dung_so_goc": "Họ và tên: Trần Văn Thưởng. Giới tính: Nam.",
}
MISSING = {"ket_luan": "can_bo_sung", "noi_dung_bo_sung": "Văn bản ủy quyền."}
SLIP = {"kenh_gui_phieu": "tai_quay"}
HANDED_OVER = {"hinh_thuc_tra": "tai_quay"}
EXAMINE = "ThamDinh"
SIGN = "KySoBanSao/LanhDaoKy"
GATHER = "KySoBanSao/ThuThapXacThuc"
SEAL = "KySoBanSao/VanThuDongDau"
RELEASE = "KySoBanSao/PhatHanh"
HAND_OVER = "TraKetQua"
SEND_SLIP = "BoSung/LapPhieu"
AWAIT_PAPERS = "BoSung/NhanBoSung"
TERM = "BoSung/HetHanBoSung"
CONFIRM_LAPSE = "BoSung/XacNhanQuaHan"


def person(login: str) -> Actor:
    """The signed-in person of a demo account."""
    seat = city.seat(login)
    return Actor(seat.person_id, seat.full_name, login)


def scan(component: str = "giay_to_tuy_than", name: str = "can-cuoc.pdf") -> Upload:
    """A one-page paper."""
    return Upload(component, name, one_page_scan(name))


def request(**changed: Any) -> Intake:
    """What the desk enters on a plain day."""
    plain: dict[str, Any] = {
        "procedure": SLUG,
        "applicant": APPLICANT,
        "submitter": None,
        "papers": (scan(),),
        "answers": REQUEST,
        "idempotency_key": str(uuid4()),
    }
    return Intake(**{**plain, **changed})


@dataclass(frozen=True)
class Office:
    """The outside of the ward, and its clock, which stands still until it is moved."""

    outside: Outside
    clock: StoppedClock

    def receive(self, **changed: Any) -> Received:
        """The desk takes a dossier in."""
        return receive(self.outside, person("mot_cua"), request(**changed))

    def complete(
        self, login: str, dossier_id: UUID, step: str, answers: Mapping[str, object]
    ) -> None:
        """Somebody completes an open step with a form."""
        complete(self.outside, person(login), self.ref(dossier_id, step), answers)

    def sign(
        self, dossier_id: UUID, login: str = "chu_tich", password: str = city.KEY_PASSWORD
    ) -> UUID:
        """Somebody opens the page and signs it."""
        ref = self.ref(dossier_id, SIGN)
        shown = show(self.outside, person(login), ref)
        return sign(self.outside, person(login), ref, shown.sha256, password)

    def seal(
        self, dossier_id: UUID, login: str = "van_thu", password: str = city.KEY_PASSWORD
    ) -> UUID:
        """The văn thư opens the signed page, numbers and seals it."""
        ref = self.ref(dossier_id, SEAL)
        shown = show(self.outside, person(login), ref)
        return seal(self.outside, person(login), ref, shown.sha256, password)

    def supplement(self, dossier_id: UUID, login: str = "mot_cua") -> None:
        """The desk takes in what was missing."""
        ref = self.ref(dossier_id, AWAIT_PAPERS)
        receive_supplement(
            self.outside, person(login), ref, (scan("chung_minh_quan_he", "uy-quyen.pdf"),)
        )

    def sweep(self) -> int:
        """The worker does what is due."""
        return sweep(self.outside)

    def tasks(self, dossier_id: UUID) -> tuple[Task, ...]:
        with self.outside.sessions() as session:
            return tasks_of(session, dossier_id)

    def open_steps(self, dossier_id: UUID) -> list[str]:
        return sorted(t.element for t in self.tasks(dossier_id) if t.status == "open")

    def ref(self, dossier_id: UUID, step: str) -> TaskRef:
        """The open task of a step."""
        [found] = [t for t in self.tasks(dossier_id) if t.element == step and t.status == "open"]
        return TaskRef(dossier_id, found.id)

    def dossier(self, dossier_id: UUID) -> Dossier:
        with self.outside.sessions() as session:
            return load_dossier(session, dossier_id)

    def documents(self, dossier_id: UUID) -> Sequence[Document]:
        with self.outside.sessions() as session:
            return documents_of(session, dossier_id)

    def with_outside(self, **changed: Any) -> Office:
        """The same office with another part of its outside."""
        return replace(self, outside=replace(self.outside, **changed))


def office_at(outside: Outside, tsa_url: str, at: datetime = MORNING) -> Office:
    """An office whose clock stands at `at`, with the PKI of its home."""
    clock = StoppedClock(at)
    settings = replace(outside.settings, demo=True, tsa_url=tsa_url)
    services = replace(outside.services, tsa_url=tsa_url)
    return Office(replace(outside, settings=settings, clock=clock, services=services), clock)
