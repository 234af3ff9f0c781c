"""Key files by their subject: opened with a password, read without one, never outside."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import SigningRefused
from engine.outside.keys import KeyFiles
from engine.simulate import demo_city as city
from signing.errors import KeyUnreadable, WrongPassword
from signing.keys.certificate import describe
from tests.factories.pki import RunningPki

CHAIRMAN = city.seat("chu_tich")


@pytest.fixture
def keys(pki: RunningPki) -> KeyFiles:
    return KeyFiles(pki.pki.keys)


def test_a_subjects_key_is_opened_with_its_password(keys: KeyFiles) -> None:
    key = keys.open(CHAIRMAN.identity, city.KEY_PASSWORD)
    info = describe(key.chain.leaf)
    assert (info.subject, info.identifier) == (CHAIRMAN.full_name, CHAIRMAN.identity)
    with pytest.raises(WrongPassword):
        keys.open(CHAIRMAN.identity, "sai")


def test_the_chain_is_read_without_a_password(keys: KeyFiles) -> None:
    chain = keys.chain(city.WARD_KEY)
    assert describe(chain.leaf).identifier == city.WARD_KEY
    assert chain == keys.open(city.WARD_KEY, city.KEY_PASSWORD).chain


@pytest.mark.parametrize(
    "subject", ["khong-co", "", "../keys/PNOVN-1", "a/b", "a" * 65, "PNOVN-1\x00", "..", "ĐỎ"]
)
def test_a_subject_without_a_key_or_with_an_odd_name_has_none(keys: KeyFiles, subject: str) -> None:
    for ask in (lambda: keys.open(subject, city.KEY_PASSWORD), lambda: keys.chain(subject)):
        with pytest.raises(SigningRefused) as refused:
            ask()
        assert refused.value.reason == "no_key"


def test_no_name_leads_out_of_the_folder(keys: KeyFiles, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "PNOVN-1.p12").write_bytes(b"outside")
    with pytest.raises(SigningRefused):
        KeyFiles(tmp_path / "in").open("../PNOVN-1", "x")


def test_a_damaged_file_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "a.p12").write_bytes(b"damaged")
    (tmp_path / "a.pem").write_bytes(b"damaged")
    with pytest.raises(KeyUnreadable):
        KeyFiles(tmp_path).open("a", "x")
    with pytest.raises(KeyUnreadable):
        KeyFiles(tmp_path).chain("a")
