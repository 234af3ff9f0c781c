"""Something that happens while the worker waits for a timestamp."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from engine.outside.trust_services import TrustServices
from signing.apply.timestamp import Timestamper


@dataclass(frozen=True)
class _Interrupted(TrustServices):
    happens: Callable[[], None]

    def timestamper(self, now: datetime) -> Timestamper:
        self.happens()
        return TrustServices.timestamper(self, now)


def meanwhile(services: TrustServices, happens: Callable[[], None]) -> TrustServices:
    """The same services; `happens` is called before each timestamp is asked for."""
    return _Interrupted(services.tsa_url, services.trust, services.clock, happens)
