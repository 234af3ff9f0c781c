"""Kiểm tra chữ ký số: one verdict, in words that a citizen understands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from engine.core.canonical import sha256_hex
from engine.errors import UploadRefused
from engine.outside.outside import Outside
from engine.say import marked, say
from engine.store.records import DocumentVersionRow
from engine.store.time import read_time
from signing.verify.limited import verify_limited
from signing.verify.report import Coverage, Report, SignatureReport

HEADLINES = {
    "valid": marked("Chữ ký hợp lệ, tệp không bị sửa sau khi ký."),
    "invalid": marked("Tệp này KHÔNG hợp lệ."),
    "indeterminate": marked("Chưa kết luận được về chữ ký của tệp này."),
    "unreadable": marked("Không đọc được tệp này; có thể tệp không phải PDF hoặc đã hỏng."),
}
COVERS = {
    Coverage.FILE: marked("toàn bộ tệp"),
    Coverage.REVISION: marked("nội dung lúc ký; phần thêm sau đó đã được kiểm tra riêng"),
    Coverage.PART: marked("chỉ một phần tệp"),
}
NOT_PDF = marked("Tệp này không phải PDF; hãy chọn đúng tệp kết quả đã nhận.")


@dataclass(frozen=True, slots=True)
class SignatureView:
    """One signature: who, as whom, by which instrument, when, and whether it is good."""

    signer: str
    capacity: tuple[str, ...]
    instrument: str | None
    at: datetime | None
    good: bool
    covers_words: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`known` is true when the file is, byte for byte, one that this system issued."""

    verdict: str
    headline: str
    sentences: tuple[str, ...]
    signatures: tuple[SignatureView, ...]
    known: bool


def verdict(outside: Outside, pdf: bytes) -> Verdict:
    """Judge a file in a process of its own, limited in time and memory; the file is not kept.

    Raises UploadRefused for something that is no PDF at all.
    """
    if not pdf[:1024].lstrip().startswith(b"%PDF-"):
        raise UploadRefused(say(NOT_PDF))
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        known = session.scalars(
            select(DocumentVersionRow.document_id)
            .where(
                DocumentVersionRow.file_sha256 == sha256_hex(pdf),
                DocumentVersionRow.stage == "sealed",
            )
            .limit(1)
        ).first()
    report = verify_limited(pdf, outside.services.roots(), at=now)
    return _told(report, known is not None)


def _told(report: Report, known: bool) -> Verdict:
    sentences = [say(sentence) for sentence in report.sentences]
    if known:
        sentences.append(say("Tệp giống hệt bản gốc mà cơ quan đang giữ."))
    return Verdict(
        report.verdict,
        say(HEADLINES[report.verdict]),
        tuple(sentences),
        tuple(_signature(s) for s in report.signatures),
        known,
    )


def _signature(signature: SignatureReport) -> SignatureView:
    return SignatureView(
        signer=signature.signer,
        capacity=tuple(signature.capacity.split(" / ") if signature.capacity else ()),
        instrument=signature.instrument,
        at=signature.time,
        good=signature.intact and signature.trusted,
        covers_words=say(COVERS[signature.covers]),
    )
