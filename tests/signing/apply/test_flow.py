from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pyhanko.pdf_utils.reader import PdfFileReader

from signing.apply.appearance import StampAppearance
from signing.apply.begin import begin_signature
from signing.apply.begun import Begun
from signing.apply.finish import finish_signature
from signing.apply.timestamp import Timestamper
from signing.errors import (
    DocumentChanged,
    DocumentUnreadable,
    FieldMissing,
    FieldTaken,
    FontsMissing,
    ImageUnreadable,
    OutOfOrder,
    RevocationUnavailable,
    SignatureTooLarge,
    TimestampUnavailable,
    WrongKey,
)
from signing.fields.read import form_values
from signing.keys.key import DIGEST
from signing.profile import RESULT
from signing.values import CertificateChain
from tests.signing.making import NUMBER, Made, Maker


def _png(colour: str = "#1c3fbf", size: tuple[int, int] = (60, 30)) -> bytes:
    out = BytesIO()
    Image.new("RGBA", size, colour).save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="module")
def begun(maker: Maker, made: Made) -> Begun:
    return maker.begin(made.prepared, "LanhDao", maker.pki.chain("leader"), made.at)


def test_each_stage_begins_with_exactly_the_bytes_of_the_one_before(made: Made) -> None:
    assert made.by_leader.startswith(made.prepared)
    assert made.sealed.startswith(made.by_leader)


def test_number_and_date_are_in_the_fields_of_the_sealed_document(made: Made) -> None:
    values = form_values(PdfFileReader(BytesIO(made.sealed)))
    assert {name: values[name] for name in NUMBER} == NUMBER


def test_a_signature_can_be_finished_by_another_process(maker: Maker, begun: Begun) -> None:
    stored_row, stored_file = begun.to_row(), begun.pdf
    raw = maker.pki.key("leader").sign_raw(begun.attributes, DIGEST)
    resumed = Begun.from_row(stored_row, stored_file)
    assert resumed == begun
    signed = finish_signature(resumed, raw, Timestamper(maker.pki.tsa_url))
    assert signed.startswith(stored_file[: begun.gap_start])


def test_a_row_with_another_document_is_refused(begun: Begun) -> None:
    with pytest.raises(DocumentChanged):
        Begun.from_row(begun.to_row(), begun.pdf.replace(b"/Annot", b"/Other", 1))
    changed = replace(begun, pdf=begun.pdf + b"\n")
    with pytest.raises(DocumentChanged):
        finish_signature(changed, b"", Timestamper("http://127.0.0.1:1/"))


def test_a_signature_by_another_key_is_never_embedded(maker: Maker, begun: Begun) -> None:
    raw = maker.pki.key("seal").sign_raw(begun.attributes, DIGEST)
    with pytest.raises(WrongKey):
        finish_signature(begun, raw, Timestamper(maker.pki.tsa_url))


def test_a_signature_over_something_else_is_never_embedded(maker: Maker, begun: Begun) -> None:
    raw = maker.pki.key("leader").sign_raw(begun.hash_to_sign, DIGEST)
    with pytest.raises(WrongKey):
        finish_signature(begun, raw, Timestamper(maker.pki.tsa_url))


@pytest.mark.parametrize("path", ["/thu/tsa/nobody", "/thu/crls/root/latest.crl", "/"])
def test_a_service_without_tokens_leaves_the_attempt_to_be_resumed(
    maker: Maker, begun: Begun, path: str
) -> None:
    raw = maker.pki.key("leader").sign_raw(begun.attributes, DIGEST)
    with pytest.raises(TimestampUnavailable):
        finish_signature(begun, raw, Timestamper(maker.pki.url + path))
    assert finish_signature(begun, raw, Timestamper(maker.pki.tsa_url))


def test_a_timestamp_service_that_is_down_is_told_by_its_address(
    begun: Begun, maker: Maker
) -> None:
    raw = maker.pki.key("leader").sign_raw(begun.attributes, DIGEST)
    with pytest.raises(TimestampUnavailable, match=r"127\.0\.0\.1:1/"):
        finish_signature(begun, raw, Timestamper("http://127.0.0.1:1/", timeout=1))


def test_a_chain_too_long_for_its_room_is_told_with_both_sizes(maker: Maker, begun: Begun) -> None:
    key = maker.pki.key("leader")
    stuffed = CertificateChain(begun.chain.leaf, (*begun.chain.issuers, *_strangers(maker)))
    with pytest.raises(SignatureTooLarge, match=r"\d+ byte"):
        finish_signature(
            replace(begun, chain=stuffed),
            key.sign_raw(begun.attributes, DIGEST),
            Timestamper(maker.pki.tsa_url),
        )


def _strangers(maker: Maker) -> list[bytes]:
    labels = ("leader-ec", "seal", "seal-ec", "revoked", "expired", "future", "encrypter", "tsa")
    return [maker.pki.certificate(label) for label in labels]


def test_the_value_is_lower_case_hexadecimal_and_then_zeros(made: Made) -> None:
    for gap in made.sealed.split(b"/Contents <")[1:]:
        value = gap.split(b">", 1)[0]
        assert value == value.lower()
        assert set(value[-400:]) == set(b"0")


# --- whose turn it is -----------------------------------------------------------------------


def test_nobody_signs_twice(maker: Maker, made: Made) -> None:
    for pdf in (made.by_leader, made.sealed):
        with pytest.raises(FieldTaken, match="LanhDao"):
            maker.begin(pdf, "LanhDao", maker.pki.chain("leader"), made.at)
    with pytest.raises(FieldTaken):
        maker.begin_seal(made.sealed, maker.pki.chain("seal"), made.data, made.at)


def test_the_seal_waits_for_the_leader(maker: Maker, made: Made) -> None:
    with pytest.raises(OutOfOrder, match="LanhDao"):
        maker.begin_seal(made.prepared, maker.pki.chain("seal"), made.data, made.at)


def test_a_document_without_the_fields_is_refused(maker: Maker, made: Made) -> None:
    with pytest.raises(FieldMissing):
        maker.begin(made.rendered.pdf, "LanhDao", maker.pki.chain("leader"), made.at)
    with pytest.raises(FieldMissing, match="Khac"):
        maker.begin(made.prepared, "Khac", maker.pki.chain("leader"), made.at)


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7\nnothing", b"GIF89a"])
def test_what_is_no_pdf_is_refused(maker: Maker, made: Made, pdf: bytes) -> None:
    with pytest.raises(DocumentUnreadable):
        maker.begin(pdf, "LanhDao", maker.pki.chain("leader"), made.at)


def test_a_document_altered_after_the_leader_is_not_sealed(maker: Maker, made: Made) -> None:
    with pytest.raises(DocumentChanged):
        maker.begin_seal(made.by_leader + b"\n", maker.pki.chain("seal"), made.data, made.at)
    spot = made.by_leader.index(b"stream") + 40
    altered = made.by_leader[:spot] + bytes([made.by_leader[spot] ^ 1]) + made.by_leader[spot + 1 :]
    with pytest.raises((DocumentChanged, DocumentUnreadable)):
        maker.begin_seal(altered, maker.pki.chain("seal"), made.data, made.at)


def _seal_with(maker: Maker, made: Made, fill: dict[str, str]) -> Begun:
    return begin_signature(
        made.by_leader,
        "CoQuan",
        maker.pki.chain("seal"),
        profile=RESULT,
        signed_at=made.at,
        reason="Ban hành",
        location="Hà Nội",
        appearance=StampAppearance(maker.fonts),
        fill=fill,
        validation_data=made.data,
    )


@pytest.mark.parametrize(
    "change", [{"SoVanBan": ""}, {"SoVanBan": "1\n2"}, {"NgayVB": " "}, {"La": "x"}, None]
)
def test_number_and_date_are_filled_completely_or_not_at_all(
    maker: Maker, made: Made, change: dict[str, str] | None
) -> None:
    fill = {"SoVanBan": "015"} if change is None else {**NUMBER, **change}
    with pytest.raises(OutOfOrder):
        _seal_with(maker, made, fill)


def test_a_letter_that_the_font_lacks_is_refused_by_name(maker: Maker, made: Made) -> None:
    with pytest.raises(FontsMissing, match="ჰ"):
        _seal_with(maker, made, {**NUMBER, "SoVanBan": "01ჰ"})


def test_a_seal_needs_answers_that_are_still_fresh(maker: Maker, made: Made) -> None:
    late = made.data.usable_until + timedelta(seconds=1)
    with pytest.raises(RevocationUnavailable):
        maker.begin_seal(made.by_leader, maker.pki.chain("seal"), made.data, late)


def test_validation_data_goes_under_the_seal_and_nowhere_else(maker: Maker, made: Made) -> None:
    with pytest.raises(ValueError, match="last signature"):
        begin_signature(
            made.prepared,
            "LanhDao",
            maker.pki.chain("leader"),
            profile=RESULT,
            signed_at=made.at,
            reason="",
            location="",
            appearance=StampAppearance(maker.fonts),
            validation_data=made.data,
        )


# --- what it looks like ---------------------------------------------------------------------


def _appearance(begun: Begun, field: str) -> bytes:
    for reference in PdfFileReader(BytesIO(begun.pdf)).root["/AcroForm"]["/Fields"]:
        widget = reference.get_object()
        if widget["/T"] == field:
            return bytes(widget["/AP"]["/N"].data)
    raise AssertionError(field)


def test_the_picture_is_drawn_in_the_field(maker: Maker, made: Made) -> None:
    begun = begin_signature(
        made.prepared,
        "LanhDao",
        maker.pki.chain("leader"),
        profile=RESULT,
        signed_at=made.at,
        reason="Phê duyệt",
        location="Hà Nội",
        appearance=StampAppearance(maker.fonts, _png()),
    )
    assert b" Do" in _appearance(begun, "LanhDao")


def test_without_a_picture_signer_and_vietnams_time_are_written(begun: Begun) -> None:
    assert b"Tf" in _appearance(begun, "LanhDao")


@pytest.mark.parametrize(
    "image", [b"", b"GIF89a", _png()[:60], _png(size=(3000, 2000))], ids=["no", "gif", "cut", "big"]
)
def test_a_picture_that_is_no_png_of_a_decent_size_is_refused(
    maker: Maker, made: Made, image: bytes
) -> None:
    with pytest.raises(ImageUnreadable):
        begin_signature(
            made.prepared,
            "LanhDao",
            maker.pki.chain("leader"),
            profile=RESULT,
            signed_at=made.at,
            reason="",
            location="",
            appearance=StampAppearance(maker.fonts, image),
        )


@settings(max_examples=50)
@given(
    attributes=st.binary(max_size=80),
    issuers=st.lists(st.binary(max_size=20), max_size=3),
    pdf=st.binary(min_size=10, max_size=80),
)
def test_a_begun_signature_is_the_same_after_any_row(
    attributes: bytes, issuers: list[bytes], pdf: bytes
) -> None:
    begun = Begun(
        pdf=pdf,
        field="LanhDao",
        document_digest=hashlib.sha256(pdf[:3] + pdf[7:]).digest(),
        gap_start=3,
        gap_end=7,
        attributes=attributes,
        chain=CertificateChain(b"leaf", tuple(issuers)),
    )
    assert Begun.from_row(begun.to_row(), pdf) == begun


def test_an_elliptic_key_signs_and_seals_as_well(maker: Maker) -> None:
    made = maker.make("leader-ec", "seal-ec", datetime.now(UTC))
    assert made.sealed.startswith(made.by_leader)
