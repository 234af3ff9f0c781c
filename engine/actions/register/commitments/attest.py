"""A named person answers, with evidence, that a commitment is kept; a registrar writes it down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from engine.actions.actor import Actor
from engine.actions.papers import Upload, file_name
from engine.actions.register.commitments.told import commitment_known
from engine.actions.register.office import Change, changing, require_registrar
from engine.actions.register.wrong import LONGEST_REASON, Wrong
from engine.core.terms import begins
from engine.errors import AlreadyDone
from engine.outside.inspect_upload import inspect_upload
from engine.outside.outside import Outside
from engine.say import say
from engine.store.commitments import next_due, note_reminder
from engine.store.records import CommitmentAttestationRow, PersonRow
from engine.store.register_changes import enter, known_row


@dataclass(frozen=True, slots=True)
class Attestation:
    """Who answers, on which day, with what evidence: words, a file, or both."""

    person_id: UUID | None
    attested_on: date | None
    evidence: str
    file: Upload | None = None


def attest(outside: Outside, actor: Actor, commitment_id: UUID, told: Attestation) -> UUID:
    """Answers for the first due day that is open; its instrument. Raises NotYours, NotFound,
    UploadRefused, AlreadyDone (nothing is open), InvalidAnswers: nobody named, a day to come, no
    evidence at all."""
    with outside.sessions.begin() as session:
        require_registrar(session, outside, actor)
    kept, name = _keep(outside, told.file)
    with changing(outside, actor) as change:
        row = commitment_known(change.session, commitment_id)
        due = next_due(change.session, row, change.now)
        if due is None:
            raise AlreadyDone(say("Cam kết này đã được xác nhận đủ các kỳ."))
        evidence = _judged(change, told)
        assert told.attested_on is not None
        attestation = CommitmentAttestationRow(
            id=uuid4(),
            commitment_id=row.id,
            due=due,
            person_id=told.person_id,
            attested_on=begins(told.attested_on),
            evidence=evidence,
            file_sha256=kept,
            file_name=name,
        )
        enter(change.session, attestation, change.by_id, change.now)
        note_reminder(change.session, row, change.now)
        return row.instrument_id


def _keep(outside: Outside, file: Upload | None) -> tuple[str | None, str | None]:
    if file is None:
        return None, None
    name = file_name(file.name)
    inspect_upload(file.data, name, limit=outside.settings.upload_limit)
    return outside.files.put(file.data), name


def _judged(change: Change, told: Attestation) -> str:
    """The evidence in words, clean. Raises InvalidAnswers."""
    wrong = Wrong()
    evidence = wrong.line("evidence", told.evidence, None, LONGEST_REASON)
    if not evidence and told.file is None:
        wrong.add("evidence", say("Hãy ghi bằng chứng, hoặc tải tệp lên."))
    if known_row(change.session, PersonRow, told.person_id) is None:
        wrong.add("person", say("Hãy chọn người xác nhận trong danh mục."))
    if told.attested_on is None:
        wrong.add("attested_on", say("Hãy ghi ngày xác nhận."))
    elif begins(told.attested_on) > change.now:
        wrong.add("attested_on", say("Ngày xác nhận chưa đến; hãy xem lại."))
    wrong.refuse()
    return evidence
