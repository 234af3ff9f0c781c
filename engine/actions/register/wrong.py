"""What is wrong with a form of the register, gathered so that all of it is told at once."""

from __future__ import annotations

from datetime import date

from engine.core.authority.register import Period
from engine.core.terms import term
from engine.core.vietnamese import clean_text
from engine.errors import InvalidAnswers
from engine.say import say

LONGEST_LINE = 300
LONGEST_REASON = 2000
FROM, TO, REASON = "valid_from", "valid_to", "reason"


class Wrong:
    """Sentences by the field they stand at."""

    def __init__(self) -> None:
        self.fields: dict[str, list[str]] = {}

    def add(self, field: str, sentence: str) -> None:
        self.fields.setdefault(field, []).append(sentence)

    def refuse(self) -> None:
        """Raises InvalidAnswers when anything was added."""
        if self.fields:
            raise InvalidAnswers(self.fields)

    def line(
        self, field: str, text: str | None, missing: str | None, most: int = LONGEST_LINE
    ) -> str:
        """The text as it is kept; `missing` is what is said when there is none, if it must be."""
        try:
            kept = clean_text(text or "", multiline=most > LONGEST_LINE)
        except ValueError as fault:
            self.add(field, str(fault))
            return ""
        if not kept and missing is not None:
            self.add(field, missing)
        if len(kept) > most:
            self.add(field, say("Dài quá %(most)s ký tự; hãy viết gọn lại.", most=most))
        return kept

    def reason(self, text: str | None) -> str:
        """Why something known is changed."""
        missing = say("Hãy ghi lý do, ví dụ số quyết định hoặc chỗ đã nhập sai.")
        return self.line(REASON, text, missing, LONGEST_REASON)

    def term(self, first: date | None, last: date | None) -> Period | None:
        """The period of two days inclusive; None when it cannot be made."""
        if first is None:
            self.add(FROM, say("Hãy ghi ngày bắt đầu."))
            return None
        try:
            return term(first, last)
        except (ValueError, OverflowError) as fault:
            said = say("Ngày này quá xa; hãy xem lại.")
            self.add(TO, str(fault) if isinstance(fault, ValueError) else said)
            return None
