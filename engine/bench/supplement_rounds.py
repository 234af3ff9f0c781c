"""Dossiers of the shipped procedure that go round its supplement loop: the step that is measured.

A round is two completed tasks (the appraisal finds something missing; the desk sends the slip)
and the supplement that comes in. The two are real and whole: one transaction each, with
authority, legal clock, form and history. The bell of the worker is left out, for the transaction
that is compared with has none; the third is not timed.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from bpmn.values import Kind
from engine.actions.actor import Actor
from engine.actions.bundles.load import load
from engine.actions.dossiers.receive import Intake, receive
from engine.actions.papers import Upload
from engine.actions.step import take
from engine.actions.tasks.complete import complete_in
from engine.core.acts import MessageDelivered
from engine.core.dossier import Party
from engine.core.move import TaskRef
from engine.outside.bundle_folder import read_bundle
from engine.outside.outside import Outside
from engine.simulate import demo_city as city
from engine.simulate.scan import one_page_scan
from engine.store.load_open_task import load_open_task
from engine.store.load_standing import load_standing

FOLDER = Path("chung_thuc/hn_663_ban_sao_tu_so_goc")
MISSING = {"ket_luan": "can_bo_sung", "noi_dung_bo_sung": "Giấy tờ tùy thân còn hạn sử dụng."}
SLIP = {"kenh_gui_phieu": "tin_nhan"}
RECEIVED = {
    "ten_van_ban": "Giấy khai sinh",
    "nguoi_duoc_cap": "Trần Văn Thưởng",
    "quan_he": "ban_than",
    "thong_tin_tra_cuu": "Đăng ký tháng 3 năm 1998",
}
APPLICANT = Party("Trần Văn Thưởng", "001098012345", "0912345678", None, "Số 5, ngõ Bến Đò")


@dataclass(frozen=True, slots=True)
class Took:
    """Measured steps, their time by the wall and by this process's CPU, in seconds."""

    steps: int
    wall: float
    cpu: float


def load_procedure(outside: Outside, workflows: Path) -> None:
    """Put the measured procedure in force."""
    folder = workflows / FOLDER
    load(outside, read_bundle(folder), folder.name)


class Rounds:
    """Some dossiers at the appraisal, all at the same round."""

    def __init__(self, outside: Outside, dossiers: int) -> None:
        self._outside = outside
        self._desk = _actor("mot_cua")
        self._appraiser = _actor("tu_phap")
        scan = Upload("giay_to_tuy_than", "can-cuoc.pdf", one_page_scan("can-cuoc.pdf"))
        self._dossiers = [self._receive(scan) for _ in range(dossiers)]

    def go(self) -> Took:
        """One round of every dossier; the two completions of each are measured."""
        took = self.ask()
        for dossier_id in self._dossiers:
            self._supplement(self._open(dossier_id, Kind.MESSAGE))
        return took

    def ask(self) -> Took:
        """The first half of a round: then every dossier waits for its supplement."""
        first = self._measured([self._open(d, Kind.USER) for d in self._dossiers], MISSING)
        second = self._measured([self._open(d, Kind.USER) for d in self._dossiers], SLIP)
        return Took(first.steps + second.steps, first.wall + second.wall, first.cpu + second.cpu)

    def _measured(self, refs: list[TaskRef], answers: Mapping[str, object]) -> Took:
        actor = self._appraiser if answers is MISSING else self._desk
        wall, cpu = time.perf_counter(), time.process_time()
        for ref in refs:
            with self._outside.autocommit() as session:
                complete_in(session, self._outside, actor, ref, answers)
        return Took(len(refs), time.perf_counter() - wall, time.process_time() - cpu)

    def _receive(self, scan: Upload) -> UUID:
        intake = Intake(
            procedure=FOLDER.name,
            applicant=APPLICANT,
            submitter=None,
            papers=(scan,),
            answers=RECEIVED,
            idempotency_key=str(uuid4()),
        )
        return receive(self._outside, self._desk, intake).dossier_id

    def _open(self, dossier_id: UUID, kind: Kind) -> TaskRef:
        with self._outside.sessions.begin() as session:
            standing = load_standing(session, dossier_id, self._outside.clock.now())
        open_tasks = standing.around.open_tasks
        return TaskRef(dossier_id, next(task.id for task in open_tasks if task.kind == kind))

    def _supplement(self, ref: TaskRef) -> None:
        with self._outside.sessions.begin() as session:
            dossier, task, around, now = load_open_task(session, ref, self._outside.clock.now())
            act = MessageDelivered(
                actor_id=self._desk.person_id, task=task, message="supplement_received"
            )
            take(session, dossier, act, around, now)


def _actor(login: str) -> Actor:
    seat = city.seat(login)
    return Actor(seat.person_id, seat.full_name, seat.login)
