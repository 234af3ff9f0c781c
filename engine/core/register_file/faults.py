"""What is wrong with a file of the register, by sheet, row and column, with cause and cure."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.say import say

MOST_TOLD = 200
"""More are counted, not told: whoever mends two hundred has understood."""


class Unfit(Exception):
    """One cell that cannot be read: two sentences without their full stops."""

    def __init__(self, cause: str, cure: str) -> None:
        super().__init__(cause, cure)
        self.cause = cause
        self.cure = cure


@dataclass(frozen=True, slots=True)
class Fault:
    """`row` is the number that the program shows at the left, 0 for the sheet as a whole."""

    sheet: str
    row: int
    column: str
    cause: str
    cure: str

    def in_words(self) -> str:
        """`Trang “Đơn vị”, dòng 7, cột “Từ ngày”: …; …`"""
        return say(
            "%(place)s: %(cause)s; %(cure)s.", place=self.place(), cause=self.cause, cure=self.cure
        )

    def place(self) -> str:
        """Where, as far as it is known."""
        if not self.sheet:
            return say("Tệp")
        if not self.row:
            return say("Trang “%(sheet)s”", sheet=self.sheet)
        if not self.column:
            return say("Trang “%(sheet)s”, dòng %(row)s", sheet=self.sheet, row=self.row)
        return say(
            "Trang “%(sheet)s”, dòng %(row)s, cột “%(column)s”",
            sheet=self.sheet,
            row=self.row,
            column=self.column,
        )


@dataclass(slots=True)
class Faults:
    """Collects: the first ones whole, of the rest how many."""

    told: list[Fault] = field(default_factory=list)
    more: int = 0

    def add(self, sheet: str, row: int, column: str, cause: str, cure: str) -> None:
        """Note one."""
        if len(self.told) < MOST_TOLD:
            self.told.append(Fault(sheet, row, column, cause, cure))
        else:
            self.more += 1

    def __len__(self) -> int:
        return len(self.told) + self.more
