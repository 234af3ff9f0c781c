"""`/quan-tri/tham-quyen/van-ban/<instrument>/thu-hoi|tam-ngung|khoi-phuc`: with what will move."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from engine.actions.register.instruments.resume import resume
from engine.actions.register.instruments.revoke import revoke
from engine.actions.register.instruments.states import Grounds
from engine.actions.register.instruments.suspend import suspend
from engine.core.authority.register import InstrumentState
from engine.errors import InvalidAnswers
from engine.questions.register.ending import ending
from web.current import actor, outside

blueprint = Blueprint(
    "instrument_end", __name__, url_prefix="/quan-tri/tham-quyen/van-ban/<uuid:instrument_id>"
)

Wrong = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One act: what it means, from which states it may be done, and its words."""

    act: Callable[..., UUID]
    state: InstrumentState
    after: tuple[InstrumentState, ...]
    title: LazyString
    means: LazyString
    button: LazyString


IN_FORCE, SUSPENDED = InstrumentState.IN_FORCE, InstrumentState.SUSPENDED
ACTS: Mapping[str, Asked] = {
    "thu-hoi": Asked(
        revoke,
        InstrumentState.REVOKED,
        (IN_FORCE, SUSPENDED),
        _l("Thu hồi văn bản"),
        _l(
            "Từ lúc ghi, không ai còn được làm việc gì theo văn bản này, kể cả trang ký đang mở "
            "và chữ ký chưa hoàn tất. Kết quả đã ký trước đó vẫn có giá trị."
        ),
        _l("Thu hồi văn bản"),
    ),
    "tam-ngung": Asked(
        suspend,
        SUSPENDED,
        (IN_FORCE,),
        _l("Tạm ngưng văn bản"),
        _l(
            "Từ lúc ghi đến khi khôi phục, không ai được làm việc gì theo văn bản này. "
            "Kết quả đã ký trước đó vẫn có giá trị."
        ),
        _l("Tạm ngưng văn bản"),
    ),
    "khoi-phuc": Asked(
        resume,
        IN_FORCE,
        (SUSPENDED,),
        _l("Khôi phục văn bản"),
        _l(
            "Văn bản có hiệu lực trở lại ngay. Người đã nhập văn bản không tự khôi phục được; "
            "cần người quản trị khác."
        ),
        _l("Khôi phục văn bản"),
    ),
}
VERB = "<any('thu-hoi', 'tam-ngung', 'khoi-phuc'):verb>"


@blueprint.get(f"/{VERB}")
def page(instrument_id: UUID, verb: str) -> str:
    """What it is, which dossiers will move and where to, the reason and the act."""
    return _page(instrument_id, verb)


@blueprint.post(f"/{VERB}")
def do(instrument_id: UUID, verb: str) -> ResponseReturnValue:
    """Do it at once, and go to where the dossiers are seen moving."""
    form = request.form
    grounds = Grounds(form.get("reason", ""), form.get("act", ""))
    try:
        run_id = ACTS[verb].act(
            outside(), actor(), instrument_id, grounds, form.get("seen", type=int)
        )
    except InvalidAnswers as refused:
        return _page(instrument_id, verb, refused.fields), 422
    return redirect(url_for("moves.one", run_id=run_id), 303)


def _page(instrument_id: UUID, verb: str, wrong: Wrong | None = None) -> str:
    asked = ACTS[verb]
    return render_template(
        "authority/ending.html",
        asked=asked,
        verb=verb,
        instrument=ending(outside(), actor(), instrument_id, asked.state),
        given=request.form,
        wrong=wrong or {},
    )
