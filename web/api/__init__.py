"""The JSON API: the same actions and questions as the pages, one file a noun; no rule, no SQL."""

from web.api import (
    absences,
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
    people,
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
    people.noun,
    absences.noun,
)
ROUTES = (nouns.blueprint, reference.blueprint)
