"""A dossier from the desk to the sealed result, every act in its own transaction."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from uuid import UUID

from engine.store.history import history_of
from engine.store.verify_history import first_broken
from signing.profile import RESULT
from signing.verify.verify import verify
from tests.factories.office import (
    EXAMINE,
    FIT,
    GATHER,
    HAND_OVER,
    HANDED_OVER,
    RELEASE,
    SEAL,
    SIGN,
    Office,
)
from tests.factories.stages import Case


def test_a_dossier_goes_from_the_desk_to_a_sealed_result_that_strangers_accept(
    office: Office, tmp_path: Path
) -> None:
    dossier_id = office.receive().dossier_id
    assert office.open_steps(dossier_id) == [EXAMINE]
    office.complete("tu_phap", dossier_id, EXAMINE, FIT)
    assert office.open_steps(dossier_id) == [SIGN]
    office.sign(dossier_id)
    assert office.open_steps(dossier_id) == [SIGN]
    assert office.sweep() == 2  # the second half of the signature, then the evidence
    assert office.open_steps(dossier_id) == [SEAL]
    office.seal(dossier_id)
    assert office.sweep() == 2  # the second half of the seal, then the last check
    assert office.open_steps(dossier_id) == [HAND_OVER]
    office.complete("mot_cua", dossier_id, HAND_OVER, HANDED_OVER)
    assert office.open_steps(dossier_id) == []
    assert office.sweep() == 0

    dossier = office.dossier(dossier_id)
    assert (dossier.status, dossier.outcome) == ("finished", "granted")
    [document] = office.documents(dossier_id)
    assert (document.status, document.number, document.symbol) == ("released", 1, "BS-UBND")
    result = office.outside.files.get(document.versions[-1].file_sha256)
    report = verify(result, office.outside.services.roots(), at=office.clock.now(), profile=RESULT)
    assert report.verdict == "valid", report.reasons
    assert [s.signer for s in report.signatures] == [
        "Lê Quang Hùng",
        "Ủy ban nhân dân phường Bến Nước",
    ]
    assert _pdfsig(result, tmp_path) == ["Signature is Valid.", "Signature is Valid."]
    assert _told(office, dossier_id) == [
        "received", "completed", "completed", "shown", "signature_begun", "signature_made",
        "signed", "machine_done", "signature_begun", "signature_made", "sealed", "machine_done",
        "completed",
    ]  # fmt: skip


def _pdfsig(pdf: bytes, folder: Path) -> list[str]:
    path = folder / "result.pdf"
    path.write_bytes(pdf)
    said = subprocess.run(
        ["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False
    ).stdout
    return [
        line.split(":", 1)[1].strip()
        for line in said.splitlines()
        if "Signature Validation" in line
    ]


def _told(office: Office, dossier_id: UUID) -> list[str]:
    """The kinds of the history's entries, of which none is broken."""
    with office.outside.sessions() as session:
        assert first_broken(session, dossier_id) is None
        return [json.loads(content)["kind"] for _, content in history_of(session, dossier_id)]


def test_the_next_document_of_the_year_has_the_next_number(to_hand_over: Case) -> None:
    office = to_hand_over.office
    second = office.receive().dossier_id
    office.complete("tu_phap", second, EXAMINE, FIT)
    office.sign(second)
    office.sweep()
    office.seal(second)
    office.sweep()
    numbers = [office.documents(each)[0].number for each in (to_hand_over.id, second)]
    assert numbers == [1, 2]


def test_a_machine_step_leaves_its_evidence_with_the_document(to_seal: Case) -> None:
    [document] = to_seal.office.documents(to_seal.id)
    assert document.status == "ready"
    assert document.evidence_sha256 is not None
    assert [v.stage for v in document.versions] == ["shown", "signed"]
    done = [t.element for t in to_seal.office.tasks(to_seal.id) if t.status == "done"]
    assert done[-1] == GATHER
    assert RELEASE not in done
