"""Attacks on a finished result: none may be called valid."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import pytest
from asn1crypto.cms import ContentInfo
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko.sign.validation import EmbeddedPdfSignature

from signing.timestamp_token import read_token
from signing.verify.contents import is_canonical
from signing.verify.reasons import Reason, Verdict
from signing.verify.report import Report
from signing.verify.verify import verify
from tests.signing.making import Made, Maker
from tests.signing.pki import Pki


def _verify(pki: Pki, pdf: bytes) -> Report:
    return verify(pdf, pki.roots, at=datetime.now(UTC))


def _seal_gap(pdf: bytes) -> tuple[int, int]:
    start = pdf.rindex(b"/Contents <") + len(b"/Contents ")
    return start, pdf.index(b">", start) + 1


def test_no_flipped_bit_is_called_valid(pki: Pki, made: Made) -> None:
    """Outside the seal's own value nothing passes; inside it, only what the signature's format
    leaves open, and nothing that the canonical spelling shows."""
    chance = random.Random(20260302)
    start, end = _seal_gap(made.sealed)
    passed_outside = []
    for _ in range(60):
        spot, bit = chance.randrange(len(made.sealed)), 1 << chance.randrange(8)
        flipped = made.sealed[:spot] + bytes([made.sealed[spot] ^ bit]) + made.sealed[spot + 1 :]
        if _verify(pki, flipped).verdict is Verdict.VALID and not start <= spot < end:
            passed_outside.append((spot, bit))
    assert passed_outside == []


def test_the_gap_has_one_spelling(pki: Pki, made: Made) -> None:
    start, end = _seal_gap(made.sealed)
    gap = made.sealed[start:end]
    for other in (gap.upper(), gap[:-2] + b"1>", gap[:-2] + b" >", gap[:-3] + b"\n0>"):
        assert other != gap
        report = _verify(pki, made.sealed[:start] + other + made.sealed[end:])
        assert report.verdict is not Verdict.VALID


@pytest.mark.parametrize(
    ("gap", "canonical"),
    [
        (b"<3000>", True),
        (b"<300000>", True),
        (b"<300001>", False),
        (b"<3000 00>", False),
        (b"<30000>", False),
        (b"<0A00>", False),
        (b"<3005>", False),
        (b"<>", False),
        (b"(3000)", False),
    ],
)
def test_what_is_canonical(gap: bytes, canonical: bool) -> None:
    pdf = b"before" + gap + b"after"
    assert is_canonical(pdf, [0, 6, 6 + len(gap), 5]) is canonical


def test_a_byte_range_of_another_shape_is_not_canonical() -> None:
    assert not is_canonical(b"x<3000>y", [0, 1])


def test_a_file_cut_back_to_the_leaders_revision_is_unfinished(pki: Pki, made: Made) -> None:
    assert Reason.UNFINISHED in _verify(pki, made.sealed[: len(made.by_leader)]).reasons


@pytest.mark.parametrize("tail", [b"\n", b"\n% more\n", b"\x00", b"%%EOF\n", b"trailer"])
def test_appended_bytes_are_seen(pki: Pki, made: Made, tail: bytes) -> None:
    report = _verify(pki, made.sealed + tail)
    assert report.verdict in {Verdict.INVALID, Verdict.UNREADABLE}


@pytest.mark.parametrize("cut", [1, 10, 1000, 40_000])
def test_a_truncated_file_is_not_valid(pki: Pki, made: Made, cut: int) -> None:
    assert _verify(pki, made.sealed[:-cut]).verdict is not Verdict.VALID


# --- incremental updates --------------------------------------------------------------------


def _field(writer: IncrementalPdfFileWriter, name: str) -> generic.DictionaryObject:
    for reference in writer.root["/AcroForm"]["/Fields"]:
        field = reference.get_object()
        if field["/T"] == name:
            assert isinstance(field, generic.DictionaryObject)
            return field
    raise AssertionError(name)


def _change_number(writer: IncrementalPdfFileWriter) -> None:
    field = _field(writer, "SoVanBan")
    field["/V"] = pdf_string("999")
    writer.update_container(field)


def _change_appearance_of_number(writer: IncrementalPdfFileWriter) -> None:
    field = _field(writer, "SoVanBan")
    other = _field(writer, "NgayVB")
    field["/AP"] = generic.DictionaryObject({pdf_name("/N"): other["/AP"].raw_get("/N")})
    writer.update_container(field)


def _rewrite_appearance_in_place(writer: IncrementalPdfFileWriter) -> None:
    reference = _field(writer, "SoVanBan")["/AP"].raw_get("/N").reference
    stream = reference.get_object()
    writer.objects[(reference.generation, reference.idnum)] = generic.StreamObject(
        dict(stream), stream_data=b"BT ET"
    )


def _replace_page(writer: IncrementalPdfFileWriter) -> None:
    page = writer.find_page_for_modification(0)[0].get_object()
    hack = generic.StreamObject(stream_data=b"0 0 600 800 re f")
    page["/Contents"] = writer.add_object(hack)
    writer.update_container(page)


def _add_annotation(writer: IncrementalPdfFileWriter) -> None:
    page, _ = writer.find_page_for_modification(0)
    box = generic.ArrayObject(map(generic.NumberObject, (100, 100, 300, 200)))
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Rect"): box,
            pdf_name("/Contents"): pdf_string("Đã sửa"),
        }
    )
    writer.register_annotation(page, writer.add_object(note))


def _add_signature_field(writer: IncrementalPdfFileWriter) -> None:
    append_signature_field(writer, SigFieldSpec("Them", box=(10, 10, 100, 100)))


def _swap_attestation(writer: IncrementalPdfFileWriter) -> None:
    file = writer.root["/AF"][0]
    swapped = b'{"signatures": {"LanhDao": {"capacity": "Chu tich nuoc"}}}'
    file["/EF"]["/F"] = writer.add_object(generic.StreamObject(stream_data=swapped))
    writer.update_container(file["/EF"])


def _touch_nothing(writer: IncrementalPdfFileWriter) -> None:
    writer.update_root()


_ATTACKS: list[Callable[[IncrementalPdfFileWriter], None]] = [
    _change_number,
    _change_appearance_of_number,
    _rewrite_appearance_in_place,
    _replace_page,
    _add_annotation,
    _add_signature_field,
    _swap_attestation,
    _touch_nothing,
]


def _updated(pdf: bytes, attack: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    attack(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("attack", _ATTACKS, ids=lambda attack: attack.__name__.strip("_"))
def test_an_update_after_the_seal_is_a_change(
    pki: Pki, made: Made, attack: Callable[[IncrementalPdfFileWriter], None]
) -> None:
    report = _verify(pki, _updated(made.sealed, attack))
    assert report.verdict is Verdict.INVALID
    assert report.changed_after_signing


@pytest.mark.parametrize(
    "attack",
    [_replace_page, _add_annotation, _swap_attestation, _add_signature_field],
    ids=lambda attack: attack.__name__.strip("_"),
)
def test_what_is_altered_between_leader_and_seal_stays_visible_under_the_seal(
    maker: Maker, made: Made, attack: Callable[[IncrementalPdfFileWriter], None]
) -> None:
    """An accomplice at the seal: the seal's revision carries more than number and date."""
    sealed = maker.seal_without_asking(_updated(made.by_leader, attack), "seal", made.data)
    report = _verify(maker.pki, sealed)
    assert report.verdict is Verdict.INVALID
    assert {Reason.CHANGED_AFTER_SIGNING, Reason.UNEXPECTED_SIGNATURE} & set(report.reasons)


def _unlock(writer: IncrementalPdfFileWriter) -> None:
    field = _field(writer, "CoQuan")
    del field["/Lock"]
    writer.update_container(field)


def _allow_filling(writer: IncrementalPdfFileWriter) -> None:
    lock = _field(writer, "CoQuan")["/Lock"]
    lock["/P"] = generic.NumberObject(2)
    writer.update_container(lock)


@pytest.mark.parametrize("change", [_unlock, _allow_filling])
def test_a_seal_with_other_locks_is_not_ours(
    maker: Maker, made: Made, change: Callable[[IncrementalPdfFileWriter], None]
) -> None:
    sealed = maker.complete(_updated(made.prepared, change), made.data)
    assert _verify(maker.pki, sealed).reasons == (Reason.LOCKS_MISSING,)


def test_a_seal_of_another_format_is_not_ours(maker: Maker, made: Made) -> None:
    older = SigSeedSubFilter.ADOBE_PKCS7_DETACHED
    sealed = maker.seal_without_asking(made.by_leader, "seal", made.data, subfilter=older)
    assert _verify(maker.pki, sealed).reasons == (Reason.LOCKS_MISSING,)


def test_a_leader_who_does_not_certify_is_not_ours(maker: Maker, made: Made) -> None:
    by_leader = maker.sign_uncertified(made.prepared)
    sealed = maker.seal_without_asking(by_leader, "seal", made.data)
    # Whoever signs past us claims no role either.
    assert _verify(maker.pki, sealed).reasons == (Reason.LOCKS_MISSING, Reason.CAPACITY_DIFFERS)


def test_a_weak_key_is_not_enough(maker: Maker, made: Made) -> None:
    sealed = maker.seal_without_asking(made.by_leader, "weak-seal", made.data)
    assert Reason.WEAK_ALGORITHM in _verify(maker.pki, sealed).reasons


def test_a_seal_without_a_leader_is_out_of_order(maker: Maker, made: Made) -> None:
    sealed = maker.seal_without_asking(made.prepared, "seal", made.data)
    found = _verify(maker.pki, sealed).reasons
    assert {Reason.UNFINISHED, Reason.UNEXPECTED_SIGNATURE} <= set(found)


def test_a_field_that_no_profile_knows_is_unexpected(maker: Maker, made: Made) -> None:
    sealed = maker.complete(_updated(made.prepared, _add_signature_field), made.data)
    assert _verify(maker.pki, sealed).reasons == (Reason.UNEXPECTED_SIGNATURE,)


def _attest_twice(writer: IncrementalPdfFileWriter) -> None:
    files = writer.root["/AF"]
    files.append(files.raw_get(0))
    writer.update_container(files)


def test_two_attestations_are_none(maker: Maker, made: Made) -> None:
    sealed = maker.complete(_updated(made.prepared, _attest_twice), made.data)
    assert _verify(maker.pki, sealed).reasons == (Reason.ATTESTATION_UNREADABLE,)


class _ForAnother(HTTPTimeStamper):
    """Asks for a timestamp of something else."""

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> ContentInfo:
        return await super().async_timestamp(bytes(len(message_digest)), md_algorithm)


def test_a_timestamp_of_something_else_is_broken(maker: Maker, made: Made) -> None:
    other = _ForAnother(maker.pki.tsa_url)
    sealed = maker.seal_without_asking(made.by_leader, "seal", made.data, stamper=other)
    assert _verify(maker.pki, sealed).reasons == (Reason.TIMESTAMP_BROKEN,)


def test_a_timestamp_by_a_stranger_proves_nothing(maker: Maker, made: Made) -> None:
    evil = HTTPTimeStamper(f"{maker.pki.url}/thu/tsa/evil-tsa")
    sealed = maker.seal_without_asking(made.by_leader, "seal", made.data, stamper=evil)
    report = _verify(maker.pki, sealed)
    assert report.verdict is not Verdict.VALID
    assert Reason.TIMESTAMP_UNTRUSTED in report.reasons


# --- the parts of the container that no signature covers -----------------------------------


def _container(pdf: bytes) -> tuple[int, bytes, EmbeddedPdfSignature]:
    """Where the seal's digits begin, its DER, and pyHanko's view of it."""
    *_, seal = PdfFileReader(BytesIO(pdf)).embedded_signatures
    return _seal_gap(pdf)[0] + 1, seal.pkcs7_content, seal


def _spots(pdf: bytes) -> dict[str, int]:
    """Offsets in the DER of bytes that mathematics does not protect."""
    _, der, seal = _container(pdf)
    token = read_token(seal.signer_info)
    assert token is not None

    def within(part: bytes, offset: int) -> int:
        return der.index(part) + offset

    signer, stamped = seal.signer_info, token.signed_data
    return {
        "version of the container": within(seal.signed_data.dump(), 6),
        "version of the signer": within(signer.dump(), 6),
        "parameters of the digest": within(seal.signed_data["digest_algorithms"].dump(), 15),
        "certificate above the signer": within(seal.other_embedded_certs[0].dump(), 80),
        "version of the token": within(stamped.dump(), 6),
        "version of the token's signer": within(stamped["signer_infos"][0].dump(), 6),
        "parameters of the token's digest": within(stamped["digest_algorithms"].dump(), 15),
    }


def test_parts_that_no_signature_covers_may_not_be_altered_either(pki: Pki, made: Made) -> None:
    start, der, _ = _container(made.sealed)
    for name, offset in _spots(made.sealed).items():
        digits = start + 2 * offset
        assert made.sealed[digits : digits + 2] == b"%02x" % der[offset]
        altered = b"%02x" % (der[offset] ^ 1)
        pdf = made.sealed[:digits] + altered + made.sealed[digits + 2 :]
        assert _verify(pki, pdf).verdict is not Verdict.VALID, name


def test_the_same_seal_with_locks_would_be(maker: Maker, made: Made) -> None:
    """The tests above fail an attack, not the way in which it was made."""
    sealed = maker.seal_without_asking(made.by_leader, "seal", made.data)
    assert _verify(maker.pki, sealed).reasons == ()


def test_a_signature_moved_into_another_file_does_not_fit(maker: Maker, made: Made) -> None:
    other = maker.make().sealed
    start, end = _seal_gap(made.sealed)
    other_start, other_end = _seal_gap(other)
    moved = made.sealed[:start] + other[other_start:other_end] + made.sealed[end:]
    assert Reason.CHANGED_AFTER_SIGNING in _verify(maker.pki, moved).reasons


def test_signatures_without_timestamps_are_not_enough(maker: Maker, made: Made) -> None:
    sealed = maker.seal_without_asking(made.by_leader, "seal", made.data, timestamped=False)
    assert Reason.TIMESTAMP_MISSING in _verify(maker.pki, sealed).reasons
