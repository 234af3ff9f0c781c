"""The revisions of a document: which stage, when, by whom; which no longer count, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from engine.core.dossier import Document
from engine.core.vietnamese import format_moment
from engine.questions.dossier.act_words import Told
from engine.questions.known import Known
from engine.questions.parts import VersionView
from engine.say import say
from engine.store.records import DocumentVersionRow, OpinionRow

RANK = {"draft": 0, "shown": 1, "signed": 2, "sealed": 3}
"""A revision is replaced by a later one of its own stage or an earlier one."""
GIVEN_UP = ("refused", "dropped")

Entries = Sequence[tuple[datetime, Told]]


def version_views(
    document: Document,
    rows: Sequence[DocumentVersionRow],
    entries: Entries,
    opinions: Iterable[OpinionRow],
    known: Known,
) -> tuple[VersionView, ...]:
    """First to last; `rows` are this document's, in order."""
    given = [o for o in opinions if o.kind == "initial" and o.document_id == document.id]
    doers = {at: told.get("actor") for at, told in entries}
    return tuple(
        VersionView(
            version=row.version,
            stage_words=_stage(row, document, last=row is rows[-1]),
            at=row.made_at,
            by=_by(doers.get(row.made_at), known),
            size=row.size,
            initials=tuple(_initials(row, given, known)),
            void=_void(row, rows, document, entries),
        )
        for row in rows
    )


def _stage(row: DocumentVersionRow, document: Document, *, last: bool) -> str:
    if last and document.status == "released":
        return say("đã phát hành")
    words: Mapping[str, str] = {
        "draft": say("dự thảo"),
        "shown": say("trang trình ký"),
        "signed": say("đã ký số"),
        "sealed": say("đã cấp số, đóng dấu"),
    }
    return words.get(row.stage, row.stage)


def _by(actor: str | None, known: Known) -> str:
    return say("Hệ thống") if actor is None else known.name(UUID(actor))


def _initials(row: DocumentVersionRow, given: Iterable[OpinionRow], known: Known) -> Iterable[str]:
    for each in given:
        if each.file_sha256 != row.file_sha256:
            continue
        who, at = known.name(each.person_id), format_moment(each.given_at)
        if each.void_at is None:
            yield say("%(who)s ký nháy lúc %(at)s", who=who, at=at)
        else:
            yield say(
                "%(who)s ký nháy lúc %(at)s; mất hiệu lực lúc %(void)s vì dự thảo được sửa",
                who=who,
                at=at,
                void=format_moment(each.void_at),
            )


def _void(
    row: DocumentVersionRow,
    rows: Sequence[DocumentVersionRow],
    document: Document,
    entries: Entries,
) -> str | None:
    later = next(
        (r for r in rows if r.version > row.version and RANK[r.stage] <= RANK[row.stage]), None
    )
    until = later.made_at if later else None
    back = next(
        (
            at
            for at, told in entries
            if told["kind"] == "returned" and at > row.made_at and (until is None or at <= until)
        ),
        None,
    )
    if later is not None and back is not None:
        return say(
            "không dùng: hồ sơ được chuyển trả lúc %(at)s, thay bằng bản %(version)s",
            at=format_moment(back),
            version=later.version,
        )
    if later is not None:
        return say("không dùng: đã thay bằng bản %(version)s", version=later.version)
    if document.status in GIVEN_UP:
        return say("không dùng: văn bản không được phát hành")
    return None
