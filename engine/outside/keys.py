"""Where signing keys are found. Today: PKCS#12 files in a folder of the home, one per subject.

The file is named by the subject's identifier (a person's, or an organisation's code); the
password is asked of its holder for each act and never stored.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from engine.errors import SigningRefused
from engine.say import say
from signing.keys.certificate import load_roots
from signing.keys.key import Key
from signing.keys.pkcs12 import open_pkcs12
from signing.values import CertificateChain

OpenKey = Callable[[str], Key]
"""Gives the open key of a subject. Raises SigningRefused `no_key`, `signing.errors.KeyRefused`."""
SUBJECT = re.compile(r"[A-Za-z0-9.\-]{1,64}")


@dataclass(frozen=True, slots=True)
class KeyFiles:
    """The folder with `<subject>.p12`, and the certificates alone in `<subject>.pem`."""

    folder: Path

    def open(self, subject: str, password: str) -> Key:
        """The subject's key. Raises SigningRefused `no_key` and `signing.errors.KeyRefused`."""
        return open_pkcs12(self._path(subject, "p12").read_bytes(), password)

    def chain(self, subject: str) -> CertificateChain:
        """The subject's certificate and those above it, which need no password.

        Raises SigningRefused `no_key`, and `signing.errors.KeyUnreadable`.
        """
        leaf, *issuers = load_roots([self._path(subject, "pem").read_bytes()])
        return CertificateChain(leaf, tuple(issuers))

    def _path(self, subject: str, suffix: str) -> Path:
        path = self.folder / f"{subject}.{suffix}"
        if not SUBJECT.fullmatch(subject) or not path.is_file():
            raise SigningRefused(
                say("Chưa có khóa ký số cho người hoặc cơ quan này; hãy liên hệ quản trị."),
                "no_key",
            )
        return path


@dataclass(frozen=True, slots=True)
class OpenedOnce:
    """Keys opened with one password, each once. It holds them: keep it no longer than a request."""

    keys: KeyFiles
    _password: str = field(repr=False)
    _open: dict[str, Key] = field(default_factory=dict, repr=False)

    def open(self, subject: str) -> Key:
        """See `OpenKey`."""
        if subject not in self._open:
            self._open[subject] = self.keys.open(subject, self._password)
        return self._open[subject]
