"""A second registrar puts a reviewed instrument in force: from now on it gives what it says."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.register.instruments.draft import (
    draft_known,
    require_other_eyes,
)
from engine.actions.register.instruments.file_verdict import file_verdict
from engine.actions.register.instruments.rules import judged, refuse_grave
from engine.actions.register.moves.ask import ask_moves
from engine.actions.register.office import Change, changing, require_registrar
from engine.actions.register.wrong import LONGEST_REASON, Wrong
from engine.core.authority.register import InstrumentState
from engine.core.register_change import InstrumentTo
from engine.errors import AlreadyDone, InvalidAnswers
from engine.outside.outside import Outside
from engine.questions.register.readiness import readiness_of
from engine.say import say
from engine.store.records import InstrumentRow
from engine.store.register_acts import file_of, lines_of
from engine.store.register_changes import correct
from signing.verify.limited import verify_limited
from signing.verify.report import Report


def put_in_force(
    outside: Outside,
    actor: Actor,
    instrument_id: UUID,
    *,
    seen: int | None,
    reason: str = "",
    paper_compared: bool = False,
) -> None:
    """Effective at once, for every act asks by epoch; what it moves of the dossiers under way is
    a run for the worker.

    `reason` says why it may be so although the readiness page has red items. `paper_compared`: the
    person compared the scan with the paper original. Raises NotYours (also for who entered it),
    NotFound, NotADraft, AlreadyDone; InvalidAnswers: the rules of entry have something against it,
    the file is missing, unsigned, changed or somebody else's, red items without a reason.
    """
    sha256, report = _judge_file(outside, actor, instrument_id)
    with changing(outside, actor) as change:
        act = draft_known(change.session, instrument_id)
        require_other_eyes(change, act)
        if act.state != InstrumentState.REVIEWED:
            raise InvalidAnswers(
                {"state": [say("Văn bản còn là dự thảo; phải được thẩm định trước.")]}
            )
        if act.file_sha256 != sha256:
            raise AlreadyDone(say("Tệp văn bản vừa được thay; hãy xem lại rồi làm tiếp."))
        lines = lines_of(change.session, instrument_id)
        refuse_grave(judged(change.session, act, lines, change.now))
        on_paper = _require_file(change, act, report, paper_compared)
        why = _require_reason(outside, change, act, reason)
        if act.valid_from <= change.now:
            # What begins later moves its dossiers when the worker sees it begin.
            to = InstrumentTo(act.id, InstrumentState.IN_FORCE, change.now)
            ask_moves(outside, change, to, number=act.number, reason=why)
        correct(
            change.session,
            act,
            change.by_id,
            change.now,
            kind="put_in_force",
            reason=why,
            seen=seen,
            state=InstrumentState.IN_FORCE,
            state_since=change.now,
            paper_attested_by_id=change.by_id if on_paper else None,
        )
    outside.queue.nudge()


def _judge_file(
    outside: Outside, actor: Actor, instrument_id: UUID
) -> tuple[str | None, Report | None]:
    """The file's signatures as of now; the look takes a second and stands in no transaction."""
    with outside.sessions.begin() as session:
        now = require_registrar(session, outside, actor)
        sha256 = draft_known(session, instrument_id).file_sha256
    if sha256 is None:
        return None, None
    return sha256, verify_limited(outside.files.get(sha256), outside.services.roots(), at=now)


def _require_file(
    change: Change, act: InstrumentRow, report: Report | None, paper_compared: bool
) -> bool:
    """Whether it is a scan whose original was compared. Raises InvalidAnswers."""
    verdict = file_verdict(change.session, act, file_of(change.session, act), report)
    if verdict.trouble is not None:
        raise InvalidAnswers({"file": [verdict.trouble]})
    if verdict.on_paper and not paper_compared:
        said = say("Văn bản chỉ có bản giấy: hãy xác nhận đã đối chiếu bản quét với bản giấy.")
        raise InvalidAnswers({"paper_compared": [said]})
    return verdict.on_paper


def _require_reason(
    outside: Outside, change: Change, act: InstrumentRow, reason: str
) -> str | None:
    wrong = Wrong()
    why = wrong.line("reason", reason, None, LONGEST_REASON) or None
    red = readiness_of(change.session, outside, act, change.now).red
    if red and why is None:
        said = say("Còn %(count)s mục đỏ; hãy ghi vì sao vẫn đưa vào hiệu lực.", count=len(red))
        wrong.add("reason", said)
    wrong.refuse()
    return why
