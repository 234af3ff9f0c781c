"""A demonstration PKI on loopback: root, issuing CA, persons, organisations, TSA, OCSP, CRLs.

Certomancer issues and answers; it makes no keys, so they are made here at the first start. Its
address goes into every certificate, so the port is chosen once and kept. Every name says DEMO:
nothing signed here has legal value.

A request with the header `X-Certomancer-Fake-Time: <ISO 8601>` is answered as of that time.
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import SystemRandom

import yaml
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509 import Certificate, load_der_x509_certificate

from engine.errors import SettingsWrong
from engine.outside.demo_pki_config import (
    ARCHITECTURE,
    AUTHORITIES,
    PkiSubject,
    certomancer_config,
)
from engine.outside.private_folders import make_private
from engine.outside.supervisor import Child

_Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
_PORTS = range(20_000, 32_000)  # below the ports that systems lend to outgoing connections


@dataclass(frozen=True, slots=True)
class DemoPki:
    """Where everything of the demonstration PKI is. Made by `ensure_pki`."""

    home: Path
    port: int

    @property
    def folder(self) -> Path:
        """What only the authorities need: their keys, the subjects' keys, the configuration."""
        return self.home / "pki"

    @property
    def trust(self) -> Path:
        """The home's folder of trusted roots, with `demo-root.pem`."""
        return self.home / "trust"

    @property
    def keys(self) -> Path:
        """The home's folder of signing keys, with `<label>.p12` of every subject."""
        return self.home / "keys"

    @property
    def tsa_url(self) -> str:
        return f"{self._address}/{ARCHITECTURE}/tsa/tsa"

    @property
    def ocsp_url(self) -> str:
        return f"{self._address}/{ARCHITECTURE}/ocsp/issuer"

    @property
    def crl_url(self) -> str:
        return f"{self._address}/{ARCHITECTURE}/crls/issuer/latest.crl"

    @property
    def child(self) -> Child:
        """The server, to be kept running by a `Supervisor`."""
        return Child(
            name="pki",
            command=[
                sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{self.port}",
                "--workers", "1", "--threads", "8", "--no-control-socket",
                "--log-level", "warning", "engine.outside.demo_pki_server:application",
            ],
            environ={
                "CERTOMANCER_CONFIG": str(self.folder / "certomancer.yml"),
                "CERTOMANCER_KEY_DIR": str(self.folder),
                "CERTOMANCER_NO_WEB_UI": "1",
            },
            log=self.folder / "pki.log",
        )  # fmt: skip

    @property
    def _address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def ensure_pki(home: Path, subjects: Sequence[PkiSubject], password: str) -> DemoPki:
    """The PKI of this home with these subjects; what exists is kept, what is missing is made.

    Keys are made once and stay private to this user: RSA 2048 for the authorities, P-256 for the
    subjects, because a hundred of the former take half a minute. `password` opens every subject's
    PKCS#12 file. Raises SettingsWrong when the home cannot be written.
    """
    folder = make_private(home / "pki")
    pki = DemoPki(home, _kept_port(folder / "port"))
    told = certomancer_config(pki.port, subjects)
    config = yaml.safe_dump(told, allow_unicode=True, sort_keys=False)
    kept = folder / "certomancer.yml"
    if kept.exists() and kept.read_text(encoding="utf-8") == config:
        return pki
    try:
        keys = make_private(folder / "keys")
        _make_keys(keys, AUTHORITIES, _new_rsa)
        _make_keys(keys, [subject.label for subject in subjects], _new_p256)
        unfinished = folder / "certomancer.new.yml"
        _write(unfinished, config.encode())
        _export(pki, unfinished, subjects, password)
        unfinished.rename(kept)
    except OSError as problem:
        raise SettingsWrong(
            f"Không tạo được PKI thử nghiệm trong {folder} ({problem.strerror}); "
            "hãy kiểm tra quyền ghi và dung lượng."
        ) from problem
    return pki


def _kept_port(kept: Path) -> int:
    if kept.exists():
        return int(kept.read_text(encoding="ascii"))
    for port in SystemRandom().sample(_PORTS, 50):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        _write(kept, str(port).encode())
        return port
    raise SettingsWrong("Không tìm được cổng trống trên 127.0.0.1 cho PKI thử nghiệm.")


def _make_keys(folder: Path, labels: Iterable[str], new: Callable[[], _Key]) -> None:
    missing = [label for label in labels if not (folder / f"{label}.pem").exists()]

    def make(label: str) -> None:
        pem = new().private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        _write(folder / f"{label}.pem", pem)

    with ThreadPoolExecutor() as pool:  # making a key lets other threads run
        list(pool.map(make, missing))


def _new_rsa() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _new_p256() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _export(pki: DemoPki, config: Path, subjects: Sequence[PkiSubject], password: str) -> None:
    """The root for those who trust, a PKCS#12 file for each who signs."""
    # Imported here: a start that finds everything in its place need not wait for it.
    from certomancer.registry import ArchLabel, CertLabel, CertomancerConfig

    from engine.outside.demo_pki_keys import keep_keys

    keep_keys()
    issued = CertomancerConfig.from_file(str(config), key_search_dir=str(pki.folder))
    architecture = issued.get_pki_arch(ArchLabel(ARCHITECTURE))

    def certificate(label: str) -> Certificate:
        return load_der_x509_certificate(architecture.get_cert(CertLabel(label)).dump())

    root = certificate("root").public_bytes(serialization.Encoding.PEM)
    _write(make_private(pki.trust) / "demo-root.pem", root)
    chain = [certificate("issuer")]
    make_private(pki.keys)
    for subject in subjects:
        pem = (pki.folder / "keys" / f"{subject.label}.pem").read_bytes()
        # Our own keys: to prove each prime again would take longer than all the rest.
        key = serialization.load_pem_private_key(pem, None, unsafe_skip_rsa_key_validation=True)
        assert isinstance(key, _Key)
        own = certificate(subject.label)
        packed = pkcs12.serialize_key_and_certificates(
            subject.common_name.encode(),
            key,
            own,
            chain,
            serialization.BestAvailableEncryption(password.encode()),
        )
        _write(pki.keys / f"{subject.label}.p12", packed)
        pem = b"".join(one.public_bytes(serialization.Encoding.PEM) for one in (own, *chain))
        _write(pki.keys / f"{subject.label}.pem", pem)


def _write(path: Path, data: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(data)
