"""A desk of documents that wait for a key, to sign or to issue: one page, the way to the next.

Both desks have the same addresses: the list, one document, the press that uses the key, the way
back, several at once. What differs is an `Act`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.actor import Actor
from engine.actions.batch.choose import choose
from engine.core.move import TaskRef
from engine.errors import AlreadyDone, InvalidAnswers, NotFound, ReturnRefused, SigningRefused
from engine.outside.keys import OpenKey
from engine.outside.outside import Outside
from engine.questions.task.page import task_page
from signing.errors import SigningError
from web.current import actor, outside
from web.keys import opened_once
from web.language import sentence_of
from web.picked import picked
from web.shown import LaidOut, laid_out
from web.viewer import sheets_of

ITEM = "/<uuid:dossier_id>/<uuid:task_id>"
Wrong = Mapping[str, Sequence[str]]


class Item(Protocol):
    """One document that waits."""

    @property
    def ref(self) -> TaskRef: ...
    @property
    def dossier_code(self) -> str: ...


class Queue(Protocol):
    """What waits, and what lies under a document that has been done."""

    @property
    def items(self) -> Sequence[Item]: ...
    def item(self, ref: TaskRef) -> Item | None: ...
    def after(self, ref: TaskRef) -> Item | None: ...


@dataclass(frozen=True, slots=True)
class Act:
    """What is done at one desk and how it is told; `desk` names its blueprint and templates."""

    desk: str
    prefix: str
    kind: str
    """Of the tasks that lie here, and of a batch: sign | seal."""
    press: str
    """Last part of the address where the key is used, and below of the way back."""
    way_back: str
    read: Callable[[Outside, Actor], Queue]
    use_key: Callable[[Outside, Actor, TaskRef, str, OpenKey], object]
    """With the hash of the page that was shown."""
    send_back: Callable[[Outside, Actor, TaskRef, str, str], object]
    beside: Callable[[TaskRef, LaidOut], Mapping[str, object]]
    """What the page shows beside the paper, for its template."""
    no_password: Callable[[], str]
    done: Callable[[str], str]
    """Told with the dossier's code, as `sent_back`."""
    sent_back: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Desk:
    """The pages of one desk, registered on `blueprint`."""

    act: Act
    blueprint: Blueprint

    def read(self) -> Queue:
        """The reader's queue as it is now."""
        return self.act.read(outside(), actor())

    def address(self, ref: TaskRef) -> str:
        """Of one document."""
        page = f"{self.act.desk}.item_page"
        return url_for(page, dossier_id=ref.dossier_id, task_id=ref.task_id)

    def page(self) -> ResponseReturnValue:
        """The list; the first document of it is open beside it."""
        queue = self.read()
        for item in queue.items:
            # Somebody may have done it between the list and the page: then the next one is open.
            with suppress(AlreadyDone, NotFound):
                return self.render(queue, item.ref, place="at-list")
        return render_template(f"{self.act.desk}/empty.html", desk=queue)

    def item_page(self, dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
        """One document: the very page, and all that should be known beside it."""
        return self.render(self.read(), TaskRef(dossier_id, task_id))

    def press(self, dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
        """Use the key on the very bytes that were shown; the next document opens."""
        ref, form = TaskRef(dossier_id, task_id), request.form
        password, queue = form.get("password", ""), self.read()
        if not password:
            return self.render(queue, ref, wrong={"password": [self.act.no_password()]}), 422
        keys, shown = opened_once(password), form.get("shown_sha256", "")
        try:
            self.act.use_key(outside(), actor(), ref, shown, keys)
        except (SigningRefused, SigningError) as refused:
            return self.render(queue, ref, wrong={"password": [sentence_of(refused)]}), 422
        flash(self.act.done(_code(queue, ref)), "done")
        return self._next(queue, ref)

    def return_it(self, dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
        """Send the dossier back with the reason; the next document opens."""
        ref, form = TaskRef(dossier_id, task_id), request.form
        queue = self.read()
        if not form.get("target"):
            wrong: Wrong = {"target": [_("Hãy chọn bước nhận lại.")]}
            return self.render(queue, ref, wrong=wrong, returning=True), 422
        try:
            self.act.send_back(outside(), actor(), ref, form["target"], form.get("reason", ""))
        except InvalidAnswers as refused:
            return self.render(queue, ref, wrong=refused.fields, returning=True), 422
        except ReturnRefused as refused:
            wrong = {"target": [refused.sentence]}
            return self.render(queue, ref, wrong=wrong, returning=True), 422
        flash(self.act.sent_back(_code(queue, ref)), "done")
        return self._next(queue, ref)

    def choose_them(self) -> ResponseReturnValue:
        """Lay several documents before the reader at once, in the order of the list."""
        try:
            chosen = picked(request.form.getlist("pick"))
            batch_id = choose(outside(), actor(), self.act.kind, chosen)
        except InvalidAnswers as refused:
            flash(refused.fields["pick"][0], "trouble")
            return redirect(url_for(f"{self.act.desk}.page"), 303)
        return redirect(url_for("batch.page", batch_id=batch_id), 303)

    def back(self, dossier_id: UUID, task_id: UUID) -> ResponseReturnValue:
        """Whoever loads again the address of a refused form comes back to the document."""
        return redirect(self.address(TaskRef(dossier_id, task_id)), 303)

    def render(
        self,
        queue: Queue,
        ref: TaskRef,
        *,
        place: str = "at-task",
        wrong: Wrong | None = None,
        returning: bool = False,
        arranging: bool = False,
    ) -> str:
        """The list with this document open beside it; `wrong` brings a refused form back."""
        task = task_page(outside(), actor(), ref)
        if task.kind != self.act.kind:
            raise NotFound(_("Bước này không có văn bản chờ ở đây; hãy mở từ “Việc của tôi”."))
        laid = laid_out(task)
        if laid.sheets:  # with the page that was perhaps just written
            task, queue = task_page(outside(), actor(), ref), self.read()
        return render_template(
            f"{self.act.desk}/page.html",
            place=place,
            desk=queue,
            item=queue.item(ref),
            task=task,
            laid=laid,
            sheets=sheets_of(task, laid.first, request.args.get("xem")),
            wrong=wrong or {},
            returning=returning,
            arranging=arranging,
            **self.act.beside(ref, laid),
        )

    def _next(self, queue: Queue, ref: TaskRef) -> ResponseReturnValue:
        following = queue.after(ref)
        if following is None:
            return redirect(url_for(f"{self.act.desk}.page"), 303)
        return redirect(self.address(following.ref), 303)


def desk_for(act: Act, import_name: str, *more_backs: str) -> Desk:
    """A blueprint with the pages of this desk; `more_backs` are addresses of other forms of a
    document that lead back to it."""
    desk = Desk(act, Blueprint(act.desk, import_name, url_prefix=act.prefix))
    rules: tuple[tuple[str, str, Callable[..., ResponseReturnValue]], ...] = (
        ("GET", "", desk.page),
        ("GET", ITEM, desk.item_page),
        ("POST", f"{ITEM}/{act.press}", desk.press),
        ("POST", f"{ITEM}/{act.way_back}", desk.return_it),
        ("POST", "/lo", desk.choose_them),
        *(("GET", f"{ITEM}/{each}", desk.back) for each in (act.press, act.way_back, *more_backs)),
    )
    for method, rule, view in rules:
        desk.blueprint.add_url_rule(rule, view.__name__, view, methods=[method])
    return desk


def _code(queue: Queue, ref: TaskRef) -> str:
    item = queue.item(ref)
    return "" if item is None else item.dossier_code
