"""What one act was, said as an official would: the subject, the verb, the step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from engine.actions.supplements.receive import MESSAGE as SUPPLEMENT
from engine.core.numbering import document_number
from engine.core.vietnamese import format_moment
from engine.questions.known import Known

Told = Mapping[str, Any]
Says = Callable[[str, Told, Known], str | None]

OPINION = {
    "agreed": "nhất trí",
    "objected": "không nhất trí",
    "other": "ý kiến khác",
}
VOTE = {"agree": "tán thành", "against": "không tán thành", "abstain": "không có ý kiến"}
RELATION = {
    "parent": "hồ sơ gốc",
    "child": "hồ sơ liên thông",
    "apology": "hồ sơ xin lỗi và đề nghị gia hạn",
    "related": "hồ sơ liên quan",
}
NOT_ACCEPTED = {
    "page_changed": "văn bản đã thay đổi sau khi mở để ký",
    "revoked": "phân công hoặc ủy quyền đã bị bãi bỏ",
    "expired": "phân công hoặc ủy quyền đã hết hạn",
    "not_valid": "tệp không qua kiểm tra cuối",
}


def said(who: str, told: Told, known: Known) -> str | None:
    """The act of one history entry, without a full stop; None for one that nobody would tell."""
    how = _ACTS.get(str(told["kind"]))
    return None if how is None else how(who, told, known)


def _step(told: Told, known: Known) -> str:
    return f"bước “{known.step(told.get('element'))}”"


def _document(told: Told, known: Known) -> str:
    title = known.document_of(told["element"]) if told.get("element") else ""
    return f"“{title}”" if title else "văn bản"


def _received(who: str, told: Told, known: Known) -> str:
    papers = f"{len(told['papers'])} giấy tờ kèm theo"
    if told.get("actor"):
        return f"{who} tiếp nhận hồ sơ {told['code']}, {papers}"
    return f"Hồ sơ {told['code']} được mở tự động từ hồ sơ khác, {papers}"


def _assigned(who: str, told: Told, known: Known) -> str:
    return f"{who} giao {_step(told, known)} cho {known.name(UUID(told['to']))}"


def _completed(who: str, told: Told, known: Known) -> str:
    done = f"{who} hoàn thành {_step(told, known)}"
    initials = told.get("initials")
    if initials:
        titles = [known.documents.get(UUID(each), "văn bản") for each, _ in initials]
        done = f"{who} ký nháy {', '.join(f'“{t}”' for t in titles)} ở {_step(told, known)}"
    return done


def _returned(who: str, told: Told, known: Known) -> str:
    back = f"{who} chuyển trả hồ sơ từ {_step(told, known)} về bước “{known.step(told['target'])}”"
    if "withheld" in told:
        back = (
            f"{who} không phát hành {_document(told, known)}, trả lại bước "
            f"“{known.step(told['target'])}”; bản đã ký không còn giá trị{_given_up(told)}"
        )
    given = [known.name(UUID(person)) for _, person in told.get("given", ())]
    return f"{back}, giao lại {given[0]}" if given else back


def _given_up(told: Told) -> str:
    numbers = ", ".join(document_number(number, symbol) for number, symbol in told["withheld"])
    return f", số {numbers} đã giữ được hủy" if numbers else ""


def _seen(who: str, told: Told, known: Known) -> str | None:
    """Of a signature that was begun only how its page had been seen, where that was noted."""
    if told.get("seen") == "full":
        return f"{who} xem toàn văn {_document(told, known)} trước khi ký"
    if told.get("seen") == "summary":
        return f"{who} xem tóm tắt {_document(told, known)} rồi ký theo lô"
    return None


def _opinion(who: str, told: Told, known: Known) -> str:
    words = ", ".join(OPINION.get(value, "") for value, _ in told["opinions"])
    return f"{who} cho ý kiến ở {_step(told, known)}: {words}"


def _voted(who: str, told: Told, known: Known) -> str:
    [value] = told["votes"] or [None]
    if value is None:
        return f"{who} đã bỏ phiếu kín ở {_step(told, known)}"
    return f"{who} bỏ phiếu ở {_step(told, known)}: {VOTE.get(value, value)}"


def _conflict(who: str, told: Told, known: Known) -> str:
    return f"{who} khai báo xung đột lợi ích, không tham gia giải quyết hồ sơ này nữa"


def _council(who: str, told: Told, known: Known) -> str:
    result = "thông qua" if told["passed"] else "không thông qua"
    aside = f", {told['conflicts']} không tham gia vì xung đột lợi ích" if told["conflicts"] else ""
    return (
        f"{who} kết thúc bỏ phiếu ở {_step(told, known)}: {told['members']} thành viên{aside}; "
        f"{told['agree']} tán thành, {told['against']} không tán thành, "
        f"{told['abstain']} không có ý kiến; kết quả: {result}"
    )


def _linked(who: str, told: Told, known: Known) -> str:
    [(code, how), *more] = told["links"]
    if how == "apology" and not more:
        return f"{who} mở hồ sơ xin lỗi và đề nghị gia hạn {code}"
    every = [f"{RELATION.get(how, how)} {code}" for code, how in told["links"]]
    return f"{who} liên kết với {', '.join(every)}"


def _extended(who: str, told: Told, known: Known) -> str:
    until = format_moment(datetime.fromisoformat(told["until"]))
    return f"Thời hạn giải quyết được gia hạn đến {until} theo văn bản số {told['ground']}"


def _refused(who: str, told: Told, known: Known) -> str:
    why = NOT_ACCEPTED.get(told["reason"])
    aside = f" vì {why}" if why else f" (mã {told['reason']})"
    return f"Chữ ký của {who} ở {_step(told, known)} không được chấp nhận{aside}"


def _sealed(who: str, told: Told, known: Known) -> str:
    numbers = ", ".join(document_number(number, symbol) for number, symbol in told["numbers"])
    return f"{who} cấp số {numbers}, đóng dấu {_document(told, known)}"


def _machine(who: str, told: Told, known: Known) -> str | None:
    if told["step"] == "gather_validation":
        return None  # a part of the signature, which is told already
    if told["step"] == "release":
        return f"Hệ thống kiểm tra chữ ký số và phát hành {_document(told, known)}"
    if told.get("links"):
        return f"Hệ thống mở hồ sơ liên thông {', '.join(code for code, _ in told['links'])}"
    return f"Hệ thống hoàn thành “{known.step(told['element'])}”"


def _message(who: str, told: Told, known: Known) -> str:
    if told["message"] == SUPPLEMENT:
        return f"{who} nhận hồ sơ bổ sung, {len(told['papers'])} giấy tờ"
    sender = f" {told['sender']}" if told.get("sender") else ""
    papers = f", kèm {len(told['papers'])} văn bản" if told["papers"] else ""
    return f"Hồ sơ liên thông{sender} trả lời{papers}"


def _shown(who: str, told: Told, known: Known) -> str:
    """A page to sign, or the draft that somebody reads before it is signed."""
    if title := known.document_of(told["element"]):
        return f"{who} mở “{title}” để ký"
    return f"{who} xem dự thảo văn bản ở {_step(told, known)}"


def _calendar(who: str, told: Told, known: Known) -> str:
    """An edit of the working calendar, which moved times of the dossier."""
    decision, (before, after) = told["calendar"][2], told["due"]
    by = f" theo {decision}" if decision else ""
    if before == after or after is None:
        return f"Lịch làm việc thay đổi{by}, hạn của các bước đang làm được tính lại"
    until = format_moment(datetime.fromisoformat(after))
    return f"Lịch làm việc thay đổi{by}, hạn trả kết quả được tính lại: {until}"


def _at_step(verb: str) -> Says:
    return lambda who, told, known: f"{who} {verb} {_step(told, known)}"


def _of_dossier(verb: str) -> Says:
    return lambda who, told, known: f"{who} {verb}"


def _of_document(verb: str) -> Says:
    return lambda who, told, known: f"{who} {verb} {_document(told, known)}"


_ACTS: Mapping[str, Says] = {
    "received": _received,
    "claimed": _at_step("nhận xử lý"),
    "unclaimed": _at_step("trả lại việc đã nhận ở"),
    "assigned": _assigned,
    "completed": _completed,
    "returned": _returned,
    "opinion_given": _opinion,
    "voted": _voted,
    "conflict_declared": _conflict,
    "council_closed": _council,
    "withdrawn": _of_dossier("ghi nhận người nộp rút hồ sơ"),
    "stopped": _of_dossier("dừng giải quyết hồ sơ"),
    "linked": _linked,
    "extended": _extended,
    "shown": _shown,
    "signature_begun": _seen,
    "signature_made": _of_document("ký"),
    "signature_refused": _refused,
    "signed": _of_document("đã ký số"),
    "sealed": _sealed,
    "machine_done": _machine,
    "timer_fired": lambda who, told, known: f"Đã đến hạn “{known.step(told['element'])}”",
    "message_delivered": _message,
    "calendar_changed": _calendar,
}
