"""The receipt by mail or SMS: a row with the reception, then a message in the outgoing folder."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from engine.actions.letterhead import lookup_url
from engine.core.dossier import Dossier, Party
from engine.core.move import OutboxAdded
from engine.core.vietnamese import format_moment
from engine.outside.outside import Outside
from engine.say import say
from engine.store.load_standing import load_standing

OUTBOX = "notice"
"""Kind of the rows."""
EMAIL, SMS = "email", "sms"
CHANNELS = (EMAIL, SMS)


def receiver(applicant: Party, submitter: Party | None, channel: str) -> str | None:
    """The address of who stands at the desk, else the applicant's; None where neither has one."""
    people = [each for each in (submitter, applicant) if each is not None]
    found = (each.email if channel == EMAIL else each.phone for each in people)
    return next((address for address in found if address), None)


def missing(applicant: Party, submitter: Party | None, channels: Iterable[str]) -> list[str]:
    """What hinders these notices, a sentence each."""
    said = {
        EMAIL: say("Chưa có thư điện tử để gửi giấy hẹn; hãy nhập, hoặc bỏ chọn gửi."),
        SMS: say("Chưa có số điện thoại để nhắn tin giấy hẹn; hãy nhập, hoặc bỏ chọn gửi."),
    }
    return [
        said[channel]
        for channel in channels
        if channel in said and receiver(applicant, submitter, channel) is None
    ]


def notices_for(channels: Iterable[str], at: datetime) -> tuple[OutboxAdded, ...]:
    """The rows that come with the reception; whom they go to is read when they leave."""
    return tuple(
        OutboxAdded(uuid4(), OUTBOX, {"channel": channel, "about": "receipt"}, at)
        for channel in dict.fromkeys(channels)
        if channel in CHANNELS
    )


def queue_notice(outside: Outside, dossier_id: UUID, row_id: UUID, channel: str) -> None:
    """Write the message and lay it into the outgoing folder, named by its row: twice is once."""
    with outside.sessions.begin() as session:
        dossier, _, _ = load_standing(session, dossier_id, outside.clock.now())
    to = receiver(dossier.applicant, dossier.submitter, channel)
    if to is None:
        return
    outside.notices.queue(
        f"{row_id.hex}.json",
        {
            "channel": channel,
            "to": to,
            "subject": f"Giấy tiếp nhận hồ sơ {dossier.code}",
            "text": _text(outside, dossier),
        },
    )


def _text(outside: Outside, dossier: Dossier) -> str:
    due = "" if dossier.due_at is None else f" Hẹn trả kết quả: {format_moment(dossier.due_at)}."
    return (
        f"Hồ sơ {dossier.code} đã được tiếp nhận lúc {format_moment(dossier.received_at)}.{due} "
        f"Tra cứu tình trạng: {lookup_url(outside, dossier)}"
    )
