"""Whether a file is the instrument: signed by its issuer or sealed by the issuer's agency."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine.core.authority.subjects import seal_subject
from engine.core.authority.words import seat_name
from engine.core.vietnamese import format_date
from engine.say import say
from engine.store.records import InstrumentFileRow, InstrumentRow
from engine.store.register_acts import identities_on
from engine.store.register_around import load_around
from signing.verify.reasons import Reason, Verdict
from signing.verify.report import Report


@dataclass(frozen=True, slots=True)
class FileVerdict:
    """`trouble` says why the file does not do; None when it does. `on_paper`: it does only with
    the word of who puts the instrument in force that they compared it with the original."""

    trouble: str | None
    on_paper: bool
    signers: tuple[str, ...]


def file_verdict(
    session: Session, act: InstrumentRow, file: InstrumentFileRow | None, report: Report | None
) -> FileVerdict:
    """`report` is what the signatures were found to be, now or when the file was attached."""
    if file is None or report is None:
        return FileVerdict(say("Chưa có tệp văn bản; hãy tải lên tệp đã ký số."), False, ())
    signers = tuple(one.signer for one in report.signatures)
    if report.changed_after_signing:
        said = say("Tệp đã bị sửa sau khi ký; hãy lấy lại tệp gốc từ nơi ban hành.")
        return FileVerdict(said, file.on_paper, signers)
    if file.on_paper:
        return FileVerdict(None, True, signers)
    return FileVerdict(_electronic(session, act, report), False, signers)


def _electronic(session: Session, act: InstrumentRow, report: Report) -> str | None:
    if Reason.UNSIGNED in report.reasons:
        return say(
            "Tệp chưa được ký số. Nếu quyết định chỉ có bản giấy, hãy tải bản quét và chọn “bản "
            "quét của văn bản giấy”."
        )
    if report.verdict is not Verdict.VALID:
        why = " ".join(say(sentence) for sentence in report.sentences)
        return say("Chữ ký của tệp không được công nhận: %(why)s", why=why)
    register = load_around(session, act, ())
    issuer = register.positions.get(act.issuer_position_id)
    if issuer is None:
        return say("Chưa biết chức vụ nào ban hành văn bản nên chưa đối chiếu được chữ ký.")
    unit = register.units[issuer.unit_id]
    lawful = identities_on(session, issuer.id, act.issued_on) | {seal_subject(unit)}
    good = {one.identifier for one in report.signatures if one.intact and one.trusted}
    if good & lawful:
        return None
    return say(
        "Tệp do %(signers)s ký; đó không phải người giữ chức %(seat)s ngày %(day)s, và tệp không "
        "có chữ ký số của %(unit)s.",
        signers=", ".join(dict.fromkeys(one.signer for one in report.signatures)),
        seat=seat_name(register, issuer),
        day=format_date(act.issued_on),
        unit=unit.name,
    )
