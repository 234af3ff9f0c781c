"""`/van-thu`: what is signed and waits for its number, its seal and its way out."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _

from engine.actions.batch.choose import SEAL
from engine.actions.documents.check_form import Check, check_form
from engine.actions.documents.seal import seal_with
from engine.actions.documents.withhold import withhold
from engine.core.move import TaskRef
from engine.errors import TrinhKyError
from engine.questions.desks.issue_desk import issue_desk
from signing.errors import SigningError
from web.current import actor, outside
from web.desk import Act, desk_for
from web.shown import LaidOut


def _beside(ref: TaskRef, laid: LaidOut) -> Mapping[str, object]:
    return {"checks": _checks(ref) if laid.sheets else ()}


def _checks(ref: TaskRef) -> tuple[Check, ...]:
    try:
        return check_form(outside(), actor(), ref)
    except (TrinhKyError, SigningError):
        return ()  # the page says by itself why nothing is sealed here


blueprint = desk_for(
    Act(
        desk="issue_desk",
        prefix="/van-thu",
        kind=SEAL,
        press="dong-dau",
        way_back="khong-phat-hanh",
        read=issue_desk,
        use_key=seal_with,
        send_back=withhold,
        beside=_beside,
        no_password=lambda: _("Hãy nhập mật khẩu khóa của cơ quan."),
        done=lambda _code: _("Đã cấp số, đóng dấu; hệ thống đang hoàn tất và phát hành."),
        sent_back=lambda _code: _("Không phát hành; đã trả lại với lý do."),
    ),
    __name__,
).blueprint
