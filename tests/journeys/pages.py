"""An example of every page that somebody can open: who opens it, and where.

A route that comes later has no example here and fails `test_axe.py`, until it has one or stands
among those that are no page, with the reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from uuid import UUID, uuid4

from sqlalchemy import select

from engine.actions.actor import Actor
from engine.actions.batch.choose import SIGN, choose
from engine.actions.online.fill import begin_online
from engine.actions.register.instruments.states import Grounds
from engine.actions.register.instruments.suspend import suspend
from engine.actions.returns.hand_over import AT_THE_DESK, CHANNEL, Taker, hand_over
from engine.core.move import TaskRef
from engine.questions.intake.online import open_at_home
from engine.simulate import demo_city
from engine.simulate.scan import one_page_scan
from engine.store.records import (
    DossierRow,
    InstrumentRow,
    OnlineSubmissionRow,
    SigningAttemptRow,
)
from tests.journeys.acts_pages import add_acts
from tests.journeys.backroom import Backroom
from tests.journeys.people_pages import add_people
from tests.web.browsing import REQUEST
from web.pages.dossier_acts import ACTS

COPY = "hn_663_ban_sao_tu_so_goc"
RELIGION = "hn_1.012644"
COUNCIL = "byt_3621"
INVESTMENT = "bn_1.009645"

NO_PAGE = {
    "static": "files",
    "health.alive": "a word for machines",
    "health.can_serve": "a word for machines",
    "account.back": "leads back to the account",
    "inbox.part": "a part of the inbox",
    "presence.others": "a part of the task's page",
    "comments.again": "a part of the dossier's page",
    "batch.state": "a part of the batch's page",
    "attempt.state": "a part of the attempt's page",
    "moves.state": "a part of the run's page",
    "drafts.session_state": "data for a script",
    "undo.back_home": "leads back to the inbox",
    "bulk.back": "leads back to the inbox",
    "batch.back": "leads back to the batch",
    "signing_desk.back": "leads back to the document",
    "issue_desk.back": "leads back to the document",
    "task.back": "leads back to the task",
    "paper_dossier.again": "leads back to where the paper is",
    "applicant.back": "leads back to the status",
    "files.paper": "a paper as it was handed in",
    "files.paper_as_picture": "a picture",
    "files.document": "a PDF",
    "check.original": "a PDF",
    "intake_help.look_at": "a paper as it was handed in",
    "online.file": "a paper as it was handed in",
    "receipt.printed": "a PDF",
    "slips.printed": "a PDF",
    "register.printed": "a PDF",
    "leaning.letter": "a PDF",
    "instrument_reports.file": "a report to download",
    "reports.file": "a table to download",
    "returns.signature": "a picture",
    "diagram.source": "BPMN",
    "instruments.file": "a PDF",
    "commitments.file": "evidence as it was handed in",
    "register_choices.offers": "options of a field",
    "sign_in.code_page": "waits for an account with a second factor; drawn by tests/web",
}


@dataclass(frozen=True)
class Example:
    endpoint: str
    login: str | None
    """None: without an account."""
    address: str


def examples(room: Backroom) -> list[Example]:
    """Real objects of the demonstration, brought to where each page can be opened."""
    found: list[Example] = []

    def add(login: str | None, endpoint: str, more: str = "", **values: object) -> None:
        with room.app.test_request_context():
            path = room.app.url_map.bind("127.0.0.1").build(endpoint, values)
        found.append(Example(endpoint, login, path + more))

    def at(login: str, endpoint: str, ref: TaskRef) -> None:
        add(login, endpoint, dossier_id=ref.dossier_id, task_id=ref.task_id)

    def task(login: str, endpoint: str, dossier_id: UUID, step: str) -> None:
        at(login, endpoint, room.ref(dossier_id, step))

    opened = room.play(COPY, "straight_through", "ThamDinh")
    to_sign = room.play(COPY, "straight_through", "KySoBanSao/LanhDaoKy")
    to_seal = room.play(COPY, "straight_through", "KySoBanSao/VanThuDongDau")
    to_return = room.play(COPY, "straight_through", "TraKetQua")
    over = room.play(COPY, "straight_through", "TraKetQua")
    taker = Taker("applicant", "", "")
    ref = room.ref(over, "TraKetQua")
    hand_over(room.outside, person("mot_cua"), ref, {CHANNEL: AT_THE_DESK}, taker, None, "tra")
    lacks = room.play(COPY, "supplement", None)
    council = room.play(COUNCIL, "straight_through", "HopCoSo")
    asked = room.play(INVESTMENT, "straight_through", "LayYKien")
    checked = room.play(RELIGION, "straight_through", "SoatPhong")
    returned = room.play(RELIGION, "returned_once", "KyToTrinh/LanhDaoKy")
    with room.outside.sessions() as session:
        slip = {d.id: d.lookup_code for d in session.scalars(select(DossierRow))}

    for endpoint in (
        "sign_in.page", "lookup.page", "check.page", "procedures.page", "online.page",
        "reference.page",
    ):  # fmt: skip
        add(None, endpoint)
    add(None, "procedures.one", key="2.000908")
    add(None, "online.start", procedure="2.000908")
    for dossier_id in (opened, to_return, over, lacks):
        add(None, "lookup.status", lookup_code=slip[dossier_id])
    add(None, "applicant.rating", lookup_code=slip[over])
    add(None, "check.by_code", lookup_code=slip[over])
    secret, submission = handed_in(room)
    add(None, "online.fill", secret=begun(room))
    add(None, "online.fill", secret=secret)
    add("mot_cua", "online_desk.answer", submission_id=submission)
    add("mot_cua", "intake.page", f"?truc-tuyen={submission}")

    for endpoint in (
        "inbox.page", "inbox.filters", "intake.page", "refuse_intake.page", "online_desk.page",
        "returns.page", "register.page", "search.page", "comments.naming_me", "account.page",
        "account.password_page", "account.totp_page",
    ):  # fmt: skip
        add("mot_cua", endpoint)
    add("mot_cua", "search.page", "?q=tran")
    add("mot_cua", "online_desk.poster", procedure="2.000908")
    task("mot_cua", "returns.one", to_return, "TraKetQua")
    task("mot_cua", "task.page", to_return, "TraKetQua")
    at("mot_cua", "task.page", room.waiting(lacks))
    add("mot_cua", "returns.done", dossier_id=over)
    add("mot_cua", "receipt.page", dossier_id=opened)
    add("mot_cua", "why.page", dossier_id=over)
    add("mot_cua", "paper_dossier.page", dossier_id=opened)

    for endpoint in ("task.page", "task_acts.assign_page", "task_view.snooze_page",
                     "task_acts.conflict_page", "task_acts.return_page"):  # fmt: skip
        task("tu_phap", endpoint, opened, "ThamDinh")
    task("hn_tp", "task.page", checked, "SoatPhong")
    task("hn_tp", "task_acts.return_page", checked, "SoatPhong")
    add("hn_tp", "dossier.page", dossier_id=returned)
    add("hn_tp", "dossier.compare", dossier_id=returned, document_id=room.document(returned))
    for dossier_id in (opened, over, asked):
        login = "bn_cv" if dossier_id == asked else "tu_phap"
        add(login, "dossier.page", dossier_id=dossier_id)
        add(login, "diagram.page", dossier_id=dossier_id)
    for act in ACTS:
        add("mot_cua", "dossier_acts.page", dossier_id=opened, act=act)
    add("chu_tich", "result.page", dossier_id=over, document_id=room.document(over))
    add("chu_tich", "attempt.page", dossier_id=to_seal, attempt_id=refused(room, to_seal))
    add("chu_tich", "reads.of_dossier", dossier_id=opened)

    add("chu_tich", "signing_desk.page")
    task("chu_tich", "signing_desk.item_page", to_sign, "KySoBanSao/LanhDaoKy")
    task("chu_tich", "task.page", to_sign, "KySoBanSao/LanhDaoKy")
    refs = [room.ref(to_sign, "KySoBanSao/LanhDaoKy")]
    batch_id = choose(room.outside, person("chu_tich"), SIGN, refs)
    add("chu_tich", "batch.page", batch_id=batch_id)
    add("van_thu", "issue_desk.page")
    task("van_thu", "issue_desk.item_page", to_seal, "KySoBanSao/VanThuDongDau")
    task("van_thu", "task.page", to_seal, "KySoBanSao/VanThuDongDau")

    task("yt_hd2", "task.page", council, "HopCoSo")
    at("yt_hd1", "task.page", room.part(COUNCIL, council, "yt_hd1"))
    task("bn_cv", "task.page", asked, "LayYKien")
    at("bn_sxd_cv", "task.page", room.part(INVESTMENT, asked, "bn_sxd_cv"))

    for endpoint in ("reports.page", "reports.dossiers", "reports.pressing", "operations.page"):
        add("chu_tich", endpoint)
    add("tp_cvp", "reports.page")
    for endpoint in (
        "accounts.page", "accounts.new_page", "reads.everything", "authority.page",
        "who_may.procedures", "gaps.page", "instrument_reports.page", "moves.page",
    ):  # fmt: skip
        add("quan_tri", endpoint)
    for endpoint in ("leaning.page", "instrument_reports.one"):
        add("quan_tri", endpoint, instrument_id=demo_city.ASSIGNMENT)
    add("quan_tri", "who_may.page", code="2.000908")
    add("quan_tri", "who_may.seat", position_id=demo_city.seat("chu_tich").position_id)
    add("quan_tri", "instrument_end.page", instrument_id=demo_city.ASSIGNMENT, verb="thu-hoi")
    add("quan_tri", "moves.one", run_id=suspended(room))
    add_acts(room.outside, add)
    for endpoint in ("accounts.one", "accounts.leave_page", "reads.of_person"):
        add("quan_tri", endpoint, person_id=demo_city.seat("tu_phap").person_id)
    add_people(room.outside, add)
    return found


def suspended(room: Backroom) -> UUID:
    """The moves of an assignment that nobody works under here; the worker carries them out."""
    with room.outside.sessions() as session:
        instrument_id = session.scalars(
            select(InstrumentRow.id).where(
                InstrumentRow.number == "902/QĐ-UBND", InstrumentRow.recorded_to.is_(None)
            )
        ).one()
    grounds = Grounds("Phó Chủ tịch đi học", "Quyết định số 12/QĐ-UBND ngày 01/12/2026")
    return suspend(room.outside, person("quan_tri"), instrument_id, grounds)


def refused(room: Backroom, dossier_id: UUID) -> UUID:
    """A signature that was not accepted: the only one whose page stays."""
    document = room.document(dossier_id)
    now = room.outside.clock.now()
    with room.outside.sessions.begin() as session:
        row = SigningAttemptRow(
            dossier_id=dossier_id,
            id=uuid4(),
            task_id=room.waiting(dossier_id).task_id,
            document_id=document,
            kind="sign",
            status="refused",
            shown_sha256="0" * 64,
            mandate_id="0" * 64,
            tries=1,
            trouble="Văn bản đã bị thay đổi.",
            actor_id=demo_city.seat("chu_tich").person_id,
            begun_at=now,
            changed_at=now,
        )
        session.add(row)
        return row.id


def person(login: str) -> Actor:
    seat = demo_city.seat(login)
    return Actor(seat.person_id, seat.full_name, login)


def begun(room: Backroom) -> str:
    """The secret of a submission from home that is still empty."""
    one = next(o for o in open_at_home(room.outside) if o.choice.slug == COPY)
    return begin_online(room.outside, one.desk.unit_id, one.choice.key)


def handed_in(room: Backroom) -> tuple[str, UUID]:
    """One that waits at the desk: its secret and its id."""
    secret = begun(room)
    form = {name: value for name, value in REQUEST.items() if name != "procedure"}
    client = room.app.test_client()
    address = f"/nop-ho-so/tiep/{secret}"
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get(address).text)
    assert token
    sent = client.post(
        address,
        data={
            **form,
            "csrf_token": token[1],
            "act": "send",
            "applicant.phone": "0912 345 678",
            "papers.giay_to_tuy_than": (BytesIO(one_page_scan("a")), "can-cuoc.pdf"),
        },
        content_type="multipart/form-data",
    )
    assert sent.status_code == 303, sent.text
    with room.outside.sessions() as session:
        found = session.scalar(
            select(OnlineSubmissionRow.id).where(OnlineSubmissionRow.status == "submitted")
        )
    assert found is not None
    return secret, found
