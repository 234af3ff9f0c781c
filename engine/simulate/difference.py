"""The one thing that ends a story."""

from __future__ import annotations


class Difference(Exception):
    """The first thing that came otherwise than told."""


def same(what: str, found: object, told: object) -> None:
    """Raises Difference when they are not."""
    if found != told:
        raise Difference(f"{what}: {found}, not {told}")
