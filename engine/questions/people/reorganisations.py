"""Reorganisations: the list, and one with its preview, its progress and how the two agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.register.reorganisations.count import DOSSIERS, counted
from engine.core.reorganisation import Step, from_rows
from engine.errors import NotFound
from engine.outside.outside import Outside
from engine.questions.people.keeping import asked
from engine.questions.people.reorganisation_words import needs, told, unit_name
from engine.say import marked, say
from engine.store.people import name_if_known
from engine.store.records import ReorganisationRow
from engine.store.reorganisation_plan import plan_of
from engine.store.reorganisations import reorganisations
from engine.store.reorganised_dossiers import going_dossiers

FIGURES = {
    DOSSIERS: marked("Hồ sơ đang giải quyết chuyển sang đơn vị nhận"),
    "units": marked("Đơn vị được sắp xếp"),
    "children": marked("Đơn vị trực thuộc chuyển theo"),
    "competences": marked("Thẩm quyền theo luật chuyển theo"),
    "grants": marked("Ủy quyền, phân cấp cho đơn vị chuyển theo"),
    "fallen": marked("Giao quyền trong nội bộ hết hiệu lực"),
    "seats": marked("Vị trí chuyên viên mở lại ở đơn vị nhận, kèm người giữ"),
    "vacated": marked("Vị trí cấp trưởng, cấp phó kết thúc"),
    "posts": marked("Bổ nhiệm kết thúc ở đơn vị cũ"),
    "bindings": marked("Quy trình nội bộ gắn lại"),
    "books": marked("Sổ đăng ký số văn bản đóng lại"),
}
STATES = {
    "draft": marked("chờ duyệt"),
    "approved": marked("đã duyệt, chờ đến ngày"),
    "running": marked("đang thực hiện"),
    "done": marked("đã thực hiện xong"),
    "dropped": marked("đã bỏ"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One of the list; `state` is a key of `STATES`."""

    id: UUID
    decision: str
    effective_at: datetime
    state: str
    state_words: str
    units: int


@dataclass(frozen=True, slots=True)
class Figure:
    """What the preview counted and what was done; None: not yet."""

    says: str
    foreseen: int
    done: int | None

    @property
    def differs(self) -> bool:
        return self.done is not None and self.done != self.foreseen


@dataclass(frozen=True, slots=True)
class Way:
    """Open dossiers of a unit that go to another one."""

    former: str
    taker: str
    dossiers: int


@dataclass(frozen=True, slots=True)
class ReorganisationPage:
    """`needs` are sentences on what a person has to do; `may_approve`: the reader did not enter
    it."""

    line: Line
    steps: tuple[str, ...]
    entered_by: str
    approved_by: str | None
    may_approve: bool
    may_drop: bool
    figures: tuple[Figure, ...]
    ways: tuple[Way, ...]
    needs: tuple[str, ...]
    moved: int
    foreseen_dossiers: int
    left: tuple[tuple[str, str], ...]
    """Dossiers that could not go, and why."""
    trouble: str | None


def reorganisation_list(outside: Outside, actor: Actor) -> tuple[Line, ...]:
    """The newest day first. Raises NotYours."""
    with asked(outside, actor) as (session, now):
        return tuple(_line(row, now) for row in reorganisations(session))


def reorganisation_page(
    outside: Outside, actor: Actor, reorganisation_id: UUID
) -> ReorganisationPage:
    """Before it is carried out, the preview is counted as things stand now. Raises NotYours,
    NotFound."""
    with asked(outside, actor) as (session, now):
        row = session.get(ReorganisationRow, reorganisation_id)
        if row is None:
            raise NotFound(say("Không có việc sắp xếp này."))
        steps, line = from_rows(row.steps), _line(row, now)
        before = row.register_done_at is None
        plan = plan_of(session, steps, row.effective_at) if before else None
        foreseen = counted(session, steps, row.effective_at) if before else (row.foreseen or {})
        return ReorganisationPage(
            line=line,
            steps=tuple(told(session, step) for step in steps),
            entered_by=name_if_known(session, row.entered_by_id) or "",
            approved_by=name_if_known(session, row.approved_by_id),
            may_approve=line.state == "draft" and row.entered_by_id != actor.person_id,
            may_drop=line.state in ("draft", "approved"),
            figures=_figures(foreseen, row.outcome, done=row.done_at is not None),
            ways=_ways(session, steps) if before else (),
            needs=tuple(needs(session, plan, steps, row.effective_at)) if plan else (),
            moved=row.moved,
            foreseen_dossiers=foreseen.get(DOSSIERS, 0),
            left=tuple((code, why) for code, why in row.left),
            trouble=row.trouble,
        )


def _line(row: ReorganisationRow, now: datetime) -> Line:
    if row.dropped_at is not None:
        state = "dropped"
    elif row.done_at is not None:
        state = "done"
    elif row.approved_at is None:
        state = "draft"
    else:
        state = "running" if row.effective_at <= now else "approved"
    words = say(STATES[state])
    return Line(row.id, row.decision, row.effective_at, state, words, len(row.steps))


def _figures(
    foreseen: Mapping[str, int], outcome: Mapping[str, int] | None, *, done: bool
) -> tuple[Figure, ...]:
    return tuple(
        Figure(say(words), foreseen.get(name, 0), (outcome or {}).get(name, 0) if done else None)
        for name, words in FIGURES.items()
        if foreseen.get(name) or (outcome or {}).get(name)
    )


def _ways(session: Session, steps: Sequence[Step]) -> tuple[Way, ...]:
    found: dict[tuple[UUID, UUID], int] = {}
    for going in going_dossiers(session, steps):
        for way in going.ways:
            found[way] = found.get(way, 0) + 1
    return tuple(
        Way(unit_name(session, former), unit_name(session, to), count)
        for (former, to), count in found.items()
    )
