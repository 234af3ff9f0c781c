"""The last check before a document leaves the house: the whole file, as a stranger would."""

from __future__ import annotations

from dataclasses import replace

from engine.actions.machine_steps.situation import Done, Situation
from engine.core.acts import Records
from engine.errors import SigningRefused
from engine.outside.outside import Outside
from signing.profile import RESULT
from signing.verify.verify import verify


def release(outside: Outside, at: Situation) -> Done:
    """Verify the sealed file and release it.

    Raises SigningRefused `not_valid` with the verifier's reasons: the step waits, visibly.
    """
    version = at.document.latest("sealed")
    if version is None:
        raise SigningRefused("Văn bản chưa được đóng dấu.", "not_sealed")
    report = verify(
        outside.files.get(version.file_sha256),
        outside.services.roots(),
        at=at.now,
        profile=RESULT,
    )
    if report.verdict != "valid":
        reasons = ", ".join(report.reasons)
        raise SigningRefused(f"Văn bản không qua kiểm tra cuối ({reasons}).", "not_valid")
    row = replace(at.document.row(), status="released")
    return Done(Records(documents=(row,)))
