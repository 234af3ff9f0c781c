"""`/ho-so/<dossier>/thao-tac/<act>`: withdraw, stop, link, apologise, each with what it means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from engine.actions.dossiers.apologise import apologise
from engine.actions.dossiers.link import link
from engine.actions.dossiers.stop import stop
from engine.actions.dossiers.withdraw import withdraw
from engine.errors import InvalidAnswers, NotFound
from engine.questions.dossier.page import dossier_page
from web.current import actor, outside

blueprint = Blueprint("dossier_acts", __name__, url_prefix="/ho-so/<uuid:dossier_id>/thao-tac")


@dataclass(frozen=True, slots=True)
class Asked:
    """One act: `offer` names it in `DossierActs`; `wants` is reason | code | "" (nothing)."""

    offer: str
    wants: str
    title: LazyString
    means: LazyString
    button: LazyString
    done: LazyString


ACTS: Mapping[str, Asked] = {
    "rut": Asked(
        "withdraw",
        "reason",
        _l("Người nộp rút hồ sơ"),
        _l(
            "Hồ sơ kết thúc theo đề nghị của người nộp; mọi bước đang chờ được hủy. "
            "Chỉ làm được khi chưa ký kết quả, và không lấy lại được."
        ),
        _l("Ghi nhận rút hồ sơ"),
        _l("Đã ghi nhận người nộp rút hồ sơ; hãy in thông báo dừng giải quyết."),
    ),
    "dung": Asked(
        "stop",
        "reason",
        _l("Dừng giải quyết hồ sơ"),
        _l(
            "Cơ quan dừng giải quyết; mọi bước đang chờ được hủy. "
            "Chỉ làm được khi chưa ký kết quả, và không lấy lại được."
        ),
        _l("Dừng giải quyết"),
        _l("Đã dừng giải quyết hồ sơ; hãy in thông báo gửi người nộp."),
    ),
    "lien-ket": Asked(
        "link",
        "code",
        _l("Liên kết hồ sơ"),
        _l("Hai hồ sơ được đặt cạnh nhau; mỗi hồ sơ thấy mã của hồ sơ kia."),
        _l("Liên kết"),
        _l("Đã liên kết hồ sơ."),
    ),
    "xin-loi": Asked(
        "apologise",
        "",
        _l("Xin lỗi, đề nghị gia hạn"),
        _l(
            "Mở hồ sơ xin lỗi và đề nghị gia hạn: ghi lý do và số ngày, lãnh đạo ký, văn thư "
            "đóng dấu; thời hạn được gia hạn một lần khi văn bản phát hành."
        ),
        _l("Lập văn bản xin lỗi"),
        _l("Đã mở hồ sơ xin lỗi và đề nghị gia hạn."),
    ),
}


@blueprint.get("/<act>")
def page(dossier_id: UUID, act: str) -> str:
    """What it means, and the reason or the code that it wants."""
    return _page(dossier_id, act)


@blueprint.post("/<act>")
def do(dossier_id: UUID, act: str) -> ResponseReturnValue:
    """Do it, and show the dossier."""
    asked, form = _asked(act), request.form
    try:
        match act:
            case "rut":
                withdraw(outside(), actor(), dossier_id, form.get("reason", ""))
            case "dung":
                stop(outside(), actor(), dossier_id, form.get("reason", ""))
            case "xin-loi":
                apologise(outside(), actor(), dossier_id)
            case "lien-ket":
                _link(dossier_id, form.get("code", ""))
    except InvalidAnswers as refused:
        return _page(dossier_id, act, refused.fields), 422
    flash(str(asked.done), "done")
    return redirect(url_for("dossier.page", dossier_id=dossier_id), 303)


def _link(dossier_id: UUID, code: str) -> None:
    """A code that leads nowhere is a fault of the field, not of the page."""
    dossier_page(outside(), actor(), dossier_id)
    try:
        link(outside(), actor(), dossier_id, code)
    except NotFound as unknown:
        raise InvalidAnswers({"code": [unknown.sentence]}) from None
    except InvalidAnswers as refused:
        raise InvalidAnswers(
            {"code": [s for each in refused.fields.values() for s in each]}
        ) from None


def _asked(act: str) -> Asked:
    if act not in ACTS:
        raise NotFound(_("Không có thao tác này với hồ sơ."))
    return ACTS[act]


def _page(dossier_id: UUID, act: str, wrong: Mapping[str, Sequence[str]] | None = None) -> str:
    asked = _asked(act)
    dossier = dossier_page(outside(), actor(), dossier_id)
    return render_template(
        "dossier/act.html",
        head=dossier.head,
        asked=asked,
        offered=getattr(dossier.acts, asked.offer),
        given=request.form,
        wrong=wrong or {},
    )
