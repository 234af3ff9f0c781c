"""Timestamps, revocation answers and trusted roots: where they are and how they are asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from engine.errors import ServiceDown
from engine.outside.clock import Clock
from engine.say import say
from signing.apply.timestamp import Timestamper
from signing.keys.certificate import load_roots
from signing.validation_data.fetch import Fetcher

FAKE_TIME = "X-Certomancer-Fake-Time"
"""Header by which the demonstration's services are told its moved clock; others ignore it."""
SMALLEST_MOVE = timedelta(seconds=5)
"""Below this the clock is taken as not moved: an action takes some time itself."""


@dataclass(frozen=True, slots=True)
class TrustServices:
    """`tsa_url` is an RFC 3161 service, `trust` a folder of PEM files with the roots."""

    tsa_url: str | None
    trust: Path
    clock: Clock

    def timestamper(self, now: datetime) -> Timestamper:
        """The timestamp service at the dossier's `now`. Raises ServiceDown when none is set."""
        if self.tsa_url is None:
            raise ServiceDown(
                say("Chưa đặt dịch vụ dấu thời gian (TRINHKY_TSA_URL); chưa thể hoàn tất chữ ký.")
            )
        return Timestamper(self.tsa_url, headers=self._headers(now))

    def fetcher(self, now: datetime) -> Fetcher:
        """How to ask for revocation answers at the dossier's `now`."""
        return Fetcher(timeout=3.0, headers=self._headers(now))

    def roots(self) -> tuple[bytes, ...]:
        """The trusted roots, DER; empty when none are kept: then nothing can be called valid."""
        return load_roots(p.read_bytes() for p in sorted(self.trust.glob("*.pem")))

    def _headers(self, now: datetime) -> Mapping[str, str]:
        moved = abs(now - self.clock.now()) > SMALLEST_MOVE
        return {FAKE_TIME: now.isoformat(timespec="seconds")} if moved else {}
