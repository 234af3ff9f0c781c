"""States of the system in the reader's words (glossary: docs of the domain, kept by tests)."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bpmn.values import Kind
from engine.core.clock import Calendar, remaining, say_remaining
from engine.core.vietnamese import format_date
from engine.questions.parts import TimeLeft

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
    "processing": "Đang giải quyết",
    "waiting_applicant": "Chờ người nộp bổ sung",
    "finished": "Đã kết thúc",
    "stopped": "Đã dừng giải quyết",
}
OUTCOME = {
    "granted": "Đã có kết quả",
    "refused": "Đã từ chối, có văn bản trả lời",
    "lapsed": "Dừng giải quyết vì không bổ sung",
    "withdrawn": "Đã rút hồ sơ",
    "stopped": "Đã dừng giải quyết",
}
TIMELINESS = {"before": "Trước hạn", "on": "Đúng hạn", "after": "Quá hạn"}
DOCUMENT = {
    "draft": "dự thảo",
    "shown": "đang trình ký",
    "signed": "đã ký, chờ dữ liệu xác thực",
    "ready": "đã ký, chờ đóng dấu",
    "sealed": "đã đóng dấu, đang kiểm tra",
    "released": "đã phát hành",
    "refused": "không phát hành",
    "dropped": "đã bỏ",
}


def status_words(status: str, outcome: str | None) -> str:
    """Where the dossier stands, one phrase."""
    return OUTCOME.get(outcome or "", DOSSIER[status])


def time_left(calendar: Calendar, now: datetime, due_at: datetime | None) -> TimeLeft:
    """Remaining office time, as pages print it."""
    if due_at is None:
        return TimeLeft("Không tính thời gian", False, False)
    left = remaining(calendar, now, due_at)
    return TimeLeft(say_remaining(left), left.overdue, left.minutes <= URGENT_MINUTES)


def paused_since(at: datetime) -> str:
    """The clock is stopped (tạm dừng)."""
    return f"Tạm dừng từ {format_date(at)}"


def task_time(calendar: Calendar, now: datetime, task: Timed) -> TimeLeft:
    """Remaining time of a task; one that waits for the applicant presses nobody."""
    if task.kind == Kind.MESSAGE:
        return TimeLeft(paused_since(task.opened_at), False, False)
    return time_left(calendar, now, task.due_at)
