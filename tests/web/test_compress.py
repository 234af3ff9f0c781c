"""Pages and sheets go compressed to who can read it, and never the same length twice."""

from __future__ import annotations

import gzip

from flask.testing import FlaskClient

DOOR = "/dang-nhap"
ASKS = {"Accept-Encoding": "gzip"}


def test_a_page_is_compressed_for_who_asks_for_it(client: FlaskClient) -> None:
    plain, packed = client.get(DOOR), client.get(DOOR, headers=ASKS)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Đăng nhập" in gzip.decompress(packed.data).decode()
    assert len(packed.data) < len(plain.data) * 0.6


def test_the_length_of_a_page_tells_nothing_of_what_is_in_it(client: FlaskClient) -> None:
    assert len({len(client.get(DOOR, headers=ASKS).data) for _ in range(12)}) > 4


def test_a_built_file_is_compressed_and_not_sent_again(client: FlaskClient) -> None:
    sheet = client.get("/static/built/app.css", headers=ASKS)
    assert sheet.headers["Content-Encoding"] == "gzip"
    assert b".button" in gzip.decompress(sheet.data)
    again = client.get(
        "/static/built/app.css", headers={**ASKS, "If-None-Match": sheet.headers["ETag"]}
    )
    assert again.status_code == 304
    assert not again.data


def test_what_is_small_or_compressed_already_goes_as_it_is(client: FlaskClient) -> None:
    assert "Content-Encoding" not in client.get("/health", headers=ASKS).headers
    font = client.get("/static/built/fonts/noto-sans-vietnamese-wght-normal.woff2", headers=ASKS)
    assert font.status_code == 200
    assert "Content-Encoding" not in font.headers
