"""What a cell may hold, read strictly: text, codes, days, lists, words of a closed list.

Every reader takes what the workbook gave (text, number, day, formula) and answers the value that is
stored, or raises `Unfit`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bpmn.expressions import ExpressionError, parse
from engine.core.old_letters import in_vni
from engine.core.register_file.faults import Unfit
from engine.core.vietnamese import clean_text, fold
from engine.say import say

Reader = Callable[[object], object]
LONGEST = 2_000
"""Characters of a cell."""
_PROCEDURE = re.compile(r"[0-9]\.[0-9]{6}")
_IDENTITY = re.compile(r"[0-9]{12}")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,59}")
_YES = {"co", "x", "1", "dung", "true", "yes", "q."}
_NO = {"khong", "0", "sai", "false", "no"}


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that is computed; what it shows may be out of date or another file's."""

    text: str


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell that shows an error of the program (`#N/A`)."""

    text: str


def text(value: object) -> str:
    """Words on one line, NFC. A number is refused where words are wanted only by narrower readers:
    here `7` is "7"."""
    if isinstance(value, Formula):
        raise Unfit(
            say("ô chứa công thức %(formula)s", formula=value.text[:60]),
            say("hãy dán lại giá trị của công thức vào ô"),
        )
    if isinstance(value, Broken):
        raise Unfit(
            say("ô đang báo lỗi %(error)s", error=value.text), say("hãy ghi lại giá trị của ô")
        )
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    written = " ".join(str(value).split())
    if len(written) > LONGEST:
        raise Unfit(
            say("ô dài %(length)s ký tự", length=len(written)),
            say("hãy rút còn nhiều nhất %(most)s ký tự", most=LONGEST),
        )
    if not (written.isprintable() and unicodedata.is_normalized("NFC", written)):
        try:
            written = clean_text(written)
        except ValueError as fault:
            raise Unfit(say("ô có ký tự điều khiển"), str(fault).rstrip(".")) from None
    if not written.isascii() and in_vni(written):
        raise Unfit(
            say("ô viết bằng phông chữ VNI"), say("hãy chuyển bảng mã sang Unicode rồi nạp lại")
        )
    return written


def code(value: object) -> str:
    """An identifier: letters, digits, points, dashes."""
    written = text(value)
    if not _CODE.fullmatch(written):
        raise Unfit(
            say("“%(written)s” không là mã", written=written[:60]),
            say("hãy chỉ dùng chữ không dấu, số, dấu chấm, gạch ngang, nhiều nhất 60 ký tự"),
        )
    return written


def procedure(value: object) -> str:
    """A national code. A program that took it for a number has dropped zeros at its end."""
    if isinstance(value, float) and not value.is_integer():
        value = f"{value:.6f}"
    written = text(value)
    if not _PROCEDURE.fullmatch(written):
        raise Unfit(
            say("“%(written)s” không là mã thủ tục", written=written[:60]),
            say("hãy ghi dạng 1.001234 và định dạng cột là Văn bản"),
        )
    return written


def procedures(value: object) -> list[str]:
    """Codes, separated by semicolons."""
    if isinstance(value, str):
        return list(dict.fromkeys(procedure(each) for each in value.split(";") if each.strip()))
    return [procedure(value)]


def identity(value: object) -> str:
    """A personal number as certificates carry it. A number cell has lost its leading zeros: it is
    refused, not guessed, for authority would go to somebody else."""
    if isinstance(value, int | float):
        raise Unfit(
            say("số định danh bị lưu thành số nên có thể mất số 0 ở đầu"),
            say("hãy định dạng cột là Văn bản rồi nhập lại đủ 12 chữ số"),
        )
    written = text(value).upper()
    plain = written.removeprefix("PNOVN-")
    if not _IDENTITY.fullmatch(plain):
        raise Unfit(
            say("“%(written)s” không là số định danh", written=written[:30]),
            say("hãy ghi đủ 12 chữ số"),
        )
    return f"PNOVN-{plain}"


def flag(value: object) -> bool:
    """`có` or `không`."""
    if isinstance(value, bool):
        return value
    written = fold(text(value))
    if written in _YES or written in _NO:
        return written in _YES
    raise Unfit(
        say("“%(written)s” không là có hay không", written=written[:60]),
        say("hãy ghi “có” hoặc “không”"),
    )


def listed(value: object) -> list[str]:
    """Words, separated by semicolons."""
    return [each for each in map(str.strip, text(value).split(";")) if each]


def whole(value: object) -> int:
    """A number from 1."""
    written = text(value)
    if not (written.isascii() and written.isdigit()) or not 0 < int(written[:9]) < 100_000:
        raise Unfit(
            say("“%(written)s” không là số thứ tự", written=written[:30]),
            say("hãy ghi số nguyên từ 1"),
        )
    return int(written)


def scope(value: object) -> str:
    """A condition in the one expression language."""
    written = text(value)
    try:
        parse(written)
    except ExpressionError as error:
        raise Unfit(say("điều kiện không đọc được"), error.sentence.rstrip(".")) from None
    return written


def choice(words: Mapping[str, str]) -> Reader:
    """One of these words (as written in the house, or as stored); answers what is stored."""
    by_word = {fold(word): stored for word, stored in words.items()}
    by_word |= {stored: stored for stored in words.values()}

    def read(value: object) -> str:
        written = fold(text(value))
        if written not in by_word:
            raise Unfit(
                say("“%(written)s” không dùng được ở đây", written=written[:60]),
                say("hãy ghi một trong: %(words)s", words=", ".join(words)),
            )
        return by_word[written]

    return read


def choices(words: Mapping[str, str]) -> Reader:
    """Several of these words, separated by semicolons or commas."""
    one = choice(words)

    def read(value: object) -> list[str]:
        parts = [part for part in re.split("[;,]", text(value)) if part.strip()]
        return list(dict.fromkeys(str(one(part)) for part in parts))

    return read
