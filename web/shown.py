"""What lies on the glass to be signed or initialled, and what the form says was seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import structlog
from werkzeug.datastructures import MultiDict

from engine.actions.documents.show import Shown, show
from engine.actions.documents.show_draft import show_draft
from engine.errors import TrinhKyError
from engine.questions.task.page import SEAL, SIGN, TaskPage
from signing.errors import SigningError
from web.current import actor, outside
from web.language import sentence_of

log = structlog.get_logger("web")

SEEN = "seen."
"""Names of hidden fields: the key of a draft, and the hash of what was shown of it."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The pages by document key (a signing step has one, under ""); `trouble` says why there is
    none, which must not close the whole desk."""

    sheets: Mapping[str, Shown]
    trouble: str | None

    @property
    def first(self) -> Shown | None:
        return next(iter(self.sheets.values()), None)


def laid_out(task: TaskPage) -> LaidOut:
    """Write and show what this task signs, seals or initials, for the one who may."""
    if not task.can_act or task.attempt is not None:
        return LaidOut({}, None)
    try:
        if task.kind in (SIGN, SEAL):
            return LaidOut({"": show(outside(), actor(), task.ref)}, None)
        drafts = {key: show_draft(outside(), actor(), task.ref, key) for key in task.initials}
        return LaidOut(drafts, None)
    except (TrinhKyError, SigningError) as refused:
        log.warning(
            "not_shown", kind=type(refused).__name__, notes=getattr(refused, "__notes__", [])
        )
        return LaidOut({}, sentence_of(refused))


def drafts_seen(form: MultiDict[str, str]) -> dict[str, str]:
    """Which bytes of which draft the page had shown when the form was sent."""
    return {name.removeprefix(SEEN): form[name] for name in form if name.startswith(SEEN)}
