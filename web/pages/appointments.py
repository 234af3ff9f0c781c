"""`/quan-tri/tham-quyen/bo-nhiem`: who sits where, from, to; and the forms that keep it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.register.appointments.correct import correct_appointment
from engine.actions.register.appointments.end import end_appointment
from engine.actions.register.appointments.enter import appoint
from engine.actions.register.appointments.strike import strike_appointment
from engine.actions.register.appointments.told import PERSON, POSITION, AppointmentTold
from engine.actions.register.appointments.transfer import TO, Transfer, transfer
from engine.errors import InvalidAnswers
from engine.questions.people.choices import person_choices, seat_choices
from engine.questions.people.post_page import post_page
from engine.questions.people.transfer_page import transfer_page
from web.current import actor, outside
from web.kept_form import Filled, Wrong, as_given, id_in, looked_for, words_for

blueprint = Blueprint("appointments", __name__, url_prefix="/quan-tri/tham-quyen/bo-nhiem")


@blueprint.get("/moi")
def new_page() -> str:
    """A new post, of the person and on the seat that the address names."""
    return _form({name: request.args.get(name, "") for name in (PERSON, POSITION)}, None)


@blueprint.post("/moi")
def make() -> ResponseReturnValue:
    """Enter it."""
    if looked_for(PERSON, POSITION):
        return _form(request.form, None)
    try:
        appointment_id = appoint(outside(), actor(), _told(), Filled().text("reason"))
    except InvalidAnswers as refused:
        return _form(request.form, None, refused.fields), 422
    flash(_("Đã ghi bổ nhiệm; có hiệu lực ngay từ ngày đã ghi."), "done")
    return redirect(url_for("appointments.one", appointment_id=appointment_id), 303)


@blueprint.get("/<uuid:appointment_id>")
def one(appointment_id: UUID) -> str:
    """The post and what was done to its record."""
    post = post_page(outside(), actor(), appointment_id)
    return render_template("appointments/page.html", post=post)


@blueprint.get("/<uuid:appointment_id>/sua")
def correct_page(appointment_id: UUID) -> str:
    """Correct what was entered."""
    post = post_page(outside(), actor(), appointment_id)
    return _form({**as_given(post.told), "seen": post.row_id}, appointment_id)


@blueprint.post("/<uuid:appointment_id>/sua")
def correct(appointment_id: UUID) -> ResponseReturnValue:
    """A new row of it."""
    if looked_for(PERSON, POSITION):
        return _form(request.form, appointment_id)
    filled = Filled()
    why, seen = filled.text("reason"), filled.number("seen")
    try:
        correct_appointment(outside(), actor(), appointment_id, _told(), why, seen)
    except InvalidAnswers as refused:
        return _form(request.form, appointment_id, refused.fields), 422
    flash(_("Đã sửa; bản ghi cũ vẫn giữ trong lịch sử."), "done")
    return redirect(url_for("appointments.one", appointment_id=appointment_id), 303)


@blueprint.get("/<uuid:appointment_id>/ket-thuc")
def close_page(appointment_id: UUID) -> str:
    """End it on a day, or strike it."""
    return _close(appointment_id)


@blueprint.post("/<uuid:appointment_id>/ket-thuc")
def close(appointment_id: UUID) -> ResponseReturnValue:
    """It ends."""
    filled = Filled()
    try:
        last = filled.day("valid_to")
        filled.refuse()
        end_appointment(outside(), actor(), appointment_id, last, filled.text("reason"))
    except InvalidAnswers as refused:
        return _close(appointment_id, refused.fields), 422
    flash(_("Đã ghi ngày kết thúc."), "done")
    return redirect(url_for("appointments.one", appointment_id=appointment_id), 303)


@blueprint.post("/<uuid:appointment_id>/bo")
def drop(appointment_id: UUID) -> ResponseReturnValue:
    """It should never have been entered."""
    position_id = post_page(outside(), actor(), appointment_id).told.position_id
    try:
        strike_appointment(outside(), actor(), appointment_id, Filled().text("reason"))
    except InvalidAnswers as refused:
        return _close(appointment_id, refused.fields, striking=True), 422
    flash(_("Đã bỏ khỏi danh mục; lịch sử vẫn giữ."), "done")
    return redirect(url_for("positions.one", position_id=position_id), 303)


@blueprint.get("/<uuid:appointment_id>/chuyen")
def transfer_form(appointment_id: UUID) -> str:
    """What lies with the person, before one act ends this post and begins another."""
    return _transfer(appointment_id, {})


@blueprint.post("/<uuid:appointment_id>/chuyen")
def move_on(appointment_id: UUID) -> ResponseReturnValue:
    """They go to the other seat."""
    if looked_for(POSITION):
        return _transfer(appointment_id, request.form)
    filled = Filled()
    try:
        told = Transfer(
            filled.id(POSITION),
            filled.day("valid_from"),
            filled.id(TO),
            filled.text("acting") == "true",
        )
        filled.refuse()
        new = transfer(outside(), actor(), appointment_id, told, filled.text("reason"))
    except InvalidAnswers as refused:
        return _transfer(appointment_id, request.form, refused.fields), 422
    flash(_("Đã ghi chuyển vị trí công tác; việc dở dang đi theo như đã chọn."), "done")
    return redirect(url_for("appointments.one", appointment_id=new), 303)


def _told() -> AppointmentTold:
    filled = Filled()
    told = AppointmentTold(
        person_id=filled.id(PERSON),
        position_id=filled.id(POSITION),
        acting=filled.text("acting") == "true",
        valid_from=filled.day("valid_from"),
        valid_to=filled.day("valid_to"),
    )
    filled.refuse()
    return told


def _form(given: Mapping[str, Any], appointment_id: UUID | None, wrong: Wrong | None = None) -> str:
    return render_template(
        "appointments/form.html",
        given=given,
        appointment_id=appointment_id,
        people=person_choices(outside(), actor(), words_for(PERSON), id_in(given, PERSON)),
        seats=seat_choices(outside(), actor(), words_for(POSITION), id_in(given, POSITION)),
        wrong=wrong or {},
    )


def _transfer(appointment_id: UUID, given: Mapping[str, Any], wrong: Wrong | None = None) -> str:
    return render_template(
        "appointments/transfer.html",
        post=post_page(outside(), actor(), appointment_id),
        left=transfer_page(outside(), actor(), appointment_id),
        seats=seat_choices(outside(), actor(), words_for(POSITION), id_in(given, POSITION)),
        given=given,
        wrong=wrong or {},
    )


def _close(appointment_id: UUID, wrong: Wrong | None = None, *, striking: bool = False) -> str:
    post = post_page(outside(), actor(), appointment_id)
    return render_template(
        "appointments/close.html", post=post, wrong=wrong or {}, striking=striking
    )
