"""From text to tree."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from bpmn.expressions.tree import (
    All,
    Between,
    Compare,
    Either,
    Expression,
    ExpressionError,
    In,
    Literal,
    Name,
    Not,
)

LONGEST = 2000
"""Characters."""
DEEPEST = 24
"""Brackets inside one another."""

ALLOWED = (
    "Được dùng: so sánh = != < <= > >=, and, or, not(…), in (…, …), between … and …, "
    'tên dữ kiện, số, "chữ", true, false, null, date("2026-11-22") và dấu ngoặc.'
)

_GRAMMAR = r"""
?start: either
?either: all ("or" all)*
?all: test ("and" test)*
?test: operand
     | operand SIGN operand                    -> compare
     | operand "in" "(" operand ("," operand)* ")" -> within
     | operand "between" operand "and" operand -> between
?operand: NUMBER              -> number
        | TEXT                -> text
        | "true"              -> true
        | "false"             -> false
        | "null"              -> null
        | "date" "(" TEXT ")" -> day
        | "not" "(" either ")" -> negation
        | NAME                -> name
        | "(" either ")"
SIGN: "!=" | "<=" | ">=" | "=" | "<" | ">"
NUMBER: /-?[0-9]+(\.[0-9]+)?/
TEXT: /"([^"\\\n]|\\["\\])*"/
NAME: /(?!(and|or|not|in|between|true|false|null|date)\b)[^\W\d]\w*(\.[^\W\d]\w*)*/
%ignore /[ \t\r\n]+/
"""


@v_args(inline=True)
class _Build(Transformer[Token, Expression]):
    def either(self, *parts: Expression) -> Expression:
        return Either(parts)

    def all(self, *parts: Expression) -> Expression:
        return All(parts)

    def compare(self, left: Expression, sign: Token, right: Expression) -> Expression:
        return Compare(str(sign), left, right)

    def within(self, item: Expression, *options: Expression) -> Expression:
        return In(item, options)

    def between(self, item: Expression, low: Expression, high: Expression) -> Expression:
        return Between(item, low, high)

    def negation(self, inner: Expression) -> Expression:
        return Not(inner)

    def number(self, token: Token) -> Expression:
        return Literal(Decimal(token))

    def text(self, token: Token) -> Expression:
        return Literal(_unquoted(token))

    def day(self, token: Token) -> Expression:
        text = _unquoted(token)
        try:
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
                return Literal(date.fromisoformat(text))
        except ValueError:
            pass
        sentence = f'“{text}” không phải là một ngày. Viết năm-tháng-ngày: date("2026-11-22").'
        raise ExpressionError(token.start_pos or 0, sentence)

    def true(self) -> Expression:
        return Literal(True)

    def false(self) -> Expression:
        return Literal(False)

    def null(self) -> Expression:
        return Literal(None)

    def name(self, token: Token) -> Expression:
        return Name(str(token))


_PARSER = Lark(_GRAMMAR, parser="lalr", transformer=_Build(), maybe_placeholders=False)


@lru_cache(maxsize=4096)
def parse(text: str) -> Expression:
    """Read an expression; cached by its text.

    Raises ExpressionError for anything else, however long, deep or odd the text is.
    """
    text = unicodedata.normalize("NFC", text)
    _refuse_huge(text)
    try:
        return _PARSER.parse(text)  # type: ignore[return-value]  # the transformer's result
    except UnexpectedInput as error:
        raise _explained(text, error) from None


def _unquoted(token: Token) -> str:
    return re.sub(r'\\(["\\])', r"\1", token[1:-1])


def _refuse_huge(text: str) -> None:
    if len(text) > LONGEST:
        raise ExpressionError(
            LONGEST,
            f"Biểu thức dài {len(text)} ký tự, nhiều nhất là {LONGEST}. Hãy chia điều kiện ra "
            "nhiều cổng rẽ nhánh.",
        )
    bare = re.sub(r'"(?:[^"\\\n]|\\["\\])*"', "", text)
    depth = max(accumulate((c == "(") - (c == ")") for c in bare), default=0)
    if depth > DEEPEST:
        raise ExpressionError(
            0, f"Ngoặc lồng nhau {depth} lớp, nhiều nhất là {DEEPEST}. Hãy viết gọn lại."
        )


def _explained(text: str, error: UnexpectedInput) -> ExpressionError:
    token = error.token if isinstance(error, UnexpectedToken) else None
    if token is not None and token.type == "$END":
        what = "Biểu thức để trống." if not text.strip() else "Biểu thức bị dừng giữa chừng."
        return ExpressionError(len(text), f"{what} {ALLOWED}")
    at: int = getattr(error, "pos_in_stream", 0)
    before, rest = text[:at].rstrip(), text[at:]
    called = re.search(r"[^\W\d][\w.]*$", before)
    if rest.startswith("(") and called:
        what = f"Không được gọi hàm: “{called[0]}(…)” ở vị trí {at + 1}."
    elif rest[0] in "+*/%-" or rest.startswith("**"):
        what = f"Không có phép tính: “{rest[0]}” ở vị trí {at + 1}."
    elif rest[0] in "“”‘’'":
        what = f'Chữ phải nằm trong dấu nháy thẳng "…", không phải “{rest[0]}” (vị trí {at + 1}).'
    elif isinstance(error, UnexpectedCharacters):
        what = f"Ký tự “{rest[0]}” ở vị trí {at + 1} không thuộc ngôn ngữ điều kiện."
    else:
        what = f"Không hiểu “{rest[:20]}” ở vị trí {at + 1}."
    return ExpressionError(at, f"{what} {ALLOWED}")
