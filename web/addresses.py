"""Addresses that come from a request, before anyone is sent there."""

from __future__ import annotations


def local_address(wanted: str | None) -> str | None:
    """The address when it stays in this application, else None: never send a person elsewhere.

    Browsers read a backslash as a slash and drop control characters, so both are refused.
    """
    if not wanted or not wanted.startswith("/") or wanted.startswith("//"):
        return None
    if "\\" in wanted or not wanted.isprintable():
        return None
    return wanted
