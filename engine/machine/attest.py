"""The attestation: what the result says of itself, embedded before the first signature.

JSON (RFC 8785 canonical) as a PDF/A-3 attachment. It names the dossier, the internal procedure by
hash, the mandate with its chain, and the steps with who and when; persons by name only where
the page itself names them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from engine.core.authority.register import Mandate, Register
from engine.core.authority.verdict import verdict_of
from engine.core.bundle_paths import MAIN
from engine.core.canonical import canonical, sha256_hex
from engine.core.dossier import Dossier
from engine.core.procedure import DocumentSpec
from engine.core.steps import StepDone
from engine.machine.profiles import profile_of
from signing.profile import Holder

MEDIA_TYPE = "application/json"
SCHEMA = "urn:trinhky:attestation:1"
CAPACITY_JOINT = " / "
"""Between the lines of a signature block, where they stand in one text."""


def attest(
    dossier: Dossier,
    spec: DocumentSpec,
    mandate: Mandate,
    register: Register,
    steps: Sequence[StepDone],
) -> bytes:
    """The attachment's bytes. `instrument` is the number of the first instrument, if any."""
    person_field = next(
        f.name for f in profile_of(spec).signature_fields if f.holder is Holder.PERSON
    )
    procedure = dossier.bundle.procedure
    instruments = [
        register.instruments[link.record_id]
        for link in mandate.chain
        if link.record_id in register.instruments
    ]
    told = verdict_of(register, mandate)
    content: Mapping[str, Any] = {
        "schema": SCHEMA,
        "dossier": dossier.code,
        "procedure": {
            "code": procedure.code,
            "title": procedure.title,
            "bundle_sha256": dossier.bundle.sha256,
            "diagram_sha256": sha256_hex(dossier.bundle.files[MAIN]),
            "decision": procedure.decision.number,
        },
        "document": {"key": spec.key, "kind": spec.kind, "title": spec.title},
        "signatures": {
            person_field: {
                "signer": register.persons[mandate.person_id].full_name,
                "capacity": CAPACITY_JOINT.join(mandate.capacity),
                "instrument": instruments[0].number if instruments else None,
                "role": claimed_role(mandate, register),
                "says": told.signer if told else None,
                "grounds": list(told.grounds) if told else [],
            }
        },
        "form_of": register.units[mandate.form_of].name,
        "seal_of": register.units[mandate.seal_of].name,
        "mandate": {
            "id": mandate.id,
            "power": mandate.power,
            "valid_from": mandate.valid_from,
            "valid_to": mandate.valid_to,
            "citations": list(mandate.citations),
            "chain": [
                {
                    "kind": link.kind,
                    "says": link.says,
                    "number": _number(register, link.record_id),
                    "file_sha256": _file(register, link.record_id),
                }
                for link in mandate.chain
            ],
            "conditions": [
                {"scope": met.scope, "values": dict(met.values)} for met in mandate.conditions
            ],
        },
        "steps": [
            {"element": s.element, "name": s.name, "at": s.at, "position": s.position}
            for s in steps
        ],
    }
    return canonical(content)


def claimed_role(mandate: Mandate, register: Register) -> str:
    """What the signature itself claims: the lines above the name, then the number of every
    instrument; where there is none, the law alone gives the power."""
    numbers = [number for link in mandate.chain if (number := _number(register, link.record_id))]
    return "; ".join((CAPACITY_JOINT.join(mandate.capacity), *numbers))


def _number(register: Register, record_id: UUID) -> str | None:
    instrument = register.instruments.get(record_id)
    return instrument.number if instrument else None


def _file(register: Register, record_id: UUID) -> str | None:
    instrument = register.instruments.get(record_id)
    return instrument.file_sha256 if instrument else None
