"""A small real PKI on loopback: keys by `cryptography`, certificates, OCSP, CRL and TSA by
Certomancer, run as a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import yaml
from certomancer.registry import (
    ArchLabel,
    CertLabel,
    CertomancerConfig,
    PKIArchitecture,
)
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from signing.keys.pkcs12 import Pkcs12Key, open_pkcs12
from signing.values import CertificateChain

PASSWORD = "mật khẩu thử"

LEADER_ID = "CCCD:001080000001"
SEAL_ID = "MST:0100000001"

_PERSON = {"common-name": "Nguyễn Văn Đức", "serial-number": LEADER_ID}
_SEAL = {
    "common-name": "Ủy ban nhân dân phường Thử Nghiệm",
    "organization-name": "Ủy ban nhân dân phường Thử Nghiệm",
    "organization-identifier": SEAL_ID,
}
_ENTITIES: dict[str, dict[str, str]] = {
    "root": {"common-name": "Gốc thử nghiệm"},
    "issuer": {"common-name": "CA thử nghiệm"},
    "ocsp": {"common-name": "OCSP thử nghiệm"},
    "tsa": {"common-name": "TSA thử nghiệm"},
    "leader": _PERSON,
    "leader-ec": _PERSON,
    "seal": _SEAL,
    "seal-ec": _SEAL,
    "revoked": {**_PERSON, "common-name": "Người Bị Thu Hồi"},
    "expired": {**_PERSON, "common-name": "Người Hết Hạn"},
    "future": {**_PERSON, "common-name": "Người Chưa Đến Hạn"},
    "encrypter": {**_PERSON, "common-name": "Người Chỉ Mã Hóa"},
    "evil": _PERSON,
    "evil-seal": _SEAL,
    "evil-tsa": {"common-name": "TSA thử nghiệm"},
    "weak-seal": _SEAL,
}
_ELLIPTIC = {"root", "issuer", "ocsp", "tsa", "leader-ec", "seal-ec", "evil-seal", "evil-tsa"}


@dataclass(frozen=True)
class Pki:
    """A running PKI; `url` is the base of its services."""

    url: str
    architecture: PKIArchitecture

    @property
    def tsa_url(self) -> str:
        return f"{self.url}/thu/tsa/tsa"

    @property
    def roots(self) -> tuple[bytes, ...]:
        return (self.certificate("root"),)

    def certificate(self, label: str) -> bytes:
        return bytes(self.architecture.get_cert(CertLabel(label)).dump())

    def chain(self, label: str) -> CertificateChain:
        return CertificateChain(self.certificate(label), (self.certificate("issuer"),))

    def key_file(self, label: str) -> bytes:
        return bytes(self.architecture.package_pkcs12(CertLabel(label), password=PASSWORD.encode()))

    def key(self, label: str) -> Pkcs12Key:
        return open_pkcs12(self.key_file(label), PASSWORD)


@contextmanager
def running_pki(folder: Path) -> Iterator[Pki]:
    """Make keys and certificates in `folder`, serve them on a free port until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    for label in _ENTITIES:
        _write_key(folder / f"{label}.pem", label)
    config = folder / "certomancer.yml"
    config.write_text(yaml.safe_dump(_config(url), allow_unicode=True, sort_keys=False))
    loaded = CertomancerConfig.from_file(str(config), key_search_dir=str(folder))
    command = [sys.executable, "-m", "certomancer", "--config", str(config)]
    command += ["animate", "--port", str(port), "--no-web-ui"]
    environment = {**os.environ, "CERTOMANCER_KEY_DIR": str(folder)}
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env=environment)
    try:
        _await_answer(url, server)
        yield Pki(url, loaded.get_pki_arch(ArchLabel("thu")))
    finally:
        server.terminate()
        server.wait(timeout=10)


def _await_answer(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while server.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{url}/thu/crls/root/latest.crl", timeout=2).close()
            return
        except urllib.error.HTTPError:
            raise
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the test PKI did not start; see its log")


def _write_key(path: Path, label: str) -> None:
    made: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    if label in _ELLIPTIC:
        made = ec.generate_private_key(ec.SECP256R1())
    else:
        made = rsa.generate_private_key(65537, 1024 if label.startswith("weak") else 2048)
    path.write_bytes(
        made.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    )


def _config(url: str) -> dict[str, object]:
    now = datetime.now(UTC).replace(microsecond=0)

    def from_to(begin: int, end: int) -> dict[str, str]:
        moments = (now + timedelta(days=begin), now + timedelta(days=end))
        return dict(
            zip(("valid-from", "valid-to"), (at.isoformat() for at in moments), strict=True)
        )

    def issued(
        subject: str, begin: int = -500, end: int = 500, **more: object
    ) -> dict[str, object]:
        return {
            "issuer": "issuer",
            "subject": subject,
            "subject-key": subject,
            "validity": from_to(begin, end),
            "extensions": _signer_extensions(["digital_signature", "non_repudiation"]),
            **more,
        }

    certificates: dict[str, Mapping[str, object]] = {
        "root": {
            "issuer": "root",
            "validity": from_to(-3000, 3000),
            "profiles": [{"id": "simple-ca", "params": {"crl-repo": "root"}}],
        },
        "issuer": {
            "issuer": "root",
            "validity": from_to(-2500, 2500),
            "profiles": [{"id": "simple-ca", "params": {"max-path-len": 0, "crl-repo": "root"}}],
        },
        "ocsp": {
            "issuer": "issuer",
            "validity": from_to(-2000, 2000),
            "profiles": ["ocsp-responder"],
        },
        "tsa": {
            "issuer": "root",
            "validity": from_to(-2000, 2000),
            "extensions": [*_tsa_extensions(), _crl("root")],
        },
        "leader": issued("leader"),
        "leader-ec": issued("leader-ec"),
        "seal": issued("seal"),
        "seal-ec": issued("seal-ec"),
        "revoked": issued(
            "revoked",
            revocation={
                "revoked-since": (now - timedelta(days=100)).isoformat(),
                "reason": "key_compromise",
            },
        ),
        "expired": issued("expired", -900, -400),
        "future": issued("future", 100, 900),
        "encrypter": issued("encrypter", extensions=_signer_extensions(["key_encipherment"])),
        "evil": issued("evil", issuer="evil"),
        "evil-seal": issued("evil-seal", issuer="evil-seal"),
        "evil-tsa": issued("evil-tsa", issuer="evil-tsa", extensions=_tsa_extensions()),
        "weak-seal": issued("weak-seal"),
    }
    services = {
        "ocsp": {
            "issuer": {
                "for-issuer": "issuer",
                "responder-cert": "ocsp",
                "signing-key": "ocsp",
                "validity-period": {"days": 3},
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
                "simulated-update-schedule": "P7D",
            },
        },
        "time-stamping": {
            label: {"signing-key": label, "signing-cert": label} for label in ("tsa", "evil-tsa")
        },
    }
    return {
        "external-url-prefix": url,
        "keysets": {"thu": {"keys": {label: {"path": f"{label}.pem"} for label in _ENTITIES}}},
        "pki-architectures": {
            "thu": {
                "keyset": "thu",
                "entity-defaults": {"country-name": "VN"},
                "entities": _ENTITIES,
                "certs": certificates,
                "services": services,
            }
        },
    }


def _key_usage(usages: list[str]) -> dict[str, object]:
    return {
        "id": "key_usage",
        "critical": True,
        "smart-value": {"schema": "key-usage", "params": usages},
    }


def _tsa_extensions() -> list[dict[str, object]]:
    return [
        _key_usage(["digital_signature"]),
        {"id": "extended_key_usage", "critical": True, "value": ["time_stamping"]},
    ]


def _crl(repository: str) -> dict[str, object]:
    return {
        "id": "crl_distribution_points",
        "smart-value": {"schema": "crl-dist-url", "params": {"crl-repo-names": [repository]}},
    }


def _signer_extensions(usages: list[str]) -> list[dict[str, object]]:
    return [
        _key_usage(usages),
        _crl("issuer"),
        {
            "id": "authority_information_access",
            "smart-value": {"schema": "aia-urls", "params": {"ocsp-responder-names": ["issuer"]}},
        },
    ]
