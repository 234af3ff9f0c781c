"""The desk takes a dossier in: one act from papers to receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from bpmn.values import Kind
from engine.actions.actor import Actor
from engine.actions.dossiers.choose import NOT_HERE, choose_version, first_step, for_a_desk
from engine.actions.dossiers.open_dossier import Opening, Received, begin, fresh_dossier, once
from engine.actions.intake.reuse import Reused, taken_over
from engine.actions.judge import holds
from engine.actions.notices.receipt_notice import missing, notices_for
from engine.actions.papers import Upload, keep_papers
from engine.actions.pending import drop_file, kept_files, papers_from
from engine.actions.tasks.complete import complete_in
from engine.core.authority.may_act import may_act
from engine.core.authority.register import Mandate, Power, Question, Refusal, Register
from engine.core.dossier import Bundle, Dossier, Party
from engine.core.forms import clean
from engine.core.move import Move, PaperAdded, TaskRef
from engine.core.old_letters import from_tcvn3, in_vni
from engine.core.vietnamese import clean_text
from engine.errors import InvalidAnswers, NotFound, NotYours
from engine.outside.outside import Outside
from engine.say import say
from engine.store.known_parties import remember
from engine.store.load_dossier import dossier_key
from engine.store.offices import office_of
from engine.store.online import close_online, require_waiting
from engine.store.time import read_time

__all__ = ["Intake", "Received", "Reused", "cleaned_party", "receive"]

LONGEST = {"full_name": 200, "identity": 20, "phone": 20, "email": 200, "address": 300}
"""Characters of what is written of a person."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What the desk enters on one page. `answers` fit the form of the first step."""

    procedure: str
    applicant: Party
    submitter: Party | None
    papers: tuple[Upload, ...]
    answers: Mapping[str, object]
    idempotency_key: str
    resolving_unit_id: UUID | None = None
    """Chosen by the desk where several units resolve the procedure."""
    kept: tuple[UUID, ...] = ()
    """Files of the actor's, or of the online submission, that were kept before the press."""
    reused: tuple[Reused, ...] = ()
    """Papers of the applicant that the desk holds already."""
    online_id: UUID | None = None
    """The online submission that this is."""
    notices: tuple[str, ...] = ()
    """Channels by which the receipt goes out beside the paper: "email", "sms"."""


def receive(outside: Outside, actor: Actor, intake: Intake) -> Received:
    """Open a dossier, start its internal procedure and, if it is the actor's, do the first step.

    The dossier's id follows from actor and key, so a page sent twice opens one dossier. Raises
    NotFound (no such procedure taken in here), NotYours (the register's sentence: the actor may
    not receive, the delegation has ended, nobody may decide), UploadRefused, InvalidAnswers; then
    no dossier exists.
    """
    dossier_id = uuid5(actor.person_id, intake.idempotency_key)

    def attempt() -> Received:
        with outside.sessions.begin() as session:
            known = dossier_key(session, dossier_id)
            if known is not None:
                return Received(dossier_id, known.code, known.lookup_code)
            time = read_time(session, outside.clock.now())
            office = office_of(session, actor.person_id, Power.RECEIVE, time.now)
            if office is None:
                raise NotYours(say("Chỉ bộ phận tiếp nhận được tiếp nhận hồ sơ."), "not_competent")
            chosen = choose_version(
                session, intake.procedure, office.unit_id, time, intake.resolving_unit_id
            )
        if not for_a_desk(chosen.bundle):
            raise NotFound(say(NOT_HERE))
        code = _online_code(outside, office.unit_id, intake)
        applicant, submitter = _checked(outside, actor, chosen.bundle, intake)
        old, origins = taken_over(outside, chosen.bundle, office.unit_id, applicant, intake.reused)
        opening = Opening(
            dossier_id=dossier_id,
            chosen=chosen,
            desk_id=office.unit_id,
            desk_code=office.unit_code,
            applicant=applicant,
            submitter=submitter,
            papers=(*_papers(outside, actor, chosen.bundle, intake), *old),
            at=time.now,
            origins=origins,
            online=code,
            outbox=notices_for(intake.notices, time.now),
        )
        fresh = fresh_dossier(outside, opening)
        with outside.sessions.begin() as session:
            move, around = begin(
                session,
                opening,
                fresh,
                actor_id=actor.person_id,
                may=lambda register: _may_receive(actor, fresh, register),
            )
            first = _first_step(move, actor, around.register, opening.at)
            if first is not None:
                complete_in(session, outside, actor, first, intake.answers)
            remember(session, office.unit_id, dossier_id, applicant, submitter, opening.at)
            if intake.online_id is not None:
                close_online(
                    session, intake.online_id, "received", actor.person_id, opening.at, dossier_id
                )
        return Received(dossier_id, fresh.code, fresh.lookup_code)

    received = once(outside, attempt)
    drop_file(outside, actor.person_id, intake.kept)
    if intake.online_id is not None:  # those that the desk left out, too
        left = kept_files(outside, intake.online_id)
        drop_file(outside, intake.online_id, [each.id for each in left])
    return received


def _owners(actor: Actor, intake: Intake) -> tuple[UUID, ...]:
    """Whose kept files the page may hand in."""
    return (actor.person_id, *(() if intake.online_id is None else (intake.online_id,)))


def _papers(
    outside: Outside, actor: Actor, bundle: Bundle, intake: Intake
) -> tuple[PaperAdded, ...]:
    """What came with the press, and what was kept before it."""
    papers = list(keep_papers(outside, bundle, intake.papers))
    left = set(intake.kept)
    for owner in _owners(actor, intake):
        mine = {each.id for each in kept_files(outside, owner, left)}
        papers += papers_from(outside, bundle, owner, [id for id in intake.kept if id in mine])
        left -= mine
    papers += papers_from(outside, bundle, actor.person_id, left)  # says that one is gone
    return tuple(papers)


def _online_code(outside: Outside, unit_id: UUID, intake: Intake) -> str | None:
    if intake.online_id is None:
        return None
    with outside.sessions.begin() as session:
        return require_waiting(session, intake.online_id, unit_id).code


def _may_receive(actor: Actor, fresh: Dossier, register: Register) -> Mandate:
    answer = may_act(
        register,
        Question(
            person=actor.person_id,
            power=Power.RECEIVE,
            procedure=fresh.bundle.procedure.code_or_slug,
            unit=fresh.receiving_unit_id,
            at=fresh.received_at,
        ),
    )
    if isinstance(answer, Refusal):
        raise NotYours(answer.says, answer.clause)
    return answer


def _first_step(move: Move, actor: Actor, register: Register, now: datetime) -> TaskRef | None:
    """The step that the desk does in the same act: the one opened task, if it asks this actor."""
    mine = [
        t
        for t in move.opened
        if t.kind == Kind.USER and holds(register, actor.person_id, t.holders, now)
    ]
    return TaskRef(move.dossier_id, mine[0].id) if len(mine) == 1 else None


def _checked(
    outside: Outside, actor: Actor, bundle: Bundle, intake: Intake
) -> tuple[Party, Party | None]:
    """The persons, cleaned, and every required paper there. Raises InvalidAnswers by field, in
    the order of the page, with what is wrong in the answers, too."""
    wrong: dict[str, list[str]] = {}
    applicant = cleaned_party(intake.applicant, "applicant", wrong)
    submitter = None
    if intake.submitter is not None:
        submitter = cleaned_party(intake.submitter, "submitter", wrong)
    if not applicant.full_name and "applicant.full_name" not in wrong:
        wrong["applicant.full_name"] = [say("Chưa nhập họ tên người nộp hồ sơ.")]
    if submitter and not submitter.full_name and "submitter.full_name" not in wrong:
        wrong["submitter.full_name"] = [say("Chưa nhập họ tên người được ủy quyền nộp.")]
    handed_in = {u.component for u in intake.papers} | {r.component for r in intake.reused}
    for owner in _owners(actor, intake):
        handed_in |= {kept.component for kept in kept_files(outside, owner, intake.kept)}
    if hindered := missing(applicant, submitter, intake.notices):
        wrong["notices"] = hindered
    for paper in bundle.procedure.papers:
        if paper.required and paper.key not in handed_in:
            wrong[f"papers.{paper.key}"] = [
                say("Chưa có giấy tờ bắt buộc: %(title)s.", title=paper.title)
            ]
    wrong |= _blanks(bundle, intake.answers) if wrong else {}
    if wrong:
        raise InvalidAnswers(wrong)
    return applicant, submitter


def _blanks(bundle: Bundle, answers: Mapping[str, object]) -> dict[str, list[str]]:
    """What the first step would say of these answers, told beside what else is wrong: one press
    tells everything."""
    form = bundle.forms.get(first_step(bundle).get("form", ""))
    try:
        if form is not None:
            clean(form, answers)
    except InvalidAnswers as blank:
        return {field: list(said) for field, said in blank.fields.items()}
    return {}


def cleaned_party(party: Party, role: str, wrong: dict[str, list[str]]) -> Party:
    """What is written of a person, clean; what is wrong with it goes into `wrong` by field."""

    def tidy(name: str) -> str | None:
        text, longest = getattr(party, name), LONGEST[name]
        if not text:
            return None
        try:
            cleaned = clean_text(text)
        except ValueError as fault:
            wrong[f"{role}.{name}"] = [str(fault)]
            return None
        if len(cleaned) > longest:
            wrong[f"{role}.{name}"] = [
                say("Dài quá %(longest)s ký tự; hãy rút gọn.", longest=longest)
            ]
        if name in ("full_name", "address") and (old := _old_letters(cleaned)):
            wrong[f"{role}.{name}"] = [old]
        return cleaned or None

    return Party(
        full_name=tidy("full_name") or "",
        identity=tidy("identity"),
        phone=tidy("phone"),
        email=tidy("email"),
        address=tidy("address"),
    )


def _old_letters(text: str) -> str | None:
    """What to do about a text pasted from an old program, if it is one."""
    if meant := from_tcvn3(text):
        return say(
            "“%(text)s” được gõ bằng bảng mã cũ TCVN3; có phải là “%(meant)s”? Hãy sửa lại.",
            text=text,
            meant=meant,
        )
    if in_vni(text):
        return say("“%(text)s” được gõ bằng bảng mã cũ VNI; hãy gõ lại bằng Unicode.", text=text)
    return None
