"""The worker reminds the keepers of the register of commitments that are due, or have lapsed."""

from __future__ import annotations

from datetime import datetime

from engine.actions.accounts.waits import REGISTRAR
from engine.core.vietnamese import format_date
from engine.outside.outside import Outside
from engine.say import in_vietnamese
from engine.store.commitments import forget_reminder, note_reminder, reminders_due
from engine.store.records import CommitmentReminderRow, CommitmentRow, InstrumentRow
from engine.store.register_changes import known_row
from engine.store.seats_held import logins_with_role
from engine.store.time import read_time

MOST = 50
"""Reminders of one round."""


@in_vietnamese()
def remind(outside: Outside) -> int:
    """Queue a notice for each commitment whose moment has come; how many. A notice that is queued
    twice, because a worker died in between, has the same name and is one."""
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        found = reminders_due(session, now, MOST)
        keepers = logins_with_role(session, REGISTRAR, now) if found else ()
        for reminder, row in found:
            act = known_row(session, InstrumentRow, row.instrument_id) if row else None
            if row is None or act is None:
                forget_reminder(session, reminder.commitment_id)
                continue
            _queue(outside, reminder, row, act, keepers, now)
            note_reminder(session, row, now)
        return len(found)


def _queue(
    outside: Outside,
    reminder: CommitmentReminderRow,
    row: CommitmentRow,
    act: InstrumentRow,
    keepers: tuple[str, ...],
    now: datetime,
) -> None:
    day = format_date(reminder.due)
    lapsed = reminder.due <= now
    says = f"Cam kết đã quá hạn xác nhận từ {day}" if lapsed else f"Cam kết đến hạn ngày {day}"
    outside.notices.queue(
        f"commitment-{row.id.hex}-{reminder.remind_at:%Y%m%d}.json",
        {
            "kind": "commitment",
            "to": ", ".join(keepers),
            "subject": f"{says} ({act.number})",
            "text": f"{says}: {row.said}. Văn bản {act.number} ngày {format_date(act.issued_on)}.",
            "address": f"{outside.settings.public_url}/quan-tri/tham-quyen/van-ban/{act.id}",
        },
    )
