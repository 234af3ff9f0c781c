"""Phiếu từ chối tiếp nhận giải quyết hồ sơ (Mẫu số 03, Thông tư 03/2025/TT-VPCP).

Made at the desk before any dossier is opened: it is printed from what was typed and not kept.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from engine.actions.actor import Actor
from engine.actions.letterhead import letterhead_of
from engine.core.authority.register import Power
from engine.core.dossier import Party
from engine.core.vietnamese import clean_text
from engine.errors import InvalidAnswers, NotFound, NotYours
from engine.outside.outside import Outside
from engine.questions.intake.procedures import open_for_intake
from engine.questions.reach import seats
from engine.questions.slips.paper import local_day, of_desk, printed
from engine.say import in_vietnamese
from engine.store.time import read_time

LONGEST_NAME, LONGEST_REASON = 200, 4000
"""Characters."""


@dataclass(frozen=True, slots=True)
class IntakeRefused:
    """What the desk enters. `procedure` is the key of a choice of `open_for_intake`."""

    procedure: str
    applicant: Party
    reason: str
    guidance: str


@in_vietnamese()
def intake_refusal(outside: Outside, actor: Actor, refused: IntakeRefused) -> bytes:
    """PDF. Raises NotYours (no desk), NotFound (no such procedure here), InvalidAnswers."""
    choice = next((c for c in open_for_intake(outside, actor) if c.key == refused.procedure), None)
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        desks = [o for o in seats(session, actor, now) if Power.RECEIVE in o.powers]
        if not desks:
            raise NotYours("Chỉ bộ phận tiếp nhận được lập phiếu này.", "not_competent")
        letterhead = letterhead_of(session, desks[0].unit_id)
    if choice is None:
        raise NotFound("Thủ tục này chưa có quy trình nội bộ đang áp dụng tại đơn vị.")
    name, reason, guidance = _checked(refused)
    data = {
        **of_desk(outside, letterhead),
        "title": "Phiếu từ chối tiếp nhận giải quyết hồ sơ",
        "made_on": local_day(now),
        "procedure": {"code": choice.code, "title": choice.title},
        "applicant": {**asdict(refused.applicant), "full_name": name},
        "reason": reason,
        "guidance": guidance,
        "receiver_name": actor.full_name,
    }
    return printed("tu_choi_tiep_nhan", data, now)


def _checked(refused: IntakeRefused) -> tuple[str, str, str]:
    wrong: dict[str, list[str]] = {}

    def tidy(key: str, text: str, longest: int, missing: str | None) -> str:
        try:
            cleaned = clean_text(text, multiline=missing is None or key == "reason")
        except ValueError as fault:
            wrong[key] = [str(fault)]
            return ""
        if missing and not cleaned:
            wrong[key] = [missing]
        elif len(cleaned) > longest:
            wrong[key] = [f"Dài quá {longest} ký tự; hãy rút gọn."]
        return cleaned

    name = tidy(
        "full_name",
        refused.applicant.full_name,
        LONGEST_NAME,
        "Chưa nhập họ tên người nộp hồ sơ.",
    )
    reason = tidy("reason", refused.reason, LONGEST_REASON, "Chưa ghi lý do từ chối tiếp nhận.")
    guidance = tidy("guidance", refused.guidance, LONGEST_REASON, None)
    if wrong:
        raise InvalidAnswers(wrong)
    return name, reason, guidance
