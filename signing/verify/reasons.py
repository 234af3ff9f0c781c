"""Why a file is not simply valid: stable codes, a sentence for a citizen, and how grave it is.

The three grades are those of ETSI EN 319 102-1, 5.1.3 (TOTAL-FAILED, INDETERMINATE) and, before
them, a file that cannot be read at all.
"""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """The one answer. `valid` is only said when nothing at all speaks against it."""

    VALID = "valid"
    INVALID = "invalid"
    INDETERMINATE = "indeterminate"
    UNREADABLE = "unreadable"


class Reason(StrEnum):
    """A finding; its name in lower case is the stable code."""

    NOT_PDF = "not_pdf"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    TOO_HARD = "too_hard"

    UNSIGNED = "unsigned"
    UNFINISHED = "unfinished"
    CHANGED_AFTER_SIGNING = "changed_after_signing"
    APPENDED = "appended"
    CONTENTS_NOT_CANONICAL = "contents_not_canonical"
    SIGNATURE_BROKEN = "signature_broken"
    UNEXPECTED_SIGNATURE = "unexpected_signature"
    LOCKS_MISSING = "locks_missing"
    WRONG_HOLDER = "wrong_holder"
    WRONG_USAGE = "wrong_usage"
    WEAK_ALGORITHM = "weak_algorithm"
    CERTIFICATE_EXPIRED = "certificate_expired"
    CERTIFICATE_NOT_YET_VALID = "certificate_not_yet_valid"
    CERTIFICATE_REVOKED = "certificate_revoked"
    TIMESTAMP_MISSING = "timestamp_missing"
    TIMESTAMP_BROKEN = "timestamp_broken"
    SIGNED_IN_THE_FUTURE = "signed_in_the_future"
    ATTESTATION_UNREADABLE = "attestation_unreadable"
    CAPACITY_DIFFERS = "capacity_differs"

    NO_TRUST = "no_trust"
    UNTRUSTED_SIGNER = "untrusted_signer"
    TIMESTAMP_UNTRUSTED = "timestamp_untrusted"
    TIMESTAMP_EXPIRED = "timestamp_expired"
    REVOCATION_UNKNOWN = "revocation_unknown"

    @property
    def verdict(self) -> Verdict:
        """What this finding alone makes of the file."""
        if self in _UNREADABLE:
            return Verdict.UNREADABLE
        return Verdict.INDETERMINATE if self in _INDETERMINATE else Verdict.INVALID

    @property
    def sentence(self) -> str:
        """In Vietnamese: what was found and what it means for the reader."""
        return _SENTENCES[self]


_UNREADABLE = {Reason.NOT_PDF, Reason.ENCRYPTED, Reason.DAMAGED, Reason.TOO_HARD}
_INDETERMINATE = {
    Reason.NO_TRUST,
    Reason.UNTRUSTED_SIGNER,
    Reason.TIMESTAMP_UNTRUSTED,
    Reason.TIMESTAMP_EXPIRED,
    Reason.REVOCATION_UNKNOWN,
}
_SENTENCES = {
    Reason.NOT_PDF: "Tệp này không phải là PDF.",
    Reason.ENCRYPTED: "Tệp PDF được đặt mật khẩu nên không kiểm tra được.",
    Reason.DAMAGED: "Tệp PDF bị hỏng hoặc sai cấu trúc nên không đọc được.",
    Reason.TOO_HARD: "Tệp PDF quá lớn hoặc quá phức tạp để kiểm tra trong giới hạn cho phép.",
    Reason.UNSIGNED: "Văn bản không có chữ ký số nào.",
    Reason.UNFINISHED: "Văn bản chưa hoàn tất: còn thiếu chữ ký, số hoặc ngày; "
    "chưa có giá trị sử dụng.",
    Reason.CHANGED_AFTER_SIGNING: "Văn bản đã bị thay đổi sau khi ký; không được sử dụng.",
    Reason.APPENDED: "Sau chữ ký cuối cùng còn có dữ liệu không được chữ ký nào bảo vệ.",
    Reason.CONTENTS_NOT_CANONICAL: "Phần chứa chữ ký của tệp đã bị sửa.",
    Reason.SIGNATURE_BROKEN: "Chữ ký số không đúng với chứng thư số đi kèm.",
    Reason.UNEXPECTED_SIGNATURE: "Văn bản có chữ ký không thuộc loại văn bản này.",
    Reason.LOCKS_MISSING: "Chữ ký không khóa văn bản theo cách của hệ thống; "
    "văn bản không do hệ thống này ban hành.",
    Reason.WRONG_HOLDER: "Chứng thư số không đúng loại: cá nhân ký thay chỗ của cơ quan, "
    "hoặc ngược lại.",
    Reason.WRONG_USAGE: "Chứng thư số không được cấp cho mục đích ký văn bản.",
    Reason.WEAK_ALGORITHM: "Chữ ký dùng thuật toán hoặc khóa quá yếu.",
    Reason.CERTIFICATE_EXPIRED: "Chứng thư số đã hết hạn khi ký.",
    Reason.CERTIFICATE_NOT_YET_VALID: "Chứng thư số chưa có hiệu lực khi ký.",
    Reason.CERTIFICATE_REVOKED: "Chứng thư số đã bị thu hồi khi ký.",
    Reason.TIMESTAMP_MISSING: "Chữ ký không có dấu thời gian nên không chứng minh được lúc ký.",
    Reason.TIMESTAMP_BROKEN: "Dấu thời gian không thuộc về chữ ký này.",
    Reason.SIGNED_IN_THE_FUTURE: "Dấu thời gian ghi một thời điểm chưa đến.",
    Reason.ATTESTATION_UNREADABLE: "Bản chứng nhận thẩm quyền đính kèm bị thiếu "
    "hoặc không đọc được.",
    Reason.CAPACITY_DIFFERS: "Tư cách mà người ký đã ký khác với tư cách ghi trong bản chứng nhận "
    "thẩm quyền; không được sử dụng.",
    Reason.NO_TRUST: "Chưa có chứng thư gốc nào được tin cậy để đối chiếu, nên chưa biết ai đã ký.",
    Reason.UNTRUSTED_SIGNER: "Chứng thư số của người ký không do hệ thống được tin cậy cấp; "
    "không biết chắc ai đã ký, đừng dùng văn bản này.",
    Reason.TIMESTAMP_UNTRUSTED: "Dấu thời gian không do dịch vụ được tin cậy cấp.",
    Reason.TIMESTAMP_EXPIRED: "Chứng thư của dịch vụ dấu thời gian đã hết hạn; "
    "cần bằng chứng lưu trữ mới hơn.",
    Reason.REVOCATION_UNKNOWN: "Trong tệp không có bằng chứng rằng chứng thư số "
    "chưa bị thu hồi khi ký.",
}
