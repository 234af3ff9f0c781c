"""What the environment decides. Every name here stands in the README's table of settings."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from engine.errors import SettingsWrong

NAMES = (
    "TRINHKY_HOME",
    "TRINHKY_DATABASE_URL",
    "TRINHKY_REDIS_URL",
    "TRINHKY_BIND",
    "TRINHKY_PUBLIC_URL",
    "TRINHKY_WEB_WORKERS",
    "TRINHKY_WORKERS",
    "TRINHKY_SECRET_KEY",
    "TRINHKY_TSA_URL",
    "TRINHKY_TRUST",
    "TRINHKY_UPLOAD_MB",
    "TRINHKY_UNDO_SECONDS",
    "TRINHKY_DEMO",
    "TRINHKY_REQUIRE_TOTP",
    "TRINHKY_PROXIES",
)

_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """Read once at the start of a process with `Settings.from_env(os.environ)`."""

    home: Path
    """Where this installation keeps its files, keys and embedded servers; absolute."""
    database_url: str | None
    """SQLAlchemy URL of a PostgreSQL ≥ 15, or None for the embedded one."""
    redis_url: str | None
    """URL of a Redis or Valkey, or None for the embedded one."""
    host: str
    port: int
    public_url: str
    """The address that citizens' QR codes lead to, without a slash at the end."""
    web_workers: int
    """Processes of the web server."""
    workers: int
    """Processes that do the machine's steps."""
    secret_key: str
    """Signs sessions and form tokens."""
    tsa_url: str | None
    """RFC 3161 time-stamping service; without one nothing can be signed."""
    trust: Path
    """Folder of PEM files: the roots that signatures must lead to."""
    upload_limit: int
    """Largest request body, in bytes."""
    undo_seconds: int
    """How long a forwarding may be taken back; what it sends waits as long. 0: never, at once."""
    demo: bool
    """Pages and documents say that they are a demonstration."""
    require_totp: bool | None = None
    """Whether administrators and signers need a second factor; None: all but demonstrations."""
    proxies: int = 0
    """Reverse proxies in front of the web server, each of which adds to X-Forwarded-For; only so
    many are believed. 0: browsers come directly; what they claim of their address is nothing."""

    @property
    def asks_totp(self) -> bool:
        """Whether administrators and signers are led to set up a second factor."""
        return not self.demo if self.require_totp is None else self.require_totp

    @property
    def undo_window(self) -> timedelta:
        """`undo_seconds` as a span."""
        return timedelta(seconds=self.undo_seconds)

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Settings:
        """Raises SettingsWrong, one sentence, for a value or a home that cannot be used.

        Makes the home (private to its owner) and, at the first start, its secret key.
        """
        home = _home(environ.get("TRINHKY_HOME") or ".trinhky")
        host, port = _bind(environ.get("TRINHKY_BIND") or "127.0.0.1:8000")
        trust = environ.get("TRINHKY_TRUST")
        return cls(
            home=home,
            database_url=_url(
                environ, "TRINHKY_DATABASE_URL", ("postgresql", "postgresql+psycopg")
            ),
            redis_url=_url(environ, "TRINHKY_REDIS_URL", ("redis", "rediss", "unix")),
            host=host,
            port=port,
            public_url=(
                _url(environ, "TRINHKY_PUBLIC_URL", ("http", "https")) or f"http://{host}:{port}"
            ).rstrip("/"),
            web_workers=_count(environ, "TRINHKY_WEB_WORKERS", default=2, most=64),
            workers=_count(environ, "TRINHKY_WORKERS", default=2, most=64),
            secret_key=_secret(environ.get("TRINHKY_SECRET_KEY"), home / "secret_key"),
            tsa_url=_url(environ, "TRINHKY_TSA_URL", ("http", "https")),
            trust=Path(trust).absolute() if trust else home / "trust",
            upload_limit=_count(environ, "TRINHKY_UPLOAD_MB", default=50, most=1024) * _MB,
            undo_seconds=_count(environ, "TRINHKY_UNDO_SECONDS", default=10, most=60, least=0),
            demo=_yes(environ, "TRINHKY_DEMO"),
            require_totp=(
                _yes(environ, "TRINHKY_REQUIRE_TOTP")
                if environ.get("TRINHKY_REQUIRE_TOTP")
                else None
            ),
            proxies=_count(environ, "TRINHKY_PROXIES", default=0, most=5, least=0),
        )

    def environ(self) -> dict[str, str]:
        """What a child process needs in its environment to read these same settings.

        Not the secret key: a child inherits it or reads it from the home.
        """
        given = {
            "TRINHKY_HOME": str(self.home),
            "TRINHKY_DATABASE_URL": self.database_url,
            "TRINHKY_REDIS_URL": self.redis_url,
            "TRINHKY_BIND": f"{self.host}:{self.port}",
            "TRINHKY_PUBLIC_URL": self.public_url,
            "TRINHKY_WEB_WORKERS": str(self.web_workers),
            "TRINHKY_WORKERS": str(self.workers),
            "TRINHKY_TSA_URL": self.tsa_url,
            "TRINHKY_TRUST": str(self.trust),
            "TRINHKY_UPLOAD_MB": str(self.upload_limit // _MB),
            "TRINHKY_UNDO_SECONDS": str(self.undo_seconds),
            "TRINHKY_DEMO": "1" if self.demo else "0",
            "TRINHKY_REQUIRE_TOTP": {None: None, True: "1", False: "0"}[self.require_totp],
            "TRINHKY_PROXIES": str(self.proxies),
        }
        return {name: value for name, value in given.items() if value is not None}


def _home(text: str) -> Path:
    home = Path(text).expanduser().absolute()
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = home / f".probe-{secrets.token_hex(4)}"
        probe.touch(mode=0o600)
        probe.unlink()
    except OSError as problem:
        raise SettingsWrong(
            f"Không ghi được vào thư mục dữ liệu {home} ({problem.strerror}); hãy cấp quyền ghi, "
            "hoặc đặt TRINHKY_HOME tới một thư mục khác."
        ) from problem
    return home


def _bind(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise SettingsWrong(
            f"TRINHKY_BIND là “{text}”; phải có dạng địa-chỉ:cổng, ví dụ 127.0.0.1:8000."
        )
    return host, int(port)


def _url(environ: Mapping[str, str], name: str, schemes: tuple[str, ...]) -> str | None:
    text = environ.get(name)
    if not text:
        return None
    # The value may hold a password, so the sentence does not repeat it.
    if urlsplit(text).scheme not in schemes:
        starts = " hoặc ".join(f"{scheme}://" for scheme in schemes)
        raise SettingsWrong(f"{name} không dùng được: phải bắt đầu bằng {starts}.")
    return text


def _count(
    environ: Mapping[str, str], name: str, *, default: int, most: int, least: int = 1
) -> int:
    text = environ.get(name)
    if not text:
        return default
    if not (text.isdecimal() and least <= int(text) <= most):
        raise SettingsWrong(f"{name} là “{text}”; phải là số nguyên từ {least} đến {most}.")
    return int(text)


def _yes(environ: Mapping[str, str], name: str) -> bool:
    text = environ.get(name) or "0"
    if text not in ("0", "1"):
        raise SettingsWrong(f"{name} là “{text}”; phải là 0 hoặc 1.")
    return text == "1"


def _secret(given: str | None, kept: Path) -> str:
    if given:
        if len(given) < 32:
            raise SettingsWrong("TRINHKY_SECRET_KEY quá ngắn; phải có ít nhất 32 ký tự.")
        return given
    if not kept.exists():
        fresh = kept.with_name(f"{kept.name}-{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_hex(32), encoding="ascii")
        # A link, not a rename: of two processes at their first start, one key must win.
        with contextlib.suppress(FileExistsError):
            os.link(fresh, kept)
        fresh.unlink()
    return kept.read_text(encoding="ascii")
