from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pikepdf
import pytest
from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    NumberObject,
    pdf_name,
    pdf_string,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from signing.attestation import Ground, Said
from signing.errors import CertificateRefused
from signing.profile import RESULT
from signing.verify.limited import verify_limited
from signing.verify.reasons import Reason, Verdict
from signing.verify.report import Coverage, Report, SignatureReport, report_of
from signing.verify.verify import verify
from signing.verify.words import told
from tests.signing.making import GROUNDS, ROLE, Made, Maker
from tests.signing.pki import PASSWORD, Pki


def _verify(pki: Pki, pdf: bytes, **more: datetime) -> Report:
    return verify(pdf, pki.roots, at=more.get("at", datetime.now(UTC)))


def test_a_sealed_result_is_valid_and_says_who_in_which_capacity(pki: Pki, made: Made) -> None:
    report = _verify(pki, made.sealed)
    assert (report.verdict, report.reasons, report.exit_code) == (Verdict.VALID, (), 0)
    assert not report.changed_after_signing
    leader, seal = report.signatures
    assert (leader.field, leader.signer) == ("LanhDao", "Nguyễn Văn Đức")
    assert leader.capacity == GROUNDS["LanhDao"]["capacity"]
    assert leader.instrument == GROUNDS["LanhDao"]["instrument"]
    assert (leader.covers, seal.covers) == (Coverage.REVISION, Coverage.FILE)
    assert seal.signer == "Ủy ban nhân dân phường Thử Nghiệm"
    assert seal.capacity is None
    for signature in report.signatures:
        assert signature.intact
        assert signature.trusted
        assert signature.time is not None
        assert abs(signature.time - made.at) < timedelta(minutes=2)


def test_the_signature_itself_claims_approval_and_the_role_of_the_attestation(
    pki: Pki, made: Made
) -> None:
    leader, seal = _verify(pki, made.sealed).signatures
    assert (leader.role, leader.approves) == (ROLE, True)
    assert (seal.role, seal.approves) == (None, False)


def test_the_verdict_says_who_signed_for_whom_and_that_the_ground_still_held(
    pki: Pki, made: Made
) -> None:
    leader, seal = _verify(pki, made.sealed).signatures
    assert leader.says == (
        "Người ký: Nguyễn Văn Đức, Phó Giám đốc, ký thay Giám đốc Sở X.",
        "Sở X được Ủy ban nhân dân thành phố ủy quyền giải quyết thủ tục này tại Quyết định số "
        "12/QĐ-UBND ngày 05/01/2026, hiệu lực từ 06/01/2026 đến 28/02/2099, còn hiệu lực lúc ký.",
        "Giám đốc Sở X có thẩm quyền theo Điều 1.",
    )
    assert seal.says == ()


def test_a_role_that_the_attestation_does_not_state_is_refused(pki: Pki, maker: Maker) -> None:
    other = {"LanhDao": {**GROUNDS["LanhDao"], "role": "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH"}}
    made = maker.make(attestation=json.dumps({"signatures": other}).encode())
    report = _verify(pki, made.sealed)
    assert (report.verdict, report.reasons) == (Verdict.INVALID, (Reason.CAPACITY_DIFFERS,))


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-01-01T00:00:00+07:00", "CHƯA có hiệu lực lúc ký"),
        ("2027-03-01T00:00:00+07:00", "KHÔNG còn hiệu lực lúc ký"),
        ("2027-02-28T23:59:59+07:00", "còn hiệu lực lúc ký"),
    ],
)
def test_a_ground_that_did_not_hold_is_told_so(at: str, said: str) -> None:
    begins = datetime.fromisoformat("2026-01-06T00:00:00+07:00")
    ends = datetime.fromisoformat("2027-03-01T00:00:00+07:00")
    ground = Ground("GIÁM ĐỐC", None, None, "A", (Said("B", begins, ends),))
    _, sentence = told(ground, datetime.fromisoformat(at))
    assert sentence == f"B, hiệu lực từ 06/01/2026 đến 28/02/2027, {said}."


def test_the_report_keeps_its_contract_in_json(pki: Pki, made: Made) -> None:
    report = _verify(pki, made.sealed)
    raw = json.loads(json.dumps(report.to_json()))
    assert set(raw) == {"verdict", "changed_after_signing", "signatures", "reasons"}
    assert raw["verdict"] == "valid"
    assert set(raw["signatures"][0]) == {
        *("field", "signer", "capacity", "instrument", "time", "intact", "trusted", "covers"),
        *("role", "approves", "says"),
    }
    kept = json.loads(json.dumps(report.to_json(identified=True)))
    assert Report.from_json(kept) == report
    assert all(one.identifier is None for one in Report.from_json(raw).signatures)


def test_elliptic_keys_are_as_good(maker: Maker) -> None:
    made = maker.make("leader-ec", "seal-ec")
    assert _verify(maker.pki, made.sealed).reasons == ()


@pytest.mark.parametrize("stage", ["prepared", "by_leader"])
def test_an_empty_signature_field_means_unfinished(pki: Pki, made: Made, stage: str) -> None:
    report = _verify(pki, getattr(made, stage))
    assert report.verdict is Verdict.INVALID
    assert report.exit_code == 1
    assert Reason.UNFINISHED in report.reasons
    assert not report.changed_after_signing


def test_a_page_without_any_signature_is_unsigned(pki: Pki, made: Made) -> None:
    assert _verify(pki, made.rendered.pdf).reasons == (Reason.UNSIGNED,)


def test_a_page_that_should_be_ours_is_held_to_our_profile(pki: Pki, made: Made) -> None:
    report = verify(made.rendered.pdf, pki.roots, at=made.at, profile=RESULT)
    assert Reason.UNFINISHED in report.reasons


def test_without_trust_the_answer_is_open_and_not_no(made: Made) -> None:
    report = verify(made.sealed, (), at=datetime.now(UTC))
    assert (report.verdict, report.exit_code) == (Verdict.INDETERMINATE, 3)
    assert report.reasons == (Reason.NO_TRUST,)
    assert [signature.intact for signature in report.signatures] == [True, True]
    assert [signature.trusted for signature in report.signatures] == [False, False]


def test_under_other_roots_the_signer_is_unknown(pki: Pki, made: Made) -> None:
    report = verify(made.sealed, [pki.certificate("evil")], at=datetime.now(UTC))
    assert report.verdict is Verdict.INDETERMINATE
    assert Reason.UNTRUSTED_SIGNER in report.reasons


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.NOT_PDF),
        (b"GIF89a", Reason.NOT_PDF),
        (b"%PDF-1.7\n", Reason.DAMAGED),
        (b"%PDF-1.7\nstartxref\n0\n%%EOF", Reason.DAMAGED),
    ],
)
def test_what_cannot_be_read_is_said_to_be_so(pki: Pki, content: bytes, reason: Reason) -> None:
    report = _verify(pki, content)
    assert (report.reasons, report.exit_code) == ((reason,), 2)


def test_an_encrypted_file_is_said_to_be_so(pki: Pki, made: Made) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(made.rendered.pdf)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert _verify(pki, out.getvalue()).reasons == (Reason.ENCRYPTED,)


# --- time -----------------------------------------------------------------------------------


def test_years_later_the_verdict_is_the_same_until_the_timestamps_certificate_ends(
    pki: Pki, made: Made
) -> None:
    assert _verify(pki, made.sealed, at=made.at + timedelta(days=1500)).reasons == ()
    report = _verify(pki, made.sealed, at=made.at + timedelta(days=2100))
    assert report.verdict is Verdict.INDETERMINATE
    assert report.reasons == (Reason.TIMESTAMP_EXPIRED,)


def test_a_file_from_the_future_is_not_believed(pki: Pki, made: Made) -> None:
    report = _verify(pki, made.sealed, at=made.at - timedelta(hours=1))
    assert report.reasons == (Reason.SIGNED_IN_THE_FUTURE,)


def test_a_result_of_a_month_ago_is_judged_at_its_own_time(maker: Maker) -> None:
    past = datetime.now(UTC) - timedelta(days=30)
    then = Maker(maker.pki, maker.fonts, {"X-Certomancer-Fake-Time": past.isoformat()})
    report = _verify(maker.pki, then.make(at=past).sealed)
    assert report.reasons == ()
    assert report.signatures[0].time is not None
    assert abs(report.signatures[0].time - past) < timedelta(seconds=5)


# --- who ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("leader", "seal", "reason"),
    [
        ("expired", "seal", Reason.CERTIFICATE_EXPIRED),
        ("future", "seal", Reason.CERTIFICATE_NOT_YET_VALID),
        ("revoked", "seal", Reason.CERTIFICATE_REVOKED),
        ("encrypter", "seal", Reason.WRONG_USAGE),
        ("seal", "seal", Reason.WRONG_HOLDER),
        ("leader", "leader", Reason.WRONG_HOLDER),
        ("evil", "evil-seal", Reason.UNTRUSTED_SIGNER),
    ],
)
def test_a_signer_who_must_not_is_found_out(
    maker: Maker, leader: str, seal: str, reason: Reason
) -> None:
    report = _verify(maker.pki, maker.make_unasked(leader, seal))
    assert report.verdict is not Verdict.VALID
    assert reason in report.reasons
    assert not report.changed_after_signing


def test_the_product_itself_would_not_have_made_that(maker: Maker) -> None:
    with pytest.raises(CertificateRefused):
        maker.make(leader="revoked")


@pytest.mark.parametrize(
    "attestation",
    [
        b"{",
        b"[]",
        b'{"signatures": 1}',
        b'{"signatures": {}}',
        b'{"signatures": {"CoQuan": {"capacity": "x"}}}',
        b'{"signatures": {"LanhDao": {"capacity": 1}}}',
        b"[" * 100_000,
    ],
    ids=["cut", "list", "number", "nobody", "not the leader", "not a text", "deep"],
)
def test_a_result_whose_attestation_does_not_speak_is_not_valid(
    maker: Maker, attestation: bytes
) -> None:
    made = maker.make("leader-ec", "seal-ec", attestation=attestation)
    assert _verify(maker.pki, made.sealed).reasons == (Reason.ATTESTATION_UNREADABLE,)


# --- foreign files --------------------------------------------------------------------------


def _foreign(maker: Maker, made: Made, name: str = "Signature1", pdf: bytes | None = None) -> bytes:
    """A file that another program signed in a field of its own, with pyHanko's defaults."""
    signer = signers.SimpleSigner.load_pkcs12_data(
        maker.pki.key_file("leader-ec"), (), PASSWORD.encode()
    )
    writer = IncrementalPdfFileWriter(BytesIO(pdf or made.rendered.pdf))
    metadata = signers.PdfSignatureMetadata(field_name=name)
    signed = signers.sign_pdf(writer, metadata, signer)
    return bytes(signed.getvalue())


def test_a_foreign_signature_without_proof_of_revocation_is_left_open(
    maker: Maker, made: Made
) -> None:
    report = _verify(maker.pki, _foreign(maker, made))
    assert report.reasons == (Reason.REVOCATION_UNKNOWN,)
    (signature,) = report.signatures
    assert signature.field == "Signature1"
    assert signature.intact
    assert signature.capacity is None


def test_what_follows_a_foreign_signature_is_seen(maker: Maker, made: Made) -> None:
    report = _verify(maker.pki, _foreign(maker, made) + b"\n% more\n")
    assert Reason.APPENDED in report.reasons
    assert report.changed_after_signing


def test_a_field_added_after_the_last_foreign_signature_is_seen(maker: Maker, made: Made) -> None:
    """Form filling would be allowed; but then another signature should vouch for it."""
    writer = IncrementalPdfFileWriter(BytesIO(_foreign(maker, made)))
    append_signature_field(writer, SigFieldSpec("Signature2", box=(10, 10, 90, 90)))
    added = BytesIO()
    writer.write(added)
    report = _verify(maker.pki, added.getvalue())
    assert Reason.CHANGED_AFTER_SIGNING in report.reasons


def test_what_changes_between_two_foreign_signatures_is_seen(maker: Maker, made: Made) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(_foreign(maker, made)))
    page = writer.find_page_for_modification(0)[0]
    note = DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Rect"): ArrayObject(map(NumberObject, (100, 100, 300, 200))),
            pdf_name("/Contents"): pdf_string("Đã sửa"),
        }
    )
    writer.register_annotation(page, writer.add_object(note))
    changed = BytesIO()
    writer.write(changed)
    report = _verify(maker.pki, _foreign(maker, made, "Signature2", changed.getvalue()))
    assert len(report.signatures) == 2
    assert Reason.CHANGED_AFTER_SIGNING in report.reasons


# --- the value itself -----------------------------------------------------------------------


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_its_sentence_and_its_verdict(reason: Reason) -> None:
    assert reason.sentence.endswith(".")
    assert reason.verdict is not Verdict.VALID
    report = report_of([], [reason])
    assert report.verdict is reason.verdict
    assert report.exit_code in {1, 2, 3}


def test_the_gravest_finding_gives_the_verdict_and_comes_first() -> None:
    one = SignatureReport("F", "N", None, None, None, True, False, Coverage.PART)
    report = report_of([one], [Reason.NO_TRUST, Reason.UNFINISHED, Reason.NO_TRUST])
    assert report.reasons == (Reason.UNFINISHED, Reason.NO_TRUST)
    assert report.verdict is Verdict.INVALID
    assert report.sentences == tuple(reason.sentence for reason in report.reasons)
    assert Report.from_json(report.to_json()) == report


# --- a stranger's file ----------------------------------------------------------------------


def test_in_a_process_of_its_own_the_verdict_is_the_same(pki: Pki, made: Made) -> None:
    now = datetime.now(UTC)
    assert verify_limited(made.sealed, pki.roots, at=now) == verify(made.sealed, pki.roots, at=now)


def test_a_file_that_exhausts_its_reader_is_too_hard(
    pki: Pki, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("signing.verify.limited.SECONDS", 0.01)
    assert verify_limited(made.sealed, pki.roots, at=made.at).reasons == (Reason.TOO_HARD,)
