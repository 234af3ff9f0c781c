"""`/ho-so/moi/…`: what helps to fill the intake page in: known persons, files sent ahead."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.actions.pending import drop_file, keep_file, kept_bytes
from engine.errors import NotFound, UploadRefused
from engine.questions.intake.acquaintance import (
    PersonOffer,
    better_written,
    known_person,
    known_persons,
)
from engine.questions.intake.online import online_to_receive
from web.current import actor, outside
from web.intake_sheet import ROLES, party_sent, refilled, sent_sheet
from web.pages.intake import filled_in, keep_sent, show
from web.reads import note_persons
from web.sent_file import sent
from web.tries import limited
from web.uploads import uploads_of

blueprint = Blueprint("intake_help", __name__, url_prefix="/ho-so/moi")

HOUR = 3600
LOOKS = 1500
"""Lists of known persons that one officer may open in an hour: a busy desk needs 300."""


@blueprint.post("/goi-y")
def offers() -> str:
    """Options of the list under a person's field: known persons, and the name better written."""
    limited("offers", LOOKS, HOUR, who=str(actor().person_id))
    role, text = _role(request.form.get("role", "")), request.form.get("text", "")
    return render_template(
        "intake/offers.html",
        role=role,
        offers=_offers(text),
        better=better_written(text) if request.form.get("field") == "full_name" else None,
    )


@blueprint.post("/nguoi")
def person() -> ResponseReturnValue:
    """Fill in the person who was picked, list those who might be meant (a page without a script),
    or say what is known of the applicant as typed (a script)."""
    choice = filled_in()
    refused_files = keep_sent(choice)
    sheet = sent_sheet(choice)
    if pick := request.form.get("pick"):
        role, _colon, id = pick.partition(":")
        found = known_person(outside(), actor(), _uuid(id))
        note_persons()
        sheet = refilled(choice, sheet, _role(role), found)
    elif find := request.form.get("find"):
        sheet = replace(sheet, offers={find: _found(_role(find))})
    if "HX-Request" in request.headers:
        return render_template(
            "intake/parts.html",
            choice=choice,
            sheet=sheet,
            given=sheet.given,
            answers=sheet.answers,
            wrong={},
            picked=bool(pick),
        )
    wrong = {"papers": refused_files} if refused_files else None
    return show(choice, sheet, wrong=wrong)


@blueprint.post("/tep")
def send_ahead() -> ResponseReturnValue:
    """Keep one file before the press; its line in the slot, or one sentence why not."""
    choice = filled_in()
    upload = next(iter(uploads_of(request.files, "papers.")), None)
    if upload is None:
        return _("Không có tệp nào được gửi; hãy chọn lại tệp."), 422
    try:
        kept = keep_file(outside(), actor().person_id, choice.papers, upload)
    except UploadRefused as refused:
        # It names the file as it was sent: a sentence, never a page.
        return Response(refused.sentence, 422, mimetype="text/plain")
    return render_template("intake/kept.html", file=kept)


@blueprint.post("/tep/<uuid:file_id>/bo")
def take_back(file_id: UUID) -> ResponseReturnValue:
    """Erase a file that was sent ahead."""
    drop_file(outside(), actor().person_id, (file_id,))
    return "", 204


@blueprint.get("/tep/<uuid:file_id>")
def look_at(file_id: UUID) -> ResponseReturnValue:
    """A file that was sent ahead, by its owner; with `truc-tuyen`, of a submission that waits at
    the reader's desk."""
    owner = actor().person_id
    if online := request.args.get("truc-tuyen"):
        owner = online_to_receive(outside(), actor(), _uuid(online)).id
        note_persons("online")
    kept, data = kept_bytes(outside(), owner, file_id)
    return sent(data, kept.name, kept.media_type)


def _found(role: str) -> tuple[PersonOffer, ...]:
    """By the first of the fields that has enough to look for."""
    party = party_sent(role)
    for text in (party.identity, party.phone, party.full_name):
        if text and (found := _offers(text)):
            return found
    return ()


def _offers(text: str) -> tuple[PersonOffer, ...]:
    found = known_persons(outside(), actor(), text)
    if found:
        note_persons()
    return found


def _role(text: str) -> str:
    if text not in ROLES:
        raise NotFound(_("Không có phần này trên trang tiếp nhận."))
    return text


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(_("Không có người này trong các hồ sơ của đơn vị.")) from None
