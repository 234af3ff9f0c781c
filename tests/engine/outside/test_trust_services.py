"""Where timestamps and revocation answers come from, and what time the services are told."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from engine.errors import ServiceDown
from engine.outside.trust_services import FAKE_TIME, TrustServices
from signing.errors import KeyUnreadable
from tests.factories.clock import StoppedClock, local
from tests.factories.pki import RunningPki

NOON = local("2026-03-09 12:00")


def _services(trust: Path, tsa_url: str | None = "http://127.0.0.1:1/tsa") -> TrustServices:
    return TrustServices(tsa_url, trust, StoppedClock(NOON))


@pytest.mark.parametrize("moved", [timedelta(seconds=5), timedelta(seconds=-5), timedelta()])
def test_while_an_action_takes_its_time_no_other_time_is_told(
    tmp_path: Path, moved: timedelta
) -> None:
    services = _services(tmp_path)
    assert services.fetcher(NOON + moved).headers == {}
    assert services.timestamper(NOON + moved).headers == {}


@pytest.mark.parametrize("moved", [timedelta(seconds=6), timedelta(days=-200)])
def test_a_moved_clock_is_told_to_the_demonstrations_services(
    tmp_path: Path, moved: timedelta
) -> None:
    services, now = _services(tmp_path), NOON + moved
    told = {FAKE_TIME: now.isoformat(timespec="seconds")}
    assert services.fetcher(now).headers == told
    assert services.timestamper(now).headers == told


def test_without_a_timestamp_service_the_setting_is_named(tmp_path: Path) -> None:
    with pytest.raises(ServiceDown, match="TRINHKY_TSA_URL"):
        _services(tmp_path, None).timestamper(NOON)


def test_the_roots_are_every_pem_file_of_the_folder(pki: RunningPki, tmp_path: Path) -> None:
    assert _services(tmp_path).roots() == ()
    assert _services(tmp_path / "missing").roots() == ()
    [root] = _services(pki.pki.trust).roots()
    pem = (pki.pki.trust / "demo-root.pem").read_bytes()
    (tmp_path / "a.pem").write_bytes(pem + pem)
    (tmp_path / "b.txt").write_bytes(b"no certificate")
    assert set(_services(tmp_path).roots()) == {root}
    (tmp_path / "c.pem").write_bytes(b"no certificate")
    with pytest.raises(KeyUnreadable):
        _services(tmp_path).roots()
