"""The applicant sends what was missing over the public page, with the code of the slip."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.papers import Upload
from engine.actions.supplements.receive import require_some, take_in
from engine.actions.timers.fire import fire_due
from engine.core.canonical import sha256_hex
from engine.core.dossier import Dossier, Surroundings
from engine.core.move import TaskRef
from engine.core.told_time import tell_moment
from engine.errors import AlreadyDone, UploadRefused
from engine.outside.outside import Outside
from engine.say import say
from engine.store.load_task import load_task
from engine.store.lookup import find_by_lookup_code
from engine.store.papers import papers_added_at

CHANNEL = "page"
"""How the history names the way that these papers came."""
LIMIT = 25 * 1024 * 1024
"""Bytes of all files of one sending: a phone's connection has to carry them."""
MOST_FILES = 40


def send_in(outside: Outside, lookup_code: str, task_id: UUID, uploads: tuple[Upload, ...]) -> None:
    """Add the papers and let the clock go on, as the desk would; the code stands for the applicant.

    The same papers sent twice count once. Raises NotFound (no such code, or nothing is waited for
    there), AlreadyDone (the term ran out, or the desk was faster), UploadRefused, InvalidAnswers
    (no paper at all).
    """
    with outside.sessions.begin() as session:
        ref = TaskRef(find_by_lookup_code(session, lookup_code), task_id)
        load_task(session, ref)
    require_some(uploads)
    _require_small(uploads)
    fire_due(outside, ref.dossier_id)
    try:
        take_in(outside, ref, uploads, _whoever_has_the_code, actor_id=None, channel=CHANNEL)
    except AlreadyDone as done:
        with outside.sessions.begin() as session:
            if not _came_already(session, ref, uploads):
                raise AlreadyDone(_not_kept(done), done.by, done.at) from done
    outside.queue.nudge()


def _whoever_has_the_code(_: Dossier, __: Surroundings, ___: datetime) -> None:
    """The code of the slip is the applicant's: who holds it may answer the request."""


def _require_small(uploads: tuple[Upload, ...]) -> None:
    if len(uploads) > MOST_FILES:
        raise UploadRefused(
            say("Mỗi lần gửi nhiều nhất %(most)s tệp; hãy gộp bớt tệp lại.", most=MOST_FILES)
        )
    if sum(len(each.data) for each in uploads) > LIMIT:
        raise UploadRefused(
            say(
                "Các tệp nặng quá %(most)s MB; hãy chụp, quét với độ phân giải thấp hơn.",
                most=LIMIT // 1024 // 1024,
            )
        )


def _came_already(session: Session, ref: TaskRef, uploads: tuple[Upload, ...]) -> bool:
    """Whether the wait ended with exactly these papers: a second press of the same button."""
    task = load_task(session, ref)
    if task.status != "done" or task.closed_at is None or task.closed_by_id is not None:
        return False
    kept = papers_added_at(session, ref.dossier_id, task.closed_at)
    return {sha256_hex(each.data) for each in uploads} <= {each.file_sha256 for each in kept}


def _not_kept(done: AlreadyDone) -> str:
    """Nothing of the officer who was faster: the page is the public's."""
    if done.at is None:
        return say(
            "Hồ sơ không còn chờ bổ sung; các tệp vừa gửi chưa được ghi. Hãy xem tình trạng hồ sơ."
        )
    return say(
        "Hồ sơ không còn chờ bổ sung từ %(at)s; các tệp vừa gửi chưa được ghi. "
        "Hãy xem tình trạng hồ sơ hoặc liên hệ Bộ phận Tiếp nhận và Trả kết quả.",
        at=tell_moment(done.at),
    )
