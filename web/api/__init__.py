"""The JSON API: the same actions and questions as the pages, one file a noun; no rule, no SQL."""

from web.api import (
    account,
    accounts,
    counter,
    delegation,
    dossiers,
    inbox,
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
    delegation.noun,
)
ROUTES = (nouns.blueprint, reference.blueprint)
