"""Nobody is sent to another site by an address that came with a request."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.addresses import local_address

HOME = "https://trinhky.example/dang-nhap"


@given(st.text())
def test_an_accepted_address_stays_on_this_site(wanted: str) -> None:
    accepted = local_address(wanted)
    if accepted is not None:
        assert urlsplit(urljoin(HOME, accepted)).netloc == "trinhky.example"


@pytest.mark.parametrize(
    "trick", ["//x.vn", "/\\x.vn", "https://x.vn", "/\t/x.vn", "javascript:x", "", "/a\r\nX: y"]
)
def test_a_trick_is_refused(trick: str) -> None:
    assert local_address(trick) is None


def test_an_address_of_ours_is_kept_with_its_query() -> None:
    assert local_address("/viec/1?xem=2") == "/viec/1?xem=2"
