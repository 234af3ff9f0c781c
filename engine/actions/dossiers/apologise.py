"""An apology with a new date is drafted for a dossier that will not be ready in time.

It is a dossier of its own (the house procedure `xin_loi_gia_han`), linked with the one that is
late: the accountable officer gives the reason and the days, the head signs, the văn thư seals,
and its last machine step extends the term, once (TT 03/2025/TT-VPCP, Văn bản xin lỗi và đề nghị
gia hạn thời gian giải quyết).
"""

from __future__ import annotations

from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.dossiers.extension import APOLOGY
from engine.actions.dossiers.open_dossier import Received, open_dossier
from engine.actions.dossiers.standing_end import require_running
from engine.actions.dossiers.stop import require_in_charge
from engine.actions.step import judged_again, take
from engine.actions.strangers import hidden_from_strangers
from engine.core.acts import Linked, Records
from engine.core.dossier import Dossier
from engine.core.move import DossierLinked
from engine.errors import AlreadyDone, AlreadyExtended, NoTerm
from engine.outside.outside import Outside
from engine.say import say
from engine.store.apologies import running_apology
from engine.store.links import links_of
from engine.store.load_standing import load_standing

OUTBOX = "apology"
"""Kind of the outbox rows that ask for an apology whose time has come."""
_RELATION = "apology"


def apologise(outside: Outside, actor: Actor, dossier_id: UUID) -> Received:
    """Start the apology now, before its time comes by itself.

    Raises NotFound, NotYours (only the accountable officer and the heads of the agency),
    AlreadyDone (the dossier has ended, or an apology is under way), AlreadyExtended, NoTerm, and
    what `choose_version` raises; then nothing is stored.
    """
    with hidden_from_strangers(outside, actor, dossier_id):
        with outside.sessions.begin() as session:
            dossier, around, now = load_standing(session, dossier_id, outside.clock.now())
            require_in_charge(actor, dossier, around, now)
            _require_need(session, dossier)
        return _open(outside, dossier, actor.person_id)


def apologise_in_time(outside: Outside, dossier_id: UUID) -> None:
    """The worker's way: the clock has reached the day before the dossier is due.

    Does nothing where there is no need any more, or where an apology was opened before. Raises
    what `choose_version` raises: the outbox row then waits, visibly.
    """
    with outside.sessions.begin() as session:
        dossier = load_standing(session, dossier_id, outside.clock.now()).dossier
        if any(link.relation == _RELATION for link in links_of(session, dossier_id)):
            return
        try:
            _require_need(session, dossier)
        except (AlreadyDone, AlreadyExtended, NoTerm):
            return
    _open(outside, dossier, None)


def _require_need(session: Session, dossier: Dossier) -> None:
    require_running(dossier)
    if dossier.extended_at is not None:
        raise AlreadyExtended
    if dossier.due_at is None:
        raise NoTerm(
            say("Hồ sơ %(code)s không có thời hạn nên không có gì để gia hạn.", code=dossier.code)
        )
    if code := running_apology(session, dossier.id):
        raise AlreadyDone(
            say("Văn bản xin lỗi cho hồ sơ này đang được xử lý (hồ sơ %(code)s).", code=code)
        )


def _open(outside: Outside, dossier: Dossier, actor_id: UUID | None) -> Received:
    """The apology first, then this side of the link; both are the same however often they are
    begun: the id follows from the dossier and from how many apologies there are."""
    with outside.sessions.begin() as session:
        before = sum(link.relation == _RELATION for link in links_of(session, dossier.id))
    opened = open_dossier(
        outside,
        dossier_id=uuid5(dossier.id, f"apology:{before}"),
        procedure=APOLOGY,
        unit_id=dossier.unit_id,
        applicant=dossier.applicant,
        submitter=dossier.submitter,
        links=(DossierLinked(dossier.id, dossier.code, "parent"),),
        accountable_id=dossier.accountable_id,
    )
    judged_again(lambda: _link(outside, dossier.id, opened, actor_id))
    return opened


def _link(outside: Outside, dossier_id: UUID, opened: Received, actor_id: UUID | None) -> None:
    with outside.sessions.begin() as session:
        dossier, around, now = load_standing(session, dossier_id, outside.clock.now())
        if any(link.other_id == opened.dossier_id for link in links_of(session, dossier_id)):
            return
        link = DossierLinked(opened.dossier_id, opened.code, _RELATION)
        act = Linked(actor_id=actor_id, records=Records(links=(link,)))
        take(session, dossier, act, around, now)
