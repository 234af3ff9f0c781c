"""Commitments of delegations (điều kiện bảo đảm); never by a token."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from engine.actions.papers import Upload
from engine.actions.register.commitments.attest import Attestation
from engine.actions.register.commitments.attest import attest as attest_commitment
from engine.actions.register.commitments.correct import correct_commitment
from engine.actions.register.commitments.enter import enter_commitment
from engine.actions.register.commitments.strike import strike_commitment
from engine.actions.register.commitments.told import CommitmentTold
from engine.questions.register.commitment_page import (
    CommitmentPage,
    commitment_page,
    evidence_file,
)
from web.api.instruments import Entered, Why
from web.api.nouns import File, Noun
from web.api.reading import said
from web.current import actor, outside

noun = Noun("commitments")
PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class CommitmentBody:
    text: str = said("What was committed.", most=2000)
    due: date = said("The last day of the first term.")
    every_months: int = said("0, 1, 3, 6 or 12.", default=0)


@dataclass(frozen=True, slots=True)
class CommitmentCorrection:
    commitment: CommitmentBody
    reason: str = said("Why.", most=2000)
    seen: int | None = said("`view.row_id` of what was read.", default=None)


@dataclass(frozen=True, slots=True)
class Answer:
    person: UUID = said("Who answers.")
    attested_on: date = said("On which day.")
    evidence: str = said("In words.", most=2000, default="")


@noun.post(
    "/instruments/<uuid:instrument_id>/commitments", "Write a commitment down", who="session"
)
def make(instrument_id: UUID, body: CommitmentBody) -> Entered:
    """It is reminded two weeks before it is due; it blocks nothing."""
    return Entered(enter_commitment(outside(), actor(), instrument_id, _told(body)))


@noun.get("/commitments/<uuid:commitment_id>", "One commitment", who="session")
def one(commitment_id: UUID) -> CommitmentPage:
    """With who answered for it."""
    return commitment_page(outside(), actor(), commitment_id)


@noun.post("/commitments/<uuid:commitment_id>", "Correct a commitment", who="session")
def correct_it(commitment_id: UUID, body: CommitmentCorrection) -> None:
    """Its words, its day, how often."""
    told = _told(body.commitment)
    correct_commitment(outside(), actor(), commitment_id, told, body.reason, body.seen)


@noun.post("/commitments/<uuid:commitment_id>/strike", "Strike a commitment", who="session")
def strike_it(commitment_id: UUID, body: Why) -> None:
    """It was never made."""
    strike_commitment(outside(), actor(), commitment_id, body.reason)


@noun.post("/commitments/<uuid:commitment_id>/attest", "Answer for a commitment", who="session")
def attest(commitment_id: UUID, body: Answer) -> None:
    """For the due day that is open."""
    told = Attestation(body.person, body.attested_on, body.evidence)
    attest_commitment(outside(), actor(), commitment_id, told)


@noun.post("/commitments/<uuid:commitment_id>/evidence", "Answer with a file", who="session")
def attest_by_file(commitment_id: UUID, query: Answer, file: Upload) -> None:
    """For the due day that is open."""
    told = Attestation(query.person, query.attested_on, query.evidence, file)
    attest_commitment(outside(), actor(), commitment_id, told)


@noun.get(
    "/commitments/<uuid:commitment_id>/evidence/<uuid:attestation_id>",
    "The file of an answer",
    who="session",
    media=(PDF, "image/png", "image/jpeg"),
)
def evidence(commitment_id: UUID, attestation_id: UUID) -> File:
    """As it was handed in."""
    data, name = evidence_file(outside(), actor(), commitment_id, attestation_id)
    return File(data, name, PDF if data.startswith(b"%PDF-") else "image/png")


def _told(body: CommitmentBody) -> CommitmentTold:
    return CommitmentTold(body.text, body.due, body.every_months)
