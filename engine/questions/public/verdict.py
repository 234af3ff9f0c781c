"""Kiểm tra chữ ký số: one verdict, in words that a citizen understands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from engine.core.canonical import sha256_hex
from engine.errors import UploadRefused
from engine.outside.outside import Outside
from engine.say import say
from engine.store.records import DocumentVersionRow
from engine.store.time import read_time
from signing.verify.limited import verify_limited
from signing.verify.report import Coverage, Report, SignatureReport

SEAL = "CoQuan"
"""The field in which an organisation, not a person, signs (`signing.profile`)."""


@dataclass(frozen=True, slots=True)
class SignatureView:
    """One signature: who, as whom, by which instrument, when, and whether it is good.

    `seal` is an organisation's; `glosses` say what the abbreviations of the capacity mean.
    """

    signer: str
    seal: bool
    capacity: tuple[str, ...]
    glosses: tuple[str, ...]
    instrument: str | None
    at: datetime | None
    good: bool
    covers_words: str
    says: tuple[str, ...] = ()
    """In Vietnamese, as the document has it: who signed, for whom, on what ground, and whether it
    held at the second of signing."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`known` is true when the file is, byte for byte, one that this system issued.

    `headline` is the worst finding in one line; `unchanged` says whether the file is as it was
    signed, or is None where nobody can know.
    """

    verdict: str
    headline: str
    sentences: tuple[str, ...]
    unchanged: bool | None
    signatures: tuple[SignatureView, ...]
    known: bool


def verdict(outside: Outside, pdf: bytes) -> Verdict:
    """Judge a file in a process of its own, limited in time and memory; the file is not kept.

    Raises UploadRefused for something that is no PDF at all.
    """
    if not pdf[:1024].lstrip().startswith(b"%PDF-"):
        raise UploadRefused(say("Tệp này không phải PDF; hãy chọn đúng tệp kết quả đã nhận."))
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
        _headline(report.verdict),
        tuple(sentences),
        _unchanged(report),
        tuple(_signature(s) for s in report.signatures),
        known,
    )


def _signature(signature: SignatureReport) -> SignatureView:
    capacity = tuple(signature.capacity.split(" / ") if signature.capacity else ())
    return SignatureView(
        signer=signature.signer,
        seal=signature.field == SEAL,
        capacity=capacity,
        glosses=tuple(_glosses(capacity)),
        instrument=signature.instrument,
        at=signature.time,
        good=signature.intact and signature.trusted,
        covers_words=_covers(signature.covers),
        says=signature.says,
    )


def _headline(verdict: str) -> str:
    match verdict:
        case "valid":
            return say("Chữ ký hợp lệ, tệp không bị sửa sau khi ký.")
        case "invalid":
            return say("Tệp này KHÔNG hợp lệ, đừng sử dụng.")
        case "unreadable":
            return say("Không đọc được tệp này; có thể tệp không phải PDF hoặc đã hỏng.")
    return say("Chưa kết luận được về chữ ký của tệp này.")


def _unchanged(report: Report) -> bool | None:
    if report.changed_after_signing:
        return False
    if report.signatures and all(s.intact for s in report.signatures):
        return True
    return None


def _covers(covers: Coverage) -> str:
    match covers:
        case Coverage.FILE:
            return say("toàn bộ tệp")
        case Coverage.REVISION:
            return say("nội dung lúc ký; phần thêm sau đó đã được kiểm tra riêng")
        case Coverage.PART:
            return say("chỉ một phần tệp")


def _glosses(capacity: tuple[str, ...]) -> Iterator[str]:
    """The abbreviations of NĐ 30/2020/NĐ-CP, which not everybody reads."""
    for line in capacity:
        match line.split(" ", 1)[0]:
            case "TM.":
                yield say("TM.: thay mặt tập thể")
            case "KT.":
                yield say("KT.: cấp phó ký thay cấp trưởng")
            case "TL.":
                yield say("TL.: ký thừa lệnh")
            case "TUQ.":
                yield say("TUQ.: ký thừa ủy quyền")
            case "Q.":
                yield say("Q.: quyền, tạm giữ chức vụ")
