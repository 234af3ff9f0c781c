"""Who has a dossier open: soon forgotten, and of no account when Valkey is away."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from engine.outside.presence import FRESH, LEAVING, Presence
from engine.outside.servers import Servers
from tests.factories.clock import local

NOW = local("2026-03-09 09:00")
MINH, LAN = uuid4(), uuid4()
SECOND = timedelta(seconds=1)


@pytest.fixture
def presence(servers: Servers) -> Presence:
    assert servers.settings.redis_url
    return Presence(servers.settings.redis_url)


def test_since_stands_while_the_page_says_it_is_open(presence: Presence) -> None:
    dossier = uuid4()
    for at in (NOW, NOW + FRESH / 2, NOW + FRESH):
        presence.see(dossier, MINH, "Minh", at)
    [other] = presence.see(dossier, LAN, "Lan", NOW + FRESH)
    assert (other.person_id, other.name, other.since) == (MINH, "Minh", NOW)


def test_who_has_fallen_silent_is_gone_and_comes_back_as_new(presence: Presence) -> None:
    dossier = uuid4()
    presence.see(dossier, MINH, "Minh", NOW)
    later = NOW + FRESH + SECOND
    assert presence.see(dossier, LAN, "Lan", later) == ()
    presence.see(dossier, MINH, "Minh", later)
    assert [each.since for each in presence.see(dossier, LAN, "Lan", later)] == [later]


def test_who_closes_the_page_is_gone_soon(presence: Presence) -> None:
    dossier = uuid4()
    presence.see(dossier, MINH, "Minh", NOW)
    presence.leave(dossier, MINH, NOW)
    presence.leave(dossier, LAN, NOW)
    assert len(presence.see(dossier, LAN, "Lan", NOW)) == 1
    assert presence.see(dossier, LAN, "Lan", NOW + LEAVING + SECOND) == ()


def test_without_valkey_nobody_is_seen_and_nothing_breaks() -> None:
    away = Presence("redis://127.0.0.1:1/0")
    assert away.see(uuid4(), MINH, "Minh", NOW) == ()
    away.leave(uuid4(), MINH, NOW)
