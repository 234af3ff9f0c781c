"""The apology is out: the term of the dossier that it is about is extended, once."""

from __future__ import annotations

from engine.actions.documents.content import content_of
from engine.actions.dossiers.extension import Extension, extension_of
from engine.actions.machine_steps.situation import Done, Situation
from engine.actions.step import judged_again, take
from engine.core.acts import Extended, Records
from engine.core.numbering import document_number
from engine.errors import NotFound
from engine.outside.outside import Outside
from engine.store.load_standing import load_standing


def extend_opener(outside: Outside, at: Situation) -> Done:
    """Extend the opener to the date that the released apology prints.

    Done before for this apology (the worker died before it was recorded), or the dossier has
    ended meanwhile: nothing more is done. Raises AlreadyExtended when another apology has
    extended it, NotFound when the apology was not released or belongs to no dossier; the step
    then waits, visibly.
    """
    spec, document = at.written
    if document.number is None or document.symbol is None or document.status != "released":
        raise NotFound("Văn bản xin lỗi chưa được phát hành nên chưa gia hạn được.")
    ground = document_number(document.number, document.symbol)
    with outside.sessions.begin() as session:
        said = content_of(session, at.dossier, spec)
        extension = extension_of(session, at.dossier, said.fields)
    if extension is None:
        raise NotFound("Văn bản xin lỗi này không gắn với hồ sơ nào còn thời hạn để gia hạn.")
    judged_again(lambda: _extend(outside, at, extension, ground))
    return Done(Records())


def _extend(outside: Outside, at: Situation, extension: Extension, ground: str) -> None:
    with outside.sessions.begin() as session:
        opener, around, now = load_standing(session, extension.opener.id, outside.clock.now())
        if opener.status in ("finished", "stopped"):
            return
        if opener.extended_at is not None and opener.extended_at >= at.dossier.received_at:
            return  # by this very apology: of one dossier no two are under way
        act = Extended(until=extension.until, ground=ground)
        take(session, opener, act, around, now)
