"""The screens, one file each. A view reads the request, asks one question or action, renders."""

from web.pages import (
    attempt,
    check,
    dossier,
    files,
    health,
    inbox,
    intake,
    language,
    lookup,
    operations,
    receipt,
    result,
    sign_in,
    signing,
    supplement,
    task,
)

SCREENS = (
    sign_in.blueprint,
    language.blueprint,
    inbox.blueprint,
    intake.blueprint,
    receipt.blueprint,
    task.blueprint,
    signing.blueprint,
    attempt.blueprint,
    supplement.blueprint,
    dossier.blueprint,
    result.blueprint,
    files.blueprint,
    lookup.blueprint,
    check.blueprint,
    operations.blueprint,
    health.blueprint,
)
