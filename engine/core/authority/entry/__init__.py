"""What is wrong with an instrument as it is written down, before it can give anything."""

from engine.core.authority.entry.finding import Finding
from engine.core.authority.entry.findings import Entered, findings

__all__ = ["Entered", "Finding", "findings"]
