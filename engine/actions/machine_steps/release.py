"""The last check before a document leaves the house: the whole file, as a stranger would."""

from __future__ import annotations

from dataclasses import replace

from engine.actions.machine_steps.situation import Done, Situation
from engine.core.acts import Records
from engine.errors import SigningRefused
from engine.machine.profiles import profile_of
from engine.outside.outside import Outside
from signing.verify.verify import verify


def release(outside: Outside, at: Situation) -> Done:
    """Verify the finished file, sealed or with its only signature, and release it.

    Raises SigningRefused `not_sealed`, `not_signed`, or `not_valid` with the verifier's reasons:
    the step waits, visibly.
    """
    spec, document = at.written
    stage = "sealed" if spec.seal else "signed"
    version = document.latest(stage) if document.status == stage else None
    if version is None:
        missing = "chưa được đóng dấu" if spec.seal else "chưa được ký"
        raise SigningRefused(f"Văn bản {missing}.", f"not_{stage}")
    report = verify(
        outside.files.get(version.file_sha256),
        outside.services.roots(),
        at=at.now,
        profile=profile_of(spec),
    )
    if report.verdict != "valid":
        reasons = ", ".join(report.reasons)
        raise SigningRefused(f"Văn bản không qua kiểm tra cuối ({reasons}).", "not_valid")
    row = replace(document.row(), status="released")
    return Done(Records(documents=(row,)))
