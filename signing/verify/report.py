"""The verdict as a value: for a page, a command, an API, a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from signing.verify.reasons import Reason, Verdict

_EXIT_CODES = {
    Verdict.VALID: 0,
    Verdict.INVALID: 1,
    Verdict.UNREADABLE: 2,
    Verdict.INDETERMINATE: 3,
}
_GRAVEST_FIRST = (Verdict.UNREADABLE, Verdict.INVALID, Verdict.INDETERMINATE)


class Coverage(StrEnum):
    """What a signature covers."""

    FILE = "file"
    REVISION = "revision"
    """All that stood in the file when it was made; something was added since."""
    PART = "part"
    """Not even that."""


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """One signature."""

    field: str
    signer: str
    """The subject's common name as the certificate says it, trusted or not."""
    capacity: str | None
    """From the attestation: in which capacity the law lets this signer sign."""
    instrument: str | None
    """From the attestation: the instrument on which the capacity rests."""
    time: datetime | None
    """Of the timestamp; without one, what the signer claims."""
    intact: bool
    trusted: bool
    covers: Coverage
    identifier: str | None = None
    """Of the subject, as the certificate says it (`CertificateInfo.identifier`)."""
    role: str | None = None
    """Signed with the bytes: in which role the signer claims to sign."""
    approves: bool = False
    """Signed with the bytes: that the signature is a proof of approval."""
    says: tuple[str, ...] = ()
    """In Vietnamese: who signed, for whom, on what ground, and whether it held."""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything found; `reasons` is empty exactly when the verdict is `valid`."""

    signatures: tuple[SignatureReport, ...]
    reasons: tuple[Reason, ...]

    @property
    def verdict(self) -> Verdict:
        """The gravest of the reasons' verdicts."""
        found = {reason.verdict for reason in self.reasons}
        return next((grave for grave in _GRAVEST_FIRST if grave in found), Verdict.VALID)

    @property
    def changed_after_signing(self) -> bool:
        """Whether the file is other than it was signed."""
        changes = {Reason.CHANGED_AFTER_SIGNING, Reason.APPENDED, Reason.CONTENTS_NOT_CANONICAL}
        return not changes.isdisjoint(self.reasons)

    @property
    def exit_code(self) -> int:
        """0 valid, 1 invalid, 2 unreadable, 3 indeterminate."""
        return _EXIT_CODES[self.verdict]

    @property
    def sentences(self) -> tuple[str, ...]:
        """One Vietnamese sentence for each reason, the gravest first."""
        return tuple(reason.sentence for reason in self.reasons)

    def to_json(self, *, identified: bool = False) -> dict[str, object]:
        """The contract of `trinhky verify --json`; times are ISO 8601 with zone.

        `identified` adds the subjects' identifiers, which are numbers of persons: for who keeps
        the report, not for who is told of it.
        """
        return {
            "verdict": self.verdict.value,
            "changed_after_signing": self.changed_after_signing,
            "signatures": [_told(one, identified=identified) for one in self.signatures],
            "reasons": [reason.value for reason in self.reasons],
        }

    @classmethod
    def from_json(cls, raw: dict[str, object]) -> Report:
        """What `to_json` made, read back. KeyError, ValueError or TypeError for anything else."""
        signatures, reasons = raw["signatures"], raw["reasons"]
        if not isinstance(signatures, list) or not isinstance(reasons, list):
            raise TypeError("signatures and reasons are lists")
        return cls(tuple(map(_signature, signatures)), tuple(map(Reason, reasons)))


def report_of(signatures: Sequence[SignatureReport], reasons: Sequence[Reason]) -> Report:
    """A report with each reason once, the gravest first."""
    order = list(Reason)
    grave_first = sorted(
        set(reasons), key=lambda one: (_GRAVEST_FIRST.index(one.verdict), order.index(one))
    )
    return Report(tuple(signatures), tuple(grave_first))


def _told(one: SignatureReport, *, identified: bool) -> dict[str, object]:
    told = {**asdict(one), "time": one.time.isoformat() if one.time else None}
    if not identified:
        del told["identifier"]
    return told


def _signature(raw: dict[str, object]) -> SignatureReport:
    time, says = raw["time"], raw["says"]
    if not isinstance(says, list | tuple):
        raise TypeError("says is a list")
    return SignatureReport(
        field=str(raw["field"]),
        signer=str(raw["signer"]),
        capacity=_text(raw["capacity"]),
        instrument=_text(raw["instrument"]),
        time=None if time is None else datetime.fromisoformat(str(time)),
        intact=bool(raw["intact"]),
        trusted=bool(raw["trusted"]),
        covers=Coverage(str(raw["covers"])),
        identifier=_text(raw.get("identifier")),
        role=_text(raw["role"]),
        approves=bool(raw["approves"]),
        says=tuple(map(str, says)),
    )


def _text(raw: object) -> str | None:
    return None if raw is None else str(raw)
