"""What is out of the ordinary about a document that waits for its signature, told in words.

Pure: `Matter` is read beforehand. The signer meets these first, and what `must_open` marks is
signed only after the whole page has been opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.say import say

ENOUGH = 10
"""Fewer earlier dossiers than this say nothing about what is usual."""
NEGATIVE = {"refusal"}
"""Kinds of documents that say no."""
REFUSED = {"refused", "lapsed"}


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing out of the ordinary; `must_open` where it concerns what the page says."""

    key: str
    says: str
    must_open: bool = True


@dataclass(frozen=True, slots=True)
class Matter:
    """What is known of the document and its dossier."""

    kind: str
    outcome: str | None
    wants_initial: bool
    initials: int
    """Initials that stand."""
    void: int
    """Initials that a later edit voided."""
    objections: tuple[str, ...]
    """Agencies that do not agree, by name."""
    against: int
    """Votes against, where they were open."""
    returns: int
    last_reason: str | None
    own_case: bool
    conflicts: int
    """How many declared a conflict of interest in this dossier."""
    overdue: bool
    urgent: bool
    remaining: str
    first: bool
    """The first document of its kind in this procedure here."""
    unusual: tuple[str, ...]
    """Answers that none of the last dossiers gave, in words."""
    look: bool = False
    note: str | None = None
    """The assistant's."""


def flags(matter: Matter) -> tuple[Flag, ...]:
    """All that is out of the ordinary, the gravest first; () for a plain one."""
    return tuple(_flags(matter))


def _flags(m: Matter) -> Iterator[Flag]:
    if m.own_case:
        yield Flag("own_case", say("Người nộp hồ sơ chính là ông/bà."))
    if m.conflicts:
        said = say("Có %(n)s người đã khai báo xung đột lợi ích ở hồ sơ này.", n=m.conflicts)
        yield Flag("conflict", said)
    if m.look:
        said = say("Người giúp việc đề nghị xem kỹ.")
        yield Flag("look", f"{said} {m.note}" if m.note else said)
    if m.kind in NEGATIVE or m.outcome in REFUSED:
        yield Flag("negative", say("Kết quả không chấp thuận, từ chối."))
    if m.objections:
        who = ", ".join(m.objections)
        yield Flag("objection", say("Có ý kiến không nhất trí: %(who)s.", who=who))
    if m.against:
        yield Flag("against", say("Có %(n)s phiếu không tán thành.", n=m.against))
    yield from _initials(m)
    if m.returns:
        said = say("Đã chuyển trả %(n)s lần trước khi trình.", n=m.returns)
        yield Flag("returned", f"{said} “{m.last_reason}”" if m.last_reason else said)
    if m.first:
        yield Flag("first", say("Văn bản đầu tiên của loại này ở thủ tục này."))
    for each in m.unusual:
        yield Flag("unusual", each)
    if m.overdue:
        yield Flag("late", say("Đã quá hạn: %(left)s.", left=m.remaining), must_open=False)
    elif m.urgent:
        yield Flag("soon", say("Sắp đến hạn: %(left)s.", left=m.remaining), must_open=False)


def _initials(m: Matter) -> Iterator[Flag]:
    if m.void and m.initials:
        yield Flag("changed", say("Dự thảo đã sửa sau khi ký nháy, sau đó được ký nháy lại."))
    elif m.void:
        yield Flag("void", say("Dự thảo đã sửa sau khi ký nháy và chưa được ký nháy lại."))
    elif m.wants_initial and not m.initials:
        yield Flag("no_initial", say("Quy trình cần ký nháy nhưng văn bản chưa được ký nháy."))


def unusual(
    facts: Mapping[str, Any], past: Sequence[Mapping[str, Any]], titles: Mapping[str, str]
) -> Iterable[str]:
    """Facts with a value that none of the last dossiers of the procedure had.

    Of a number: outside what they had. Facts that hardly any of them knew are passed over.
    """
    for key, title in titles.items():
        value = facts.get(key)
        known = [each[key] for each in past if each.get(key) is not None]
        if value is None or len(known) < ENOUGH:
            continue
        if isinstance(value, int | float) and not isinstance(value, bool):
            numbers = [n for n in known if isinstance(n, int | float)]
            odd = bool(numbers) and not min(numbers) <= value <= max(numbers)
        else:
            odd = value not in known
        if odd:
            yield say(
                "“%(title)s” khác %(n)s hồ sơ gần nhất của thủ tục này.", title=title, n=len(known)
            )
