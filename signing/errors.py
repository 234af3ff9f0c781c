"""One class per refusal; each carries a stable `reason` and one Vietnamese `sentence`.

The sentence says what, where and what to do, and never holds a password or key material.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))


def as_vietnam_time(moment: datetime) -> str:
    """`22/11/2026 14:05:00` in Vietnam's time, for sentences and stamps."""
    return moment.astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M:%S")


def as_vietnam_day(moment: datetime) -> str:
    """`22/11/2026`, the day in Vietnam."""
    return moment.astimezone(VIETNAM).strftime("%d/%m/%Y")


class SigningError(Exception):
    """Base of every refusal of this package."""

    reason = "signing_refused"

    def __init__(self, text: str, **values: object) -> None:
        self.text = text
        """The sentence with named places (`%(subject)s`), for who tells it in another language."""
        self.values = values
        self.sentence = text % values if values else text
        super().__init__(self.sentence)


class TemplateFaulty(SigningError):
    """The document template cannot be set; `line` counts from 1, None if not in the template."""

    reason = "template_faulty"

    def __init__(self, sentence: str, line: int | None = None) -> None:
        super().__init__(sentence)
        self.line = line


class FontsMissing(SigningError):
    """The built fonts are not where they were said to be, or lack a letter. `detail` is for who
    keeps the server; it stands in the log and in a traceback, not in the sentence."""

    reason = "fonts_missing"

    def __init__(self, detail: str) -> None:
        super().__init__(
            "Máy chủ thiếu phông chữ để trình bày văn bản; hãy báo người vận hành hệ thống."
        )
        self.add_note(detail)


class ImageUnreadable(SigningError):
    """The picture of a signature or seal is not a usable PNG."""

    reason = "image_unreadable"


# --- keys -----------------------------------------------------------------------------------


class KeyRefused(SigningError):
    """Base of what is wrong with a key or its certificate."""

    reason = "key_refused"


class WrongPassword(KeyRefused):
    """The password does not open the key file."""

    reason = "wrong_password"

    def __init__(self) -> None:
        super().__init__("Mật khẩu của tệp khóa không đúng; hãy nhập lại.")


class KeyUnreadable(KeyRefused):
    """The key file is damaged, empty, or of a kind that is not supported."""

    reason = "key_unreadable"


class KeyTooWeak(KeyRefused):
    """Below RSA-2048, or a curve other than P-256."""

    reason = "key_too_weak"


class WrongKey(KeyRefused):
    """A raw signature that the certificate does not verify; nothing is embedded."""

    reason = "wrong_key"

    def __init__(self) -> None:
        super().__init__(
            "Chữ ký nhận được không khớp với chứng thư số đã chọn; "
            "hãy kiểm tra thiết bị ký rồi ký lại."
        )


class CertificateRefused(KeyRefused):
    """Base of the refusals by which a certificate may not be used at a given second."""

    reason = "certificate_refused"


class CertificateExpired(CertificateRefused):
    """The certificate, or one above it, had expired; `ended` is when."""

    reason = "certificate_expired"

    def __init__(self, subject: str, ended: datetime) -> None:
        super().__init__(
            "Chứng thư số của “%(subject)s” đã hết hạn lúc %(ended)s; hãy gia hạn "
            "hoặc dùng chứng thư khác.",
            subject=subject,
            ended=as_vietnam_time(ended),
        )
        self.ended = ended


class CertificateNotYetValid(CertificateRefused):
    """The certificate, or one above it, is not valid yet; `begins` is when."""

    reason = "certificate_not_yet_valid"

    def __init__(self, subject: str, begins: datetime) -> None:
        super().__init__(
            "Chứng thư số của “%(subject)s” chỉ có hiệu lực từ %(begins)s; chưa thể dùng để ký.",
            subject=subject,
            begins=as_vietnam_time(begins),
        )
        self.begins = begins


class CertificateRevoked(CertificateRefused):
    """The certificate, or one above it, was revoked; `revoked` is when."""

    reason = "certificate_revoked"

    def __init__(self, subject: str, revoked: datetime) -> None:
        super().__init__(
            "Chứng thư số của “%(subject)s” đã bị thu hồi lúc %(revoked)s; không "
            "được dùng để ký, hãy liên hệ nơi cấp chứng thư.",
            subject=subject,
            revoked=as_vietnam_time(revoked),
        )
        self.revoked = revoked


class ChainUntrusted(CertificateRefused):
    """No path from the certificate to a trusted root."""

    reason = "chain_untrusted"

    def __init__(self, subject: str) -> None:
        super().__init__(
            "Chứng thư số của “%(subject)s” không do hệ thống chứng thực được tin "
            "cậy cấp; hãy dùng chứng thư do cơ quan cấp.",
            subject=subject,
        )


class WrongUsage(CertificateRefused):
    """The certificate is not meant for signing documents (RFC 5280, 4.2.1.3)."""

    reason = "wrong_usage"

    def __init__(self, subject: str) -> None:
        super().__init__(
            "Chứng thư số của “%(subject)s” không được cấp cho mục đích ký văn bản; "
            "hãy dùng chứng thư có mục đích chống chối bỏ.",
            subject=subject,
        )


class WrongHolder(CertificateRefused):
    """A person's certificate where an organisation must sign, or the other way round."""

    reason = "wrong_holder"


class SomeoneElse(CertificateRefused):
    """The certificate names another subject than the one who must sign."""

    reason = "someone_else"

    def __init__(self, subject: str) -> None:
        super().__init__(
            "Chứng thư số này được cấp cho “%(subject)s”, không phải cho người phải "
            "ký; hãy dùng chứng thư của chính mình.",
            subject=subject,
        )


class RevocationUnavailable(CertificateRefused):
    """No fresh answer whether the certificate is revoked; try again, never sign without."""

    reason = "revocation_unavailable"

    def __init__(self, subject: str) -> None:
        super().__init__(
            "Chưa hỏi được tình trạng thu hồi chứng thư số của “%(subject)s”; hệ "
            "thống sẽ thử lại, chưa có gì được ký.",
            subject=subject,
        )


# --- documents ------------------------------------------------------------------------------


class DocumentRefused(SigningError):
    """Base of what is wrong with the document that is to be signed."""

    reason = "document_refused"


class DocumentUnreadable(DocumentRefused):
    """Not a PDF that can be read and extended."""

    reason = "document_unreadable"


class FieldMissing(DocumentRefused):
    """The document has no such field."""

    reason = "field_missing"

    def __init__(self, field: str) -> None:
        super().__init__(
            "Văn bản không có trường “%(field)s” để ký hoặc điền; hãy lập lại văn bản.", field=field
        )


class FieldTaken(DocumentRefused):
    """The field is signed or filled already."""

    reason = "field_taken"

    def __init__(self, field: str) -> None:
        super().__init__(
            "Trường “%(field)s” của văn bản đã được ký hoặc điền; không thể làm lại.", field=field
        )


class OutOfOrder(DocumentRefused):
    """An earlier signature is missing, or what must be filled in is not."""

    reason = "out_of_order"


class DocumentChanged(DocumentRefused):
    """The document is not, byte for byte, what was signed or prepared before."""

    reason = "document_changed"

    def __init__(self) -> None:
        super().__init__(
            "Văn bản đã bị thay đổi so với bản đã trình ký; không ký tiếp, hãy lập lại văn bản."
        )


class SelfCheckFailed(DocumentRefused):
    """What was just made does not verify; it is thrown away."""

    reason = "self_check_failed"

    def __init__(self) -> None:
        super().__init__(
            "Văn bản vừa ký không qua được bước tự kiểm tra nên đã bị hủy; hãy ký lại."
        )


class SignatureTooLarge(DocumentRefused):
    """Certificates and timestamp do not fit into the space kept for the signature."""

    reason = "signature_too_large"

    def __init__(self, needed: int, kept: int) -> None:
        super().__init__(
            "Chữ ký cần %(needed)s byte nhưng chỉ chừa %(kept)s byte; chuỗi chứng "
            "thư hoặc dấu thời gian quá dài.",
            needed=needed,
            kept=kept,
        )


class TimestampUnavailable(SigningError):
    """The timestamp service gave no usable token; the attempt can be resumed later."""

    reason = "timestamp_unavailable"

    def __init__(self, url: str) -> None:
        super().__init__(
            "Dịch vụ cấp dấu thời gian %(url)s chưa trả lời được; việc ký đang chờ "
            "và sẽ được thử lại.",
            url=url,
        )
