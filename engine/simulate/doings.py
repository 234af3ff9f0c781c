"""What each kind of act does: one function for each word of the scenarios' grammar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID, uuid4, uuid5

from engine.actions.documents.initials import initialled_at
from engine.actions.documents.seal import seal
from engine.actions.documents.show import show
from engine.actions.documents.show_draft import show_draft
from engine.actions.documents.sign import sign
from engine.actions.dossiers.apologise import apologise
from engine.actions.dossiers.link import link
from engine.actions.dossiers.receive import Intake, receive
from engine.actions.dossiers.stop import stop
from engine.actions.dossiers.withdraw import withdraw
from engine.actions.messages.deliver import deliver
from engine.actions.papers import Upload
from engine.actions.supplements.receive import MESSAGE
from engine.actions.supplements.receive import receive as receive_supplement
from engine.actions.tasks.assign import assign
from engine.actions.tasks.claim import claim
from engine.actions.tasks.close_council import close_council
from engine.actions.tasks.complete import complete
from engine.actions.tasks.declare_conflict import declare_conflict
from engine.actions.tasks.give_opinion import give_opinion
from engine.actions.tasks.send_back import send_back
from engine.actions.tasks.unclaim import unclaim
from engine.actions.tasks.vote import vote
from engine.core.messages import Message
from engine.core.move import TaskRef
from engine.simulate import demo_city as city
from engine.simulate.difference import Difference
from engine.simulate.scan import one_page_scan
from engine.simulate.stage import Stage
from engine.simulate.told import ActTold, PaperGiven
from engine.store.documents import load_attempt

Doing = Callable[[Stage, ActTold], None]


def _receive(stage: Stage, act: ActTold) -> None:
    told = stage.scenario
    intake = Intake(
        procedure=stage.slug,
        applicant=told.applicant,
        submitter=told.submitter,
        papers=_uploads(act.papers or told.papers),
        answers=act.answers,
        idempotency_key=str(uuid4()),
    )
    stage.name(act.dossier, receive(stage.outside, stage.actor(act), intake).dossier_id)


def _claim(stage: Stage, act: ActTold) -> None:
    claim(stage.outside, stage.actor(act), stage.own_ref(act))


def _unclaim(stage: Stage, act: ActTold) -> None:
    unclaim(stage.outside, stage.actor(act), stage.own_ref(act))


def _assign(stage: Stage, act: ActTold) -> None:
    assert act.to is not None
    assign(stage.outside, stage.actor(act), stage.ref(act), stage.person(act.to))


def _complete(stage: Stage, act: ActTold) -> None:
    ref = stage.ref(act)
    complete(
        stage.outside,
        stage.actor(act),
        ref,
        act.answers,
        assign_to=None if act.assign_to is None else stage.person(act.assign_to),
        shown=_drafts_shown(stage, act, ref),
    )


def _drafts_shown(stage: Stage, act: ActTold, ref: TaskRef) -> Mapping[str, str]:
    """The drafts that this step initials, opened by the one who does."""
    dossier = stage.standing(ref.dossier_id).dossier
    specs = initialled_at(dossier, act.step or "", act.answers)
    actor = stage.actor(act)
    return {s.key: show_draft(stage.outside, actor, ref, s.key).sha256 for s in specs}


def _send_back(stage: Stage, act: ActTold) -> None:
    assert act.to is not None
    assert act.reason is not None
    send_back(stage.outside, stage.actor(act), stage.ref(act), act.to, act.reason)


def _sign(stage: Stage, act: ActTold) -> None:
    actor, ref = stage.actor(act), stage.ref(act)
    shown = show(stage.outside, actor, ref)
    wanted = act.expects.get("capacity")
    if wanted is not None and list(shown.capacity) != wanted:
        raise Difference(f"{act.step}: capacity {list(shown.capacity)}, not {wanted}")
    attempt = sign(stage.outside, actor, ref, shown.sha256, city.KEY_PASSWORD)
    _until_finished(stage, ref.dossier_id, attempt)


def _seal(stage: Stage, act: ActTold) -> None:
    actor, ref = stage.actor(act), stage.ref(act)
    shown = show(stage.outside, actor, ref)
    attempt = seal(stage.outside, actor, ref, shown.sha256, city.KEY_PASSWORD)
    _until_finished(stage, ref.dossier_id, attempt)


def _until_finished(stage: Stage, dossier_id: UUID, attempt: UUID) -> None:
    def finished() -> bool:
        with stage.outside.sessions.begin() as session:
            found = load_attempt(session, dossier_id, attempt)
        if found is not None and found.status == "refused":
            raise Difference(f"the signature was refused: {found.trouble}")
        return found is not None and found.status == "finished"

    stage.until(finished, "the signature was not finished")


def _give_opinion(stage: Stage, act: ActTold) -> None:
    assert act.value is not None
    assert act.text is not None
    give_opinion(stage.outside, stage.actor(act), stage.own_ref(act), act.value, act.text)


def _vote(stage: Stage, act: ActTold) -> None:
    assert act.value is not None
    vote(stage.outside, stage.actor(act), stage.own_ref(act), act.value, act.reason)


def _declare_conflict(stage: Stage, act: ActTold) -> None:
    assert act.reason is not None
    declare_conflict(stage.outside, stage.actor(act), stage.own_ref(act), act.reason)


def _close_council(stage: Stage, act: ActTold) -> None:
    close_council(stage.outside, stage.actor(act), stage.ref(act))


def _supplement(stage: Stage, act: ActTold) -> None:
    dossier_id = stage.dossier(act.dossier)
    elements = stage.standing(dossier_id).dossier.bundle.compiled.elements
    tasks = stage.open_tasks(dossier_id)
    wait = next((t for t in tasks if elements[t.element].message == MESSAGE), None)
    if wait is None:
        raise Difference("the dossier does not wait for a supplement")
    ref = TaskRef(dossier_id, wait.id)
    receive_supplement(stage.outside, stage.actor(act), ref, _uploads(act.papers))


def _message(stage: Stage, act: ActTold) -> None:
    """Its id follows from the dossier and `message_id`, so that a story can send it twice."""
    assert act.message is not None
    dossier = stage.standing(stage.dossier(act.dossier)).dossier
    message = Message(
        id=uuid5(dossier.id, f"{act.message}:{act.message_id}") if act.message_id else uuid4(),
        name=act.message,
        correlation=act.to or dossier.code,
        sender="kịch bản",
        facts=act.answers,
    )
    found = deliver(stage.outside, message) == "delivered"
    if (wanted := act.expects.get("delivered", found)) != found:
        raise Difference(f"message {act.message}: delivered {found}, not {wanted}")


def _withdraw(stage: Stage, act: ActTold) -> None:
    assert act.reason is not None
    withdraw(stage.outside, stage.actor(act), stage.dossier(act.dossier), act.reason)


def _stop(stage: Stage, act: ActTold) -> None:
    assert act.reason is not None
    stop(stage.outside, stage.actor(act), stage.dossier(act.dossier), act.reason)


def _link(stage: Stage, act: ActTold) -> None:
    other = stage.standing(stage.dossier(act.to)).dossier.code
    link(stage.outside, stage.actor(act), stage.dossier(act.dossier), other)


def _apologise(stage: Stage, act: ActTold) -> None:
    apologise(stage.outside, stage.actor(act), stage.dossier(act.dossier))


def _machine(stage: Stage, act: ActTold) -> None:
    dossier_id = stage.dossier(act.dossier)

    def done() -> bool:
        here = [t for t in stage.tasks(dossier_id) if t.element == act.step]
        return bool(here) and here[-1].status == "done"

    stage.until(done, f"the worker did not do {act.step}")


def _clock(stage: Stage, act: ActTold) -> None:
    dossier_id = stage.dossier(act.dossier)
    waits, status = act.expects.get("waits"), act.expects.get("status")

    def reached() -> bool:
        return (waits is None or stage.waits(dossier_id) == sorted(waits)) and (
            status is None or stage.standing(dossier_id).dossier.status == status
        )

    told = f"wait at {waits} with status {status}"
    stage.until(reached, f"after the clock reached {act.at} the dossier does not {told}")


def _uploads(papers: tuple[PaperGiven, ...]) -> tuple[Upload, ...]:
    return tuple(Upload(p.component, p.name, one_page_scan(p.name)) for p in papers)


DOINGS: Mapping[str, Doing] = {
    "receive": _receive,
    "claim": _claim,
    "unclaim": _unclaim,
    "assign": _assign,
    "complete": _complete,
    "return": _send_back,
    "sign": _sign,
    "seal": _seal,
    "opinion": _give_opinion,
    "vote": _vote,
    "conflict": _declare_conflict,
    "close_council": _close_council,
    "supplement": _supplement,
    "message": _message,
    "withdraw": _withdraw,
    "stop": _stop,
    "link": _link,
    "apology": _apologise,
    "machine": _machine,
    "clock": _clock,
}
