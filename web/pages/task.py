"""`/viec/<dossier>/<task>`: one task: the papers, the form beside them, the way on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from uuid import UUID, uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.returns.hand_over import AT_THE_DESK, CHANNEL, hand_over, taker_named
from engine.actions.tasks.claim import claim
from engine.actions.tasks.complete import complete
from engine.actions.tasks.see import see
from engine.core.move import TaskRef
from engine.errors import (
    InvalidAnswers,
    NotAsked,
    NotFound,
    SigningRefused,
    SupplementLimit,
    TrinhKyError,
)
from engine.questions.inbox.inbox import Inbox, inbox
from engine.questions.task.draft import Draft, comment_draft
from engine.questions.task.page import TaskPage, task_page
from web import undo
from web.answers import answers_kept, answers_of
from web.chosen import person_chosen
from web.current import actor, outside
from web.inbox_view import kept_view
from web.reads import note_read
from web.shown import drafts_seen, laid_out
from web.viewer import sheets_of

blueprint = Blueprint("task", __name__, url_prefix="/viec/<uuid:dossier_id>/<uuid:task_id>")


@blueprint.get("")
def page(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """The task. Opening a signing task renders the page to sign for the reader's own mandate."""
    ref = TaskRef(dossier_id, task_id)
    with suppress(TrinhKyError):  # what is wrong is said by the page itself
        see(outside(), actor(), ref)
    return render_task(ref)


@blueprint.post("")
def finish(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Complete the task with its form; the next one opens by itself."""
    ref = TaskRef(dossier_id, task_id)
    answers = answers_of(request.form)
    try:
        if CHANNEL in answers:  # a result goes out: who took it along is kept, from this page too
            taker = taker_named(answers)
            hand_over(outside(), actor(), ref, answers, taker, None, request.form.get("key"))
        else:
            complete(
                outside(),
                actor(),
                ref,
                answers,
                request.form.get("key"),
                assign_to=person_chosen(request.form.get("assign_to")),
                shown=drafts_seen(request.form) or None,
            )
    except InvalidAnswers as refused:
        return render_task(ref, given=answers, wrong=refused.fields), 422
    except NotAsked as refused:
        return render_task(ref, given=answers, wrong={"assign_to": [refused.sentence]}), 422
    except (SigningRefused, SupplementLimit) as refused:
        return render_task(ref, given=answers, wrong={"form": [refused.sentence]}), 422
    if CHANNEL in answers:
        flash(_("Đã ghi trả kết quả; hồ sơ chuyển sang bước tiếp theo hoặc kết thúc."), "done")
        if answers[CHANNEL] == AT_THE_DESK:
            return redirect(url_for("returns.done", dossier_id=dossier_id), 303)
        return redirect(url_for("inbox.page"), 303)
    undo.tell(dossier_id, "completed", _("Đã chuyển hồ sơ sang bước tiếp theo."))
    return redirect(url_for("inbox.page"), 303)


@blueprint.post("/nhan")
def take(dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Take the task out of the common pool (nhận xử lý)."""
    claim(outside(), actor(), TaskRef(dossier_id, task_id))
    flash(_("Ông/bà đã nhận xử lý việc này."), "done")
    return redirect(url_for("task.page", dossier_id=dossier_id, task_id=task_id), 303)


@blueprint.post("/bieu-mau")
def ask_again(dossier_id: UUID, task_id: UUID) -> str:
    """The form's questions that are asked after what has been answered so far; keeps nothing."""
    task = task_page(outside(), actor(), TaskRef(dossier_id, task_id))
    if task.form is None:
        raise NotFound(_("Bước này không có biểu mẫu."))
    return render_template(
        "forms/fields.html",
        form=task.form,
        answers=answers_of(request.form),
        wrong={},
        again=request.path,
    )


POSTED = "ky, 'dong-dau', 'bo-sung', nhan, 'bieu-mau', 'tra-viec', 'y-kien', 'bo-phieu', 'ket-thuc'"


@blueprint.get(f"/<any({POSTED}):_act>")
def back(dossier_id: UUID, task_id: UUID, _act: str) -> ResponseReturnValue:
    """Whoever loads again the address of a refused form comes back to the task."""
    return redirect(url_for("task.page", dossier_id=dossier_id, task_id=task_id), 303)


def render_task(
    ref: TaskRef,
    *,
    place: str = "at-task",
    tasks: Inbox | None = None,
    given: Mapping[str, object] | None = None,
    wrong: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """The list with this task open beside it; `given` and `wrong` bring a refused form back."""
    task = task_page(outside(), actor(), ref)
    note_read(ref.dossier_id, "task")
    laid = laid_out(task)
    if laid.sheets:
        task = task_page(outside(), actor(), ref)  # with the page that was perhaps just written
    return render_template(
        "task/page.html",
        place=place,
        tasks=tasks or inbox(outside(), actor(), kept_view()),
        task=task,
        laid=laid,
        sheets=sheets_of(task, laid.first, request.args.get("xem")),
        answers=_answers(task) if given is None else given,
        kept=_kept(task),
        comment_draft=comment_draft(outside(), actor(), ref.dossier_id),
        typed=request.form if request.method == "POST" or not task.draft else task.draft.content,
        wrong=wrong or {},
        key=request.form.get("key") or str(uuid4()),
    )


def _kept(task: TaskPage) -> Draft | None:
    """The draft that fills the form; a form that was just refused is filled with itself."""
    return task.draft if request.method == "GET" else None


def _answers(task: TaskPage) -> Mapping[str, object]:
    """What the reader was typing, else what was answered before."""
    draft = _kept(task)
    return task.answers if draft is None else answers_kept(draft.content)
