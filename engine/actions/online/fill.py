"""Somebody fills a submission in at home: begins, saves, hands in, and comes back to it.

Who has the secret is who it is: there is no account. What is kept is what a desk would ask, no
more, and it is erased when its time is over, received or not.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from engine.actions.dossiers.receive import LONGEST, cleaned_party
from engine.actions.papers import Upload
from engine.actions.pending import drop_file, keep_all, kept_files
from engine.core.dossier import Party
from engine.core.forms import Form, clean
from engine.core.procedure import PaperSpec
from engine.errors import AlreadyDone, InvalidAnswers, NotFound
from engine.outside.outside import Outside
from engine.say import say
from engine.store.online import online_by_secret
from engine.store.records import OnlineSubmissionRow
from engine.store.time import read_time

DRAFT_LIFE = timedelta(days=7)
"""From the last save; the page says until when."""
WAITING_LIFE = timedelta(days=30)
"""From handing in: a desk answers long before."""
MOST_BYTES = 25 * 1024 * 1024
MOST_FILES = 40
LONGEST_ANSWER = 20_000
"""Characters of all answers of a draft together: the form is judged when it is handed in."""
OPEN = ("draft", "asked")
"""States in which it is still being filled in."""
ABOUT = tuple(LONGEST)
"""What is asked of a person."""
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True, slots=True)
class Filling:
    """What the page sends. `papers` and `form` are the procedure's, `keep` the files that stay."""

    applicant: Party
    submitter: Party | None
    answers: Mapping[str, object]
    uploads: tuple[Upload, ...]
    keep: tuple[UUID, ...]
    papers: tuple[PaperSpec, ...]
    form: Form | None


def secret_hash(secret: str) -> bytes:
    """What is kept of the secret: it has 160 random bits, so that a plain hash is enough."""
    return hashlib.sha256(secret.encode()).digest()


def applicant_of(row: OnlineSubmissionRow) -> Party:
    """The applicant of a submission; empty once it was decided."""
    return _party(row.applicant)


def submitter_of(row: OnlineSubmissionRow) -> Party | None:
    """Who hands it in for the applicant, if somebody does."""
    return _party(row.submitter) if row.submitter else None


def _party(kept: Mapping[str, Any]) -> Party:
    said = kept.get
    return Party(
        full_name=said("full_name") or "",
        identity=said("identity"),
        phone=said("phone"),
        email=said("email"),
        address=said("address"),
    )


def begin_online(outside: Outside, unit_id: UUID, procedure: str) -> str:
    """Open an empty submission for this desk and answer its secret, told this once."""
    secret = secrets.token_urlsafe(20)
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        session.add(
            OnlineSubmissionRow(
                id=uuid4(),
                secret_sha256=secret_hash(secret),
                code="TT-" + "".join(secrets.choice(ALPHABET) for _ in range(8)),
                unit_id=unit_id,
                procedure=procedure,
                status="draft",
                applicant={},
                submitter={},
                answers={},
                created_at=now,
                changed_at=now,
                erase_at=now + DRAFT_LIFE,
            )
        )
    return secret


def save_online(outside: Outside, secret: str, filling: Filling) -> tuple[str, ...]:
    """Keep what was filled in so far, complete or not; what is wrong with files that were not
    kept. Raises NotFound, AlreadyDone (it was handed in), InvalidAnswers (too long)."""
    with outside.sessions.begin() as session:
        row = _open(session, outside, secret)
        now = read_time(session, outside.clock.now()).now
        row.applicant = _written(filling.applicant)
        row.submitter = _written(filling.submitter) if filling.submitter else {}
        row.answers = _answers(filling)
        row.changed_at, row.erase_at = now, now + DRAFT_LIFE
        id = row.id
    gone = [each.id for each in kept_files(outside, id) if each.id not in filling.keep]
    drop_file(outside, id, gone)
    _kept, wrong = keep_all(
        outside,
        id,
        filling.papers,
        filling.uploads,
        life=WAITING_LIFE + DRAFT_LIFE,
        most_files=MOST_FILES,
        most_bytes=MOST_BYTES,
    )
    return wrong


def hand_in(outside: Outside, secret: str, filling: Filling) -> None:
    """Judge it as the desk would and let it wait there. Everything is saved first, so that a
    refusal loses nothing. Raises as `save_online`, and InvalidAnswers by field."""
    wrong: dict[str, list[str]] = {}
    if refused := save_online(outside, secret, filling):
        wrong["papers"] = list(refused)
    applicant = cleaned_party(filling.applicant, "applicant", wrong)
    submitter = None
    if filling.submitter is not None:
        submitter = cleaned_party(filling.submitter, "submitter", wrong)
        if not submitter.full_name and "submitter.full_name" not in wrong:
            wrong["submitter.full_name"] = [say("Chưa nhập họ tên người được ủy quyền nộp.")]
    if not applicant.full_name and "applicant.full_name" not in wrong:
        wrong["applicant.full_name"] = [say("Chưa nhập họ tên người nộp hồ sơ.")]
    if not (applicant.phone or applicant.email) and "applicant.phone" not in wrong:
        wrong["applicant.phone"] = [
            say("Hãy ghi số điện thoại hoặc thư điện tử để cơ quan liên hệ được.")
        ]
    if filling.form is not None:
        try:
            clean(filling.form, filling.answers)  # the desk's act cleans them again, for good
        except InvalidAnswers as bad:
            wrong |= {key: list(said) for key, said in bad.fields.items()}
    with outside.sessions.begin() as session:
        id = _open(session, outside, secret).id
    there = {each.component for each in kept_files(outside, id)}
    for paper in filling.papers:
        if paper.required and paper.key not in there:
            wrong[f"papers.{paper.key}"] = [
                say("Chưa có giấy tờ bắt buộc: %(title)s.", title=paper.title)
            ]
    if wrong:
        raise InvalidAnswers(wrong)
    with outside.sessions.begin() as session:
        row = _open(session, outside, secret)
        now = read_time(session, outside.clock.now()).now
        row.applicant = _written(applicant)
        row.submitter = _written(submitter) if submitter else {}
        row.status, row.submitted_at = "submitted", now
        row.says = None
        row.changed_at, row.erase_at = now, now + WAITING_LIFE


def drop_online(outside: Outside, secret: str) -> None:
    """Erase it at once, at the wish of who filled it in. Raises NotFound, AlreadyDone (it was
    taken in or refused, or waits at the desk)."""
    with outside.sessions.begin() as session:
        row = _open(session, outside, secret)
        id = row.id
        session.delete(row)
    drop_file(outside, id, [each.id for each in kept_files(outside, id)])


def file_of(outside: Outside, secret: str) -> UUID:
    """Under which owner the files of this submission are kept. Raises NotFound."""
    with outside.sessions.begin() as session:
        row = online_by_secret(session, secret_hash(secret))
        if row is None:
            raise NotFound(say("Không có bản nộp trực tuyến nào ở địa chỉ này."))
        return row.id


def _open(session: Session, outside: Outside, secret: str) -> OnlineSubmissionRow:
    row = online_by_secret(session, secret_hash(secret), lock=True)
    now = read_time(session, outside.clock.now()).now
    if row is None or row.erase_at <= now:
        raise NotFound(
            say("Không có bản nộp trực tuyến nào ở địa chỉ này, hoặc thời hạn giữ đã hết.")
        )
    if row.status not in OPEN:
        raise AlreadyDone(say("Bản nộp trực tuyến %(code)s đã được gửi đi.", code=row.code))
    return row


def _written(party: Party) -> dict[str, Any]:
    """As typed, cut at what the desk would take, without characters that no database keeps."""
    said = {name: (text or "").replace("\0", "") for name, text in asdict(party).items()}
    return {name: text[: LONGEST[name]] or None for name, text in said.items()}


def _answers(filling: Filling) -> dict[str, Any]:
    known = {field.key for field in filling.form.fields} if filling.form is not None else set()
    said = {key: str(value).replace("\0", "") for key, value in filling.answers.items()}
    kept = {key: text for key, text in said.items() if key in known}
    if sum(map(len, kept.values())) > LONGEST_ANSWER:
        raise InvalidAnswers({"form": [say("Nội dung quá dài; hãy rút gọn, hoặc đính kèm tệp.")]})
    return kept
