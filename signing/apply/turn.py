"""Whether it is this field's turn: pyHanko would sign without asking."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from signing.apply.self_check import signature_holds
from signing.errors import (
    DocumentChanged,
    DocumentUnreadable,
    FieldMissing,
    FieldTaken,
    OutOfOrder,
)
from signing.fields.read import form_values
from signing.profile import SigningProfile


def check_turn(pdf: bytes, profile: SigningProfile, field: str, fill: Mapping[str, str]) -> None:
    """Earlier signatures are there and whole, this field and the later ones are empty, nothing was
    added after the latest signature, and `fill` is what this signature takes.

    Raises DocumentUnreadable, FieldMissing, FieldTaken, OutOfOrder, DocumentChanged.
    """
    if profile.signature(field) is None:
        raise FieldMissing(field)
    _check_fill(profile, field, fill)
    try:
        reader = PdfFileReader(BytesIO(pdf))
        if reader.encrypted:
            raise DocumentUnreadable("Tệp PDF được đặt mật khẩu nên không thể ký.")
        _check_fields(form_values(reader), profile, field)
        signatures = list(reader.embedded_signatures)
        if signatures:
            _check_latest(signatures[-1])
    except (PdfError, ValueError) as fault:
        raise DocumentUnreadable(f"Tệp PDF không đọc được: {fault}.") from fault


def _check_fill(profile: SigningProfile, field: str, fill: Mapping[str, str]) -> None:
    wanted = {text.name for text in profile.text_fields} if profile.is_last(field) else set()
    wrong = sorted(wanted ^ set(fill))
    if wrong:
        raise OutOfOrder(f"Số và ngày phải điền đủ cùng lúc đóng dấu; sai ở: {', '.join(wrong)}.")
    empty = sorted(name for name, value in fill.items() if not value.strip() or "\n" in value)
    if empty:
        raise OutOfOrder(f"Chưa có giá trị một dòng cho: {', '.join(empty)}.")


def _check_fields(values: Mapping[str, object], profile: SigningProfile, field: str) -> None:
    missing = next((name for name in profile.names if name not in values), None)
    if missing is not None:
        raise FieldMissing(missing)
    open_now = (field, *profile.left_open_by(field), *(text.name for text in profile.text_fields))
    for name in (field, *profile.names):
        filled = values[name] is not None
        if name in open_now and filled:
            raise FieldTaken(name)
        if name not in open_now and not filled:
            raise OutOfOrder(f"Trường “{name}” phải được ký trước trường “{field}”.")


def _check_latest(latest: EmbeddedPdfSignature) -> None:
    if latest.evaluate_signature_coverage() != SignatureCoverageLevel.ENTIRE_FILE:
        raise DocumentChanged
    if not signature_holds(latest):
        raise DocumentChanged
