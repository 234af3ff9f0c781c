"""One-time codes against the vectors of RFC 6238, and what a wrong clock still may do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from engine.core.totp import SKEW, STEP_SECONDS, address, code_of, step_of, steps_of, written

SECRET = b"12345678901234567890"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_the_vectors_of_rfc_6238_for_sha_1(seconds: int, code: str) -> None:
    step = step_of(datetime.fromtimestamp(seconds, UTC))
    assert code_of(SECRET, step, digits=8) == code


@pytest.mark.parametrize("late", [-2, -1, 0, 1, 2])
def test_a_clock_may_be_one_step_wrong_and_no_more(late: int) -> None:
    step = step_of(NOON) + late
    code = code_of(SECRET, step)
    assert list(steps_of(SECRET, code, NOON)) == ([step] if abs(late) <= SKEW else [])


@pytest.mark.parametrize("given", ["", "12345", "1234567", "abcdef", "１２３４５６"])
def test_what_is_no_code_fits_no_step(given: str) -> None:
    assert list(steps_of(SECRET, given, NOON)) == []


def test_a_step_lasts_thirty_seconds() -> None:
    assert step_of(NOON + timedelta(seconds=STEP_SECONDS)) == step_of(NOON) + 1


def test_the_secret_is_told_to_the_application_and_to_people() -> None:
    told = address(SECRET, "chu_tich", "Trình Ký")
    assert told.startswith("otpauth://totp/Tr%C3%ACnh%20K%C3%BD:chu_tich?secret=GEZDGNBV")
    assert "issuer=Tr%C3%ACnh%20K%C3%BD" in told
    assert written(SECRET).split()[0] == "GEZD"
