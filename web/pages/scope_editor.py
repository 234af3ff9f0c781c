"""`/quan-tri/tham-quyen/van-ban/…/pham-vi/…`: the condition of a line, built and tried."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bpmn.expressions import ExpressionError, parse
from engine.actions.register.grants.correct import correct_grant
from engine.actions.register.wrong import Wrong
from engine.core.authority.scope_rows import SIGNS, ScopeRow, fact_value, joined
from engine.errors import InvalidAnswers
from engine.questions.register.scope_trial import ScopeTrial, scope_trial
from web.current import actor, outside

blueprint = Blueprint("scope_editor", __name__, url_prefix="/quan-tri/tham-quyen/van-ban")

EXAMPLE = "example."


@blueprint.get("/<uuid:instrument_id>/pham-vi/<uuid:grant_id>")
def page(instrument_id: UUID, grant_id: UUID) -> str:
    """The condition as it is kept, tried on the last dossiers."""
    return _page(instrument_id, scope_trial(outside(), actor(), instrument_id, grant_id), grant_id)


@blueprint.post("/<uuid:instrument_id>/pham-vi/<uuid:grant_id>")
def change(instrument_id: UUID, grant_id: UUID) -> ResponseReturnValue:
    """One row more, a try, or keep it with its example."""
    form, wrong = request.form, Wrong()
    scope = form.get("scope", "").strip()
    trial = scope_trial(outside(), actor(), instrument_id, grant_id, scope)
    act = form.get("do", "")
    if act == "add":
        scope = _one_more(trial, scope, wrong)
    if act in ("add", "try"):
        trial = scope_trial(outside(), actor(), instrument_id, grant_id, scope)
        return _page(instrument_id, trial, grant_id, wrong)
    try:
        example = _example(trial, wrong)
        wrong.refuse()
        told = replace(trial.told, scope=scope, example=example)
        correct_grant(outside(), actor(), grant_id, told, "", form.get("seen", type=int))
    except InvalidAnswers as refused:
        return _page(instrument_id, trial, grant_id, refused), 422
    flash(_("Đã ghi điều kiện; văn bản là dự thảo, chờ người khác thẩm định."), "done")
    return redirect(url_for("instruments.one", instrument_id=instrument_id), 303)


def _one_more(trial: ScopeTrial, scope: str, wrong: Wrong) -> str:
    form = request.form
    fact = next((f for f in trial.facts if f.name == form.get("fact")), None)
    sign = form.get("sign", "")
    if fact is None or sign not in SIGNS:
        wrong.add("fact", _("Hãy chọn dữ kiện và phép so sánh."))
        return scope
    try:
        before = parse(scope) if scope else None
        return joined(before, ScopeRow(fact.name, sign, form.get("value", "")), fact.type)
    except ExpressionError as fault:
        wrong.add("scope", fault.sentence)
    except ValueError as fault:
        wrong.add("value", str(fault))
    return scope


def _example(trial: ScopeTrial, wrong: Wrong) -> dict[str, object]:
    """Typed by what the procedures declare; fields left empty are left out."""
    found: dict[str, object] = {}
    for fact in trial.named:
        text = request.form.get(f"{EXAMPLE}{fact.name}", "")
        if text.strip():
            try:
                found[fact.name] = fact_value(text, fact.type)
            except ValueError as fault:
                wrong.add(f"{EXAMPLE}{fact.name}", str(fault))
    return found


def _page(
    instrument_id: UUID,
    trial: ScopeTrial,
    grant_id: UUID,
    refused: InvalidAnswers | Wrong | None = None,
) -> str:
    return render_template(
        "authority/scope.html",
        trial=trial,
        instrument_id=instrument_id,
        grant_id=grant_id,
        signs=SIGNS,
        given=request.form,
        wrong=refused.fields if refused else {},
    )
