"""What the demonstration PKI consists of, as Certomancer wants to be told."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

ARCHITECTURE = "demo"
OCSP_DAYS = 7
"""How long an OCSP answer stays good: a page left open over a weekend can still be sealed."""
AUTHORITIES = ("root", "issuer", "ocsp", "tsa")
_MARK = "(DEMO)"
_ERA = (datetime(2020, 1, 1, tzinfo=UTC), datetime(2050, 1, 1, tzinfo=UTC))
_SUBJECT_ERA = (datetime(2024, 1, 1, tzinfo=UTC), datetime(2034, 1, 1, tzinfo=UTC))


class SubjectKind(StrEnum):
    """Whether a certificate is a natural person's or an organisation's."""

    PERSON = "person"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class PkiSubject:
    """Someone with a certificate and a PKCS#12 file `<label>.p12`."""

    label: str
    """Names the file: letters, digits, hyphens."""
    common_name: str
    organisation: str
    serial_number: str
    """The subject's identifier: serialNumber of a person, organizationIdentifier of an
    organisation (ETSI EN 319 412-1, 5.1)."""
    kind: SubjectKind
    revoked_at: datetime | None = None
    valid_to: datetime | None = None


def certomancer_config(port: int, subjects: Sequence[PkiSubject]) -> dict[str, object]:
    """The whole of it, to be written as YAML: names, keys, certificates, services."""
    labels = [*AUTHORITIES, *(subject.label for subject in subjects)]
    return {
        "external-url-prefix": f"http://127.0.0.1:{port}",
        "keysets": {
            ARCHITECTURE: {
                "path-prefix": "keys",
                "keys": {label: {"path": f"{label}.pem"} for label in labels},
            }
        },
        "pki-architectures": {
            ARCHITECTURE: {
                "keyset": ARCHITECTURE,
                "entity-defaults": {"country-name": "VN"},
                "entities": _entities(subjects),
                "certs": {**_authorities(), **{s.label: _certificate(s) for s in subjects}},
                "services": _services(),
            }
        },
    }


def _entities(subjects: Sequence[PkiSubject]) -> dict[str, Mapping[str, str]]:
    maker = f"Trình Ký {_MARK}"
    names = {
        "root": "CA gốc thử nghiệm",
        "issuer": "CA cấp chứng thư thử nghiệm",
        "ocsp": "OCSP thử nghiệm",
        "tsa": "Dấu thời gian thử nghiệm",
    }
    entities: dict[str, Mapping[str, str]] = {
        label: {"common-name": f"{name} {_MARK}", "organization-name": maker}
        for label, name in names.items()
    }
    for subject in subjects:
        person = subject.kind is SubjectKind.PERSON
        entities[subject.label] = {
            "common-name": subject.common_name,
            "organization-name": f"{subject.organisation} {_MARK}",
            "serial-number" if person else "organization-identifier": subject.serial_number,
        }
    return entities


def _authorities() -> dict[str, object]:
    era = _validity(*_ERA)
    return {
        "root": {
            "issuer": "root", "subject": "root", "subject-key": "root", "authority-key": "root",
            "serial": 1, "validity": era,
            "profiles": [{"id": "simple-ca", "params": {"crl-repo": "root"}}],
        },
        "issuer": {
            "issuer": "root", "serial": 2, "validity": era,
            "profiles": [{"id": "simple-ca", "params": {"max-path-len": 0, "crl-repo": "root"}}],
        },
        "ocsp": {
            "issuer": "issuer", "serial": 3, "validity": era, "profiles": ["ocsp-responder"],
        },
        "tsa": {
            "issuer": "root", "serial": 4, "validity": era,
            "extensions": [
                _usage("digital_signature"),
                {"id": "extended_key_usage", "critical": True, "value": ["time_stamping"]},
                _crl_of("root"),
            ],
        },
    }  # fmt: skip


def _certificate(subject: PkiSubject) -> dict[str, object]:
    certificate: dict[str, object] = {
        "issuer": "issuer",
        "serial": _serial(subject.label),
        "validity": _validity(_SUBJECT_ERA[0], subject.valid_to or _SUBJECT_ERA[1]),
        "extensions": [
            _usage("digital_signature", "non_repudiation"),
            _crl_of("issuer"),
            {
                "id": "authority_information_access",
                "smart-value": {
                    "schema": "aia-urls",
                    "params": {
                        "ocsp-responder-names": ["issuer"],
                        "ca-issuer-links": [{"repo": "issuer", "include-repo-authority": True}],
                    },
                },
            },
        ],
    }
    if subject.revoked_at is not None:
        revoked = {"revoked-since": subject.revoked_at.isoformat(), "reason": "key_compromise"}
        certificate["revocation"] = revoked
    return certificate


def _serial(label: str) -> int:
    """The same at every start, whoever else has joined: Certomancer would only count."""
    return int.from_bytes(hashlib.sha256(label.encode()).digest()[:8]) | 1 << 63


def _validity(start: datetime, end: datetime) -> dict[str, str]:
    return {"valid-from": start.isoformat(), "valid-to": end.isoformat()}


def _usage(*usages: str) -> dict[str, object]:
    value = {"schema": "key-usage", "params": list(usages)}
    return {"id": "key_usage", "critical": True, "smart-value": value}


def _crl_of(repository: str) -> dict[str, object]:
    value = {"schema": "crl-dist-url", "params": {"crl-repo-names": [repository]}}
    return {"id": "crl_distribution_points", "smart-value": value}


def _services() -> dict[str, object]:
    return {
        "ocsp": {
            "issuer": {
                "for-issuer": "issuer",
                "responder-cert": "ocsp",
                "signing-key": "ocsp",
                "validity-period": {"days": OCSP_DAYS},
            }
        },
        "crl-repo": {
            "root": {
                "for-issuer": "root",
                "signing-key": "root",
                "simulated-update-schedule": "P90D",
            },
            "issuer": {
                "for-issuer": "issuer",
                "signing-key": "issuer",
                "simulated-update-schedule": f"P{OCSP_DAYS}D",
            },
        },
        "cert-repo": {
            "root": {"for-issuer": "root", "publish-issued-certs": True},
            "issuer": {"for-issuer": "issuer", "publish-issued-certs": False},
        },
        "time-stamping": {"tsa": {"signing-key": "tsa", "signing-cert": "tsa"}},
    }
