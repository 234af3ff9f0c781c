"""A browser and a network in few words, so that people recognise their own sessions."""

from __future__ import annotations

import ipaddress

#: The first that stands in the header; Chrome's name stands in everybody's, so it comes late.
BROWSERS = (
    ("Edg", "Edge"),
    ("coc_coc", "Cốc Cốc"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def browser_of(user_agent: str) -> str:
    """`Chrome · Windows`; "" for what we do not know."""
    named = (
        next((name for mark, name in known if mark in user_agent), "")
        for known in (BROWSERS, SYSTEMS)
    )
    return " · ".join(name for name in named if name)


def network_of(address: str) -> str:
    """`203.0.113.*`: the network, not the machine; "" for what is no address."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv4Address):
        return f"{address.rpartition('.')[0]}.*"
    return f"{':'.join(parsed.exploded.split(':')[:3])}:*"
