"""States of the system in the reader's words (glossary: docs of the domain, kept by tests)."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bpmn.values import Kind
from engine.core.clock import Calendar, remaining, say_remaining
from engine.core.vietnamese import format_date
from engine.questions.parts import TimeLeft
from engine.say import marked, say

URGENT_MINUTES = 120
"""Two office hours: below this a task presses."""


class Timed(Protocol):
    """A task, as a value or as a row."""

    @property
    def kind(self) -> str: ...
    @property
    def opened_at(self) -> datetime: ...
    @property
    def due_at(self) -> datetime | None: ...


DOSSIER = {
    "processing": marked("Đang giải quyết"),
    "waiting_applicant": marked("Chờ người nộp bổ sung"),
    "finished": marked("Đã kết thúc"),
    "stopped": marked("Đã dừng giải quyết"),
}
OUTCOME = {
    "granted": marked("Đã có kết quả"),
    "refused": marked("Đã từ chối, có văn bản trả lời"),
    "lapsed": marked("Dừng giải quyết vì không bổ sung"),
    "withdrawn": marked("Đã rút hồ sơ"),
    "stopped": marked("Đã dừng giải quyết"),
}
LEVEL = {
    "trung ương": marked("cấp trung ương"),
    "tỉnh": marked("cấp tỉnh"),
    "xã": marked("cấp xã"),
}
TIMELINESS = {"before": marked("Trước hạn"), "on": marked("Đúng hạn"), "after": marked("Quá hạn")}
DOCUMENT = {
    "draft": marked("dự thảo"),
    "shown": marked("đang trình ký"),
    "signed": marked("đã ký, chờ dữ liệu xác thực"),
    "ready": marked("đã ký, chờ đóng dấu"),
    "sealed": marked("đã đóng dấu, đang kiểm tra"),
    "released": marked("đã phát hành"),
    "refused": marked("không phát hành"),
    "dropped": marked("đã bỏ"),
}


def status_words(status: str, outcome: str | None) -> str:
    """Where the dossier stands, one phrase."""
    return say(OUTCOME.get(outcome or "", DOSSIER[status]))


def time_left(calendar: Calendar, now: datetime, due_at: datetime | None) -> TimeLeft:
    """Remaining office time, as pages print it."""
    if due_at is None:
        return TimeLeft(say("Không tính thời gian"), False, False)
    left = remaining(calendar, now, due_at)
    return TimeLeft(say_remaining(left), left.overdue, left.minutes <= URGENT_MINUTES)


def paused_since(at: datetime) -> str:
    """The clock is stopped (tạm dừng)."""
    return say("Tạm dừng từ %(day)s", day=format_date(at))


def task_time(calendar: Calendar, now: datetime, task: Timed) -> TimeLeft:
    """Remaining time of a task; one that waits for the applicant presses nobody."""
    if task.kind == Kind.MESSAGE:
        return TimeLeft(paused_since(task.opened_at), False, False)
    return time_left(calendar, now, task.due_at)
