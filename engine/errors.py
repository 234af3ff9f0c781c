"""One error class per reason, carrying data. `web.errors` turns a class into a status and a page.

Each carries `sentence`: one clear Vietnamese sentence saying what, where and what to do. The
sentence never holds a secret or more personal data than the reader already sees.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID


class TrinhKyError(Exception):
    """Base of every refusal that a person should read."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotFound(TrinhKyError):
    """No such thing, or not for this reader: the two are never told apart."""


class NotYours(TrinhKyError):
    """The actor may not do this; `clause` names the refusal of the register where there is one."""

    def __init__(self, sentence: str, clause: str | None = None) -> None:
        super().__init__(sentence)
        self.clause = clause


class AlreadyDone(TrinhKyError):
    """Someone was faster, or the page is stale."""

    def __init__(self, sentence: str, by: str | None = None, at: datetime | None = None) -> None:
        super().__init__(sentence)
        self.by = by
        self.at = at


class Overtaken(TrinhKyError):
    """The dossier's version or the register's epoch moved between reading and saving.

    The caller reloads and judges again once; a person never sees this class.
    """

    def __init__(self, dossier_id: UUID) -> None:
        super().__init__("Hồ sơ vừa được người khác cập nhật; hãy tải lại trang.")
        self.dossier_id = dossier_id


class InvalidAnswers(TrinhKyError):
    """A form that does not fit its definition; `fields` maps a field key to its sentences."""

    def __init__(self, fields: Mapping[str, Sequence[str]]) -> None:
        super().__init__("Biểu mẫu còn chỗ chưa đúng; xem các dòng được đánh dấu.")
        self.fields = fields


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
            f"Sơ đồ của quy trình “{procedure}” không có đường đi tiếp cho trường hợp này; "
            "chưa có gì được ghi, hãy báo người thiết kế quy trình."
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
