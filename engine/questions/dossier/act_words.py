"""What one act was, said as an official would: the subject, the verb, the step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from engine.actions.supplements.receive import MESSAGE as SUPPLEMENT
from engine.core.numbering import document_number
from engine.core.register_change import cause_words
from engine.core.vietnamese import format_moment
from engine.questions.known import Known
from engine.say import marked, say

Told = Mapping[str, Any]
Says = Callable[[str, Told, Known], str | None]

OPINION = {
    "agreed": marked("nhất trí"),
    "objected": marked("không nhất trí"),
    "other": marked("ý kiến khác"),
}
VOTE = {
    "agree": marked("tán thành"),
    "against": marked("không tán thành"),
    "abstain": marked("không có ý kiến"),
}
TAKER = {
    "applicant": marked("người nộp hồ sơ"),
    "submitter": marked("người được ủy quyền nộp"),
    "other": marked("người khác có giấy tờ"),
}
RELATION = {
    "parent": marked("hồ sơ gốc"),
    "child": marked("hồ sơ liên thông"),
    "apology": marked("hồ sơ xin lỗi và đề nghị gia hạn"),
    "related": marked("hồ sơ liên quan"),
}
MOVED = {
    "others": marked("Việc “%(step)s” chuyển cho %(to)s vì %(why)s"),
    "returned": marked("Việc “%(step)s” chuyển cho %(to)s vì %(why)s"),
    "queue": marked("Việc “%(step)s” của %(officer)s về hàng chờ của %(to)s vì %(why)s"),
    "again": marked("Việc “%(step)s” làm tiếp được, giao %(to)s, vì %(why)s"),
    "frozen": marked("Việc “%(step)s” được giữ nguyên vì %(why)s"),
    "stuck": marked("Việc “%(step)s” chưa có người làm vì %(why)s"),
}
"""Ways of `engine.core.authority_moves.Way`."""
NOT_ACCEPTED = {
    "page_changed": marked("văn bản đã thay đổi sau khi mở để ký"),
    "revoked": marked("phân công hoặc ủy quyền đã bị bãi bỏ"),
    "expired": marked("phân công hoặc ủy quyền đã hết hạn"),
    "not_valid": marked("tệp không qua kiểm tra cuối"),
}


PASSED = {
    "absence": marked("%(whose)s vắng mặt, bước “%(step)s” do %(to)s xử lý thay"),
    "transfer": marked("%(whose)s chuyển vị trí công tác, bước “%(step)s” giao cho %(to)s"),
}
PASSED_BY_ALL = marked("Người giữ vị trí vắng mặt, bước “%(step)s” do %(to)s xử lý thay")
LEFT = {
    "absence": marked("%(whose)s vắng mặt, bước “%(step)s” trở lại danh sách chung"),
    "transfer": marked("%(whose)s chuyển vị trí công tác, bước “%(step)s” trở lại danh sách chung"),
}
LEFT_BY_ALL = marked("Bước “%(step)s” trở lại danh sách chung")


def said(who: str, told: Told, known: Known) -> str | None:
    """The act of one history entry, without a full stop; None for one that nobody would tell."""
    how = _ACTS.get(str(told["kind"]))
    return None if how is None else how(who, told, known)


def _step(told: Told, known: Known) -> str:
    return known.step(told.get("element"))


def _document(told: Told, known: Known) -> str:
    title = known.document_of(told["element"]) if told.get("element") else ""
    return f"“{title}”" if title else say("văn bản")


def _received(who: str, told: Told, known: Known) -> str:
    code, count, aside = told["code"], len(told["papers"]), _origins(told)
    if told.get("online"):
        return say(
            "%(who)s tiếp nhận hồ sơ %(code)s từ bản nộp trực tuyến %(online)s, "
            "%(count)s giấy tờ kèm theo%(aside)s",
            who=who,
            code=code,
            online=told["online"],
            count=count,
            aside=aside,
        )
    if told.get("actor"):
        return say(
            "%(who)s tiếp nhận hồ sơ %(code)s, %(count)s giấy tờ kèm theo%(aside)s",
            who=who,
            code=code,
            count=count,
            aside=aside,
        )
    return say(
        "Hồ sơ %(code)s được mở tự động từ hồ sơ khác, %(count)s giấy tờ kèm theo",
        code=code,
        count=count,
    )


def _origins(told: Told) -> str:
    """Which of the papers the office held already."""
    if not (origins := told.get("origins")):
        return ""
    codes = ", ".join(dict.fromkeys(code for _, code in origins))
    return say(
        ", trong đó %(count)s giấy tờ dùng lại từ hồ sơ %(codes)s", count=len(origins), codes=codes
    )


def _reprinted(who: str, told: Told, known: Known) -> str:
    return say("%(who)s in lại giấy tiếp nhận lần %(times)s", who=who, times=told["times"])


def _assigned(who: str, told: Told, known: Known) -> str:
    return say(
        "%(who)s giao bước “%(step)s” cho %(to)s",
        who=who,
        step=_step(told, known),
        to=known.name(UUID(told["to"])),
    )


def _passed(_who: str, told: Told, known: Known) -> str:
    step, ground = _step(told, known), told["ground"]
    whose = known.name(UUID(told["from"])) if told["from"] else ""
    if told["to"] is None:
        left = LEFT[ground] if whose else LEFT_BY_ALL
        return say(left, step=step, whose=whose)
    return say(
        PASSED[ground] if whose else PASSED_BY_ALL,
        step=step,
        whose=whose,
        to=known.name(UUID(told["to"])),
    )


def _reorganised(_who: str, told: Told, known: Known) -> str:
    _kind, _record, decision = told["cause"]
    return say(
        "Các đơn vị được sắp xếp theo %(decision)s; hồ sơ do %(unit)s giải quyết tiếp",
        decision=decision,
        unit=known.unit(UUID(told["unit"])),
    )


def _completed(who: str, told: Told, known: Known) -> str:
    step = _step(told, known)
    initials = told.get("initials")
    if initials:
        titles = [known.documents.get(UUID(each), say("văn bản")) for each, _ in initials]
        drafts = ", ".join(f"“{t}”" for t in titles)
        return say(
            "%(who)s ký nháy %(drafts)s ở bước “%(step)s”", who=who, drafts=drafts, step=step
        )
    if handed := told.get("handed"):
        [[taker, signature]] = handed
        return say(
            "%(who)s hoàn thành bước “%(step)s”, %(taker)s nhận kết quả, %(how)s",
            who=who,
            step=step,
            taker=say(TAKER[taker]) if taker in TAKER else taker,
            how=say("ký trên màn hình") if signature else say("ký trên giấy"),
        )
    return say("%(who)s hoàn thành bước “%(step)s”", who=who, step=step)


def _returned(who: str, told: Told, known: Known) -> str:
    back = say(
        "%(who)s chuyển trả hồ sơ từ bước “%(step)s” về bước “%(target)s”",
        who=who,
        step=_step(told, known),
        target=known.step(told["target"]),
    )
    if "withheld" in told:
        back = say(
            "%(who)s không phát hành %(document)s, trả lại bước “%(target)s”; bản đã ký không "
            "còn giá trị%(aside)s",
            who=who,
            document=_document(told, known),
            target=known.step(told["target"]),
            aside=_given_up(told),
        )
    given = [known.name(UUID(person)) for _, person in told.get("given", ())]
    return say("%(act)s, giao lại %(to)s", act=back, to=given[0]) if given else back


def _undone(who: str, told: Told, known: Known) -> str:
    """What was taken back is told above it and stays there."""
    _seq, kind = told["undoes"]
    if kind == "returned":
        return say(
            "%(who)s hoàn tác việc chuyển trả ở bước “%(step)s”", who=who, step=_step(told, known)
        )
    if kind == "assigned":
        return say("%(who)s hoàn tác việc giao bước “%(step)s”", who=who, step=_step(told, known))
    return say("%(who)s hoàn tác, hồ sơ trở lại bước “%(step)s”", who=who, step=_step(told, known))


def _given_up(told: Told) -> str:
    numbers = ", ".join(document_number(number, symbol) for number, symbol in told["withheld"])
    return say(", số %(numbers)s đã giữ được hủy", numbers=numbers) if numbers else ""


def _seen(who: str, told: Told, known: Known) -> str | None:
    """Of a signature that was begun only how its page had been seen, where that was noted."""
    if told.get("seen") == "full":
        return say(
            "%(who)s xem toàn văn %(document)s trước khi ký",
            who=who,
            document=_document(told, known),
        )
    if told.get("seen") == "summary":
        return say(
            "%(who)s xem tóm tắt %(document)s rồi ký theo lô",
            who=who,
            document=_document(told, known),
        )
    return None


def _opinion(who: str, told: Told, known: Known) -> str:
    words = ", ".join(say(OPINION[value]) for value, _ in told["opinions"] if value in OPINION)
    return say(
        "%(who)s cho ý kiến ở bước “%(step)s”: %(opinion)s",
        who=who,
        step=_step(told, known),
        opinion=words,
    )


def _voted(who: str, told: Told, known: Known) -> str:
    [value] = told["votes"] or [None]
    step = _step(told, known)
    if value is None:
        return say("%(who)s đã bỏ phiếu kín ở bước “%(step)s”", who=who, step=step)
    vote = say(VOTE[value]) if value in VOTE else value
    return say("%(who)s bỏ phiếu ở bước “%(step)s”: %(vote)s", who=who, step=step, vote=vote)


def _conflict(who: str, told: Told, known: Known) -> str:
    return say(
        "%(who)s khai báo xung đột lợi ích, không tham gia giải quyết hồ sơ này nữa", who=who
    )


def _council(who: str, told: Told, known: Known) -> str:
    aside = ""
    if told["conflicts"]:
        aside = say(
            ", %(count)s không tham gia vì xung đột lợi ích",
            count=told["conflicts"],
        )
    return say(
        "%(who)s kết thúc bỏ phiếu ở bước “%(step)s”: %(members)s thành viên%(aside)s; "
        "%(agree)s tán thành, %(against)s không tán thành, %(abstain)s không có ý kiến; "
        "kết quả: %(result)s",
        who=who,
        step=_step(told, known),
        members=told["members"],
        aside=aside,
        agree=told["agree"],
        against=told["against"],
        abstain=told["abstain"],
        result=say("thông qua") if told["passed"] else say("không thông qua"),
    )


def _linked(who: str, told: Told, known: Known) -> str:
    [(code, how), *more] = told["links"]
    if how == "apology" and not more:
        return say("%(who)s mở hồ sơ xin lỗi và đề nghị gia hạn %(code)s", who=who, code=code)
    every = [
        f"{say(RELATION[how]) if how in RELATION else how} {code}" for code, how in told["links"]
    ]
    return say("%(who)s liên kết với %(others)s", who=who, others=", ".join(every))


def _extended(who: str, told: Told, known: Known) -> str:
    return say(
        "Thời hạn giải quyết được gia hạn đến %(until)s theo văn bản số %(number)s",
        until=format_moment(datetime.fromisoformat(told["until"])),
        number=told["ground"],
    )


def _refused(who: str, told: Told, known: Known) -> str:
    step, reason = _step(told, known), str(told["reason"])
    if why := NOT_ACCEPTED.get(reason):
        return say(
            "Chữ ký của %(who)s ở bước “%(step)s” không được chấp nhận vì %(why)s",
            who=who,
            step=step,
            why=say(why),
        )
    return say(
        "Chữ ký của %(who)s ở bước “%(step)s” không được chấp nhận (mã %(reason)s)",
        who=who,
        step=step,
        reason=reason,
    )


def _sealed(who: str, told: Told, known: Known) -> str:
    return say(
        "%(who)s cấp số %(numbers)s, đóng dấu %(document)s",
        who=who,
        numbers=", ".join(document_number(number, symbol) for number, symbol in told["numbers"]),
        document=_document(told, known),
    )


def _machine(who: str, told: Told, known: Known) -> str | None:
    if told["step"] == "gather_validation":
        return None  # a part of the signature, which is told already
    if told["step"] == "release":
        return say(
            "Hệ thống kiểm tra chữ ký số và phát hành %(document)s",
            document=_document(told, known),
        )
    if told.get("links"):
        codes = ", ".join(code for code, _ in told["links"])
        return say("Hệ thống mở hồ sơ liên thông %(codes)s", codes=codes)
    return say("Hệ thống hoàn thành “%(step)s”", step=_step(told, known))


def _message(who: str, told: Told, known: Known) -> str:
    count = len(told["papers"])
    if told["message"] == SUPPLEMENT and told.get("channel"):
        return say("Người nộp hồ sơ gửi bổ sung qua trang tra cứu, %(count)s giấy tờ", count=count)
    if told["message"] == SUPPLEMENT:
        return say("%(who)s nhận hồ sơ bổ sung, %(count)s giấy tờ", who=who, count=count)
    sender = f" {told['sender']}" if told.get("sender") else ""
    if not count:
        return say("Hồ sơ liên thông%(sender)s trả lời", sender=sender)
    return say(
        "Hồ sơ liên thông%(sender)s trả lời, kèm %(count)s văn bản", sender=sender, count=count
    )


def _rated(who: str, told: Told, known: Known) -> str:
    [[score, _words]] = told["ratings"]
    return say("Người nộp hồ sơ đánh giá mức %(score)s/5", score=score)


def _shown(who: str, told: Told, known: Known) -> str:
    """A page to sign, or the draft that somebody reads before it is signed."""
    if title := known.document_of(told["element"]):
        return say("%(who)s mở “%(title)s” để ký", who=who, title=title)
    return say("%(who)s xem dự thảo văn bản ở bước “%(step)s”", who=who, step=_step(told, known))


def _calendar(who: str, told: Told, known: Known) -> str:
    """An edit of the working calendar, which moved times of the dossier."""
    decision, (before, after) = told["calendar"][2], told["due"]
    by = say(" theo %(decision)s", decision=decision) if decision else ""
    if before == after or after is None:
        return say("Lịch làm việc thay đổi%(by)s, hạn của các bước đang làm được tính lại", by=by)
    return say(
        "Lịch làm việc thay đổi%(by)s, hạn trả kết quả được tính lại: %(until)s",
        by=by,
        until=format_moment(datetime.fromisoformat(after)),
    )


def _authority_moved(who: str, told: Told, known: Known) -> str:
    """A change of the register: where each open task went, and why."""
    kind, _record, number = told["cause"]
    why = cause_words(kind, number)
    return ". ".join(_task_moved(move, known, why) for move in told["moves"])


def _task_moved(move: Sequence[Any], known: Known, why: str) -> str:
    task_id, way, unit, holders, officer, *_ = move
    task = known.tasks.get(UUID(task_id))
    to = known.asked([UUID(each) for each in holders], UUID(unit) if unit else None)
    return say(
        MOVED[way],
        step=known.step(task.element if task else None),
        to=to,
        officer=known.name(UUID(officer)) if officer else "",
        why=why,
    )


def _plain(sentence: str) -> Says:
    """A sentence that needs who did it, at which step, on which document, and nothing else."""
    return lambda who, told, known: say(
        sentence,
        who=who,
        step=_step(told, known),
        document=_document(told, known) if "%(document)s" in sentence else "",
    )


def _commented(who: str, told: Told, known: Known) -> str:
    names = [known.name(UUID(person)) for person in told["mentions"]]
    if not names:
        return say("%(who)s ghi ý kiến trao đổi", who=who)
    return say("%(who)s ghi ý kiến trao đổi, nhắc %(names)s", who=who, names=", ".join(names))


def _comment_struck(who: str, told: Told, known: Known) -> str:
    return say("%(who)s rút một ý kiến trao đổi của mình", who=who)


def _paper_moved(who: str, told: Told, known: Known) -> str:
    [(kind, person, unit)] = told["places"]
    if kind == "received":
        return say("%(who)s đã nhận hồ sơ giấy", who=who)
    to = known.unit(UUID(unit)) if person is None else known.name(UUID(person))
    return say("%(who)s giao hồ sơ giấy cho %(to)s", who=who, to=to)


_ACTS: Mapping[str, Says] = {
    "received": _received,
    "slip_reprinted": _reprinted,
    "claimed": _plain(marked("%(who)s nhận xử lý bước “%(step)s”")),
    "unclaimed": _plain(marked("%(who)s trả lại việc đã nhận ở bước “%(step)s”")),
    "assigned": _assigned,
    "passed": _passed,
    "reorganised": _reorganised,
    "completed": _completed,
    "returned": _returned,
    "undone": _undone,
    "opinion_given": _opinion,
    "voted": _voted,
    "conflict_declared": _conflict,
    "council_closed": _council,
    "withdrawn": _plain(marked("%(who)s ghi nhận người nộp rút hồ sơ")),
    "stopped": _plain(marked("%(who)s dừng giải quyết hồ sơ")),
    "rated": _rated,
    "linked": _linked,
    "extended": _extended,
    "shown": _shown,
    "signature_begun": _seen,
    "signature_made": _plain(marked("%(who)s ký %(document)s")),
    "signature_refused": _refused,
    "signed": _plain(marked("%(who)s đã ký số %(document)s")),
    "sealed": _sealed,
    "machine_done": _machine,
    "timer_fired": _plain(marked("Đã đến hạn “%(step)s”")),
    "message_delivered": _message,
    "calendar_changed": _calendar,
    "authority_moved": _authority_moved,
    "commented": _commented,
    "comment_struck": _comment_struck,
    "paper_moved": _paper_moved,
}
