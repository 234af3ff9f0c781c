"""The JSON API: the same actions and questions as the pages, one file a noun; no rule, no SQL."""

from web.api import (
    absences,
    account,
    accounts,
    counter,
    dossiers,
    inbox,
    intake,
    many,
    moves,
    nouns,
    people,
    posts,
    public,
    reference,
    reorganisations,
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
    people.noun,
    posts.noun,
    absences.noun,
    reorganisations.noun,
    moves.noun,
)
ROUTES = (nouns.blueprint, reference.blueprint)
