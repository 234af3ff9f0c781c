"""`/quan-tri/tham-quyen/tinh-hinh`: the figures of the delegation, each a link to its list."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, render_template, request, url_for
from flask_babel import lazy_gettext as _l

from engine.questions.delegation.listed import listed, summary_page
from web.current import actor, outside

blueprint = Blueprint("delegation", __name__, url_prefix="/quan-tri/tham-quyen/tinh-hinh")

LONGEST = 100
"""Characters of a search that are looked at."""
FIGURES = {
    "procedures": _l("Thủ tục hành chính"),
    "plans": _l("Phương án ủy quyền"),
    "planned": _l("Thủ tục có phương án"),
    "delegated": _l("Thủ tục đã ủy quyền"),
    "internal_procedures": _l("Quy trình nội bộ đã phê duyệt"),
    "undelegated": _l("Thủ tục chưa ủy quyền"),
    "two_delegates": _l("Thủ tục ủy quyền cho hai đơn vị"),
}


@blueprint.get("")
def page() -> str:
    """Counted over the records at this moment."""
    figures = asdict(summary_page(outside(), actor()))
    return render_template("delegation/page.html", figures=figures, names=FIGURES)


@blueprint.get("/<figure>")
def behind(figure: str) -> str:
    """What is behind a figure: as many lines as it says."""
    wanted = request.args.get("tim", "")[:LONGEST]
    found = listed(outside(), actor(), figure, wanted, page_number())

    def turn(page: int) -> str:
        return url_for("delegation.behind", figure=figure, tim=wanted or None, trang=page)

    return render_template(
        "delegation/list.html", found=found, wanted=wanted, figure=figure, names=FIGURES, turn=turn
    )


def page_number() -> int:
    """`trang` of the address; the first page for what is none."""
    written = request.args.get("trang", "1")
    good = written.isascii() and written.isdigit() and len(written) < 7
    return max(1, int(written)) if good else 1
