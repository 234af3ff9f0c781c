"""One error class per reason, carrying data. `web.errors` turns a class into a status and a page.

Each carries `sentence`: one clear Vietnamese sentence saying what, where and what to do. The
sentence never holds a secret or more personal data than the reader already sees.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from engine.say import say


class TrinhKyError(Exception):
    """Base of every refusal that a person should read."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotFound(TrinhKyError):
    """No such thing, or not for this reader: the two are never told apart."""


class NotYours(TrinhKyError):
    """The actor may not do this; `clause` names the refusal of the register where there is one, and
    `record_id` the record on which it fails."""

    def __init__(
        self, sentence: str, clause: str | None = None, record_id: UUID | None = None
    ) -> None:
        super().__init__(sentence)
        self.clause = clause
        self.record_id = record_id


class NotKnownYet(TrinhKyError):
    """Somebody asks what the register will know at a time that has not come."""


class AlreadyDone(TrinhKyError):
    """Someone was faster, or the page is stale."""

    def __init__(self, sentence: str, by: str | None = None, at: datetime | None = None) -> None:
        super().__init__(sentence)
        self.by = by
        self.at = at


class UndoRefused(TrinhKyError):
    """A forwarding that can no longer be taken back, or not by this person."""


class Overtaken(TrinhKyError):
    """The dossier's version or the register's epoch moved between reading and saving.

    The caller reloads and judges again once; a person never sees this class.
    """

    def __init__(self, dossier_id: UUID) -> None:
        super().__init__(say("Hồ sơ vừa được người khác cập nhật; hãy tải lại trang."))
        self.dossier_id = dossier_id


class TooManyTries(TrinhKyError):
    """This address has asked too often; it is answered again after a while."""


class InvalidAnswers(TrinhKyError):
    """A form that does not fit its definition; `fields` maps a field key to its sentences."""

    def __init__(self, fields: Mapping[str, Sequence[str]]) -> None:
        super().__init__(say("Biểu mẫu còn chỗ chưa đúng; xem các dòng được đánh dấu."))
        self.fields = fields


class OtherAct(TrinhKyError):
    """This step is not done this way: it wants an opinion, a vote, a form, or nobody's hand."""


class NotAsked(TrinhKyError):
    """Somebody is to get a task who is not among those who may be asked to do it."""

    def __init__(self, sentence: str, person_id: UUID) -> None:
        super().__init__(sentence)
        self.person_id = person_id


class ReturnRefused(TrinhKyError):
    """The dossier cannot go back to that step from here."""

    def __init__(self, sentence: str, target: str) -> None:
        super().__init__(sentence)
        self.target = target


class NoQuorum(TrinhKyError):
    """A council has not enough votes to be closed: `needed` of its members, `present` voted."""

    def __init__(self, sentence: str, present: int, needed: int) -> None:
        super().__init__(sentence)
        self.present = present
        self.needed = needed


class SupplementLimit(TrinhKyError):
    """The applicant was asked for a supplement as often as the procedure allows."""

    def __init__(self, most: int) -> None:
        super().__init__(
            say(
                "Hồ sơ đã được yêu cầu bổ sung %(most)s lần, là số lần nhiều nhất mà "
                "thủ tục cho phép; hãy chọn cách giải quyết khác, chưa có gì được ghi.",
                most=most,
            )
        )
        self.most = most


class ResultSigned(TrinhKyError):
    """A dossier whose result is signed is not taken back or stopped any more."""

    def __init__(self, title: str) -> None:
        super().__init__(
            say(
                "“%(title)s” đã được ký (hoặc đang được ký), nên hồ sơ không rút hay "
                "dừng được nữa; chưa có gì được ghi.",
                title=title,
            )
        )


class NoTerm(TrinhKyError):
    """There is nothing to extend: no term, or nothing runs."""


class AlreadyExtended(TrinhKyError):
    """The term of this dossier was extended before; the law allows it once."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Hồ sơ đã được gia hạn một lần; pháp luật không cho gia hạn lần thứ "
                "hai, chưa có gì được ghi."
            )
        )


class NotADraft(TrinhKyError):
    """An instrument that has, or had, force is not written anew; `state` is what it is in."""

    def __init__(self, state: str) -> None:
        super().__init__(
            say(
                "Văn bản đã được đưa vào hiệu lực nên không sửa được nữa; hãy tạm ngưng, thu hồi, "
                "hoặc nhập văn bản thay thế."
            )
        )
        self.state = state


class UploadRefused(TrinhKyError):
    """A file that cannot be taken: too large, of the wrong type, encrypted, damaged, a bomb."""


class BundleRefused(TrinhKyError):
    """An internal procedure that cannot be loaded; `problems` are `bpmn.values.Problem`."""

    def __init__(self, sentence: str, problems: Sequence[object]) -> None:
        super().__init__(sentence)
        self.problems = tuple(problems)


class DiagramStuck(TrinhKyError):
    """The internal procedure knows no way on from here; only its designer can mend that."""

    def __init__(self, procedure: str) -> None:
        super().__init__(
            say(
                "Sơ đồ của quy trình “%(procedure)s” không có đường đi tiếp cho trường "
                "hợp này; chưa có gì được ghi, hãy báo người thiết kế quy trình.",
                procedure=procedure,
            )
        )


class SigningRefused(TrinhKyError):
    """A signature that must not be made or released; `reason` is a stable code."""

    def __init__(self, sentence: str, reason: str) -> None:
        super().__init__(sentence)
        self.reason = reason


class ServiceDown(TrinhKyError):
    """Something outside (TSA, OCSP, database, Valkey) does not answer; the work is kept."""


class SettingsWrong(TrinhKyError):
    """The environment cannot be used: a setting, a folder, a port."""


class PastChanged(TrinhKyError):
    """A calendar that differs from the one in force on days gone by; `days` names them."""

    def __init__(self, days: str) -> None:
        super().__init__(
            say(
                "Lịch mới đổi ngày đã qua (%(days)s); nếu đúng ý, hãy nạp lại với "
                "--past: chỉ hồ sơ đang giải quyết được tính lại hạn, hồ sơ đã xong "
                "giữ nguyên kết quả đúng hạn hay quá hạn.",
                days=days,
            )
        )
        self.days = days
