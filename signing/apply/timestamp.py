"""Where timestamps come from (RFC 3161)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pyhanko.sign.timestamps.aiohttp_client import HTTPTimeStamper


@dataclass(frozen=True, slots=True)
class Timestamper:
    """A timestamp service. `timeout` in seconds, for one token; `headers` go with each request."""

    url: str
    timeout: float = 5.0
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def client(self) -> HTTPTimeStamper:
        """pyHanko's client; a new one each time, it keeps state between requests."""
        return HTTPTimeStamper(self.url, timeout=self.timeout, headers=dict(self.headers))
