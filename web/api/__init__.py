"""The JSON API: the same actions and questions as the pages, one file a noun; no rule, no SQL."""

from web.api import (
    account,
    accounts,
    commitments,
    competences,
    counter,
    dossiers,
    inbox,
    instruments,
    intake,
    many,
    nouns,
    public,
    reference,
    reports,
    session,
    signing,
    tasks,
)

NOUNS = (
    session.noun,
    inbox.noun,
    tasks.noun,
    many.noun,
    dossiers.noun,
    intake.noun,
    counter.noun,
    signing.noun,
    reports.noun,
    public.noun,
    account.noun,
    accounts.noun,
    instruments.noun,
    competences.noun,
    commitments.noun,
)
ROUTES = (nouns.blueprint, reference.blueprint)
