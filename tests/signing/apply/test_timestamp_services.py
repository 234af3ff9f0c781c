"""Timestamp services that answer, but not with what was asked for."""

from __future__ import annotations

import urllib.request

import pytest
from asn1crypto import tsp

from signing.apply.begun import Begun
from signing.apply.finish import finish_signature
from signing.apply.timestamp import Timestamper
from signing.errors import TimestampUnavailable
from signing.keys.key import DIGEST
from tests.signing.answering import answering
from tests.signing.making import Made, Maker

_REPLY = "application/timestamp-reply"


def _ask(url: str, request: bytes) -> bytes:
    headers = {"Content-Type": "application/timestamp-query"}
    asked = urllib.request.Request(url, data=request, headers=headers)
    with urllib.request.urlopen(asked, timeout=10) as answer:
        return bytes(answer.read())


@pytest.fixture(scope="module")
def begun(maker: Maker, made: Made) -> Begun:
    return maker.begin(made.prepared, "LanhDao", maker.pki.chain("leader"), made.at)


@pytest.fixture
def raw(maker: Maker, begun: Begun) -> bytes:
    return maker.pki.key("leader").sign_raw(begun.attributes, DIGEST)


def test_a_token_for_another_value_is_not_embedded(maker: Maker, begun: Begun, raw: bytes) -> None:
    def for_another(request: bytes) -> bytes:
        asked = tsp.TimeStampReq.load(request)
        asked["message_imprint"]["hashed_message"] = b"\0" * 32
        return _ask(maker.pki.tsa_url, asked.dump(force=True))

    with answering(for_another, _REPLY) as url, pytest.raises(TimestampUnavailable):
        finish_signature(begun, raw, Timestamper(url))


def test_a_token_that_was_given_before_is_not_embedded(
    maker: Maker, begun: Begun, raw: bytes
) -> None:
    given: list[bytes] = []

    def the_first_again(request: bytes) -> bytes:
        if not given:
            given.append(_ask(maker.pki.tsa_url, request))
        return given[0]

    with answering(the_first_again, _REPLY) as url:
        finish_signature(begun, raw, Timestamper(url))
        with pytest.raises(TimestampUnavailable):
            finish_signature(begun, raw, Timestamper(url))


def test_a_token_whose_own_signature_is_wrong_is_not_embedded(
    maker: Maker, begun: Begun, raw: bytes
) -> None:
    def broken(request: bytes) -> bytes:
        answer = tsp.TimeStampResp.load(_ask(maker.pki.tsa_url, request))
        signer = answer["time_stamp_token"]["content"]["signer_infos"][0]
        value = bytearray(signer["signature"].native)
        value[-1] ^= 1
        signer["signature"] = bytes(value)
        return bytes(answer.dump(force=True))

    with answering(broken, _REPLY) as url, pytest.raises(TimestampUnavailable):
        finish_signature(begun, raw, Timestamper(url))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"busy",
        bytes.fromhex("30053003020102"),
        bytes.fromhex("30053003020100"),
    ],
    ids=["empty", "text", "rejection", "no token"],
)
def test_an_answer_without_a_token_is_no_timestamp(
    begun: Begun, raw: bytes, content: bytes
) -> None:
    with answering(lambda _: content, _REPLY) as url, pytest.raises(TimestampUnavailable):
        finish_signature(begun, raw, Timestamper(url))
