"""Our error classes, and HTTP's own, as pages: a status, a sentence, a way on."""

from __future__ import annotations

import structlog
from flask import Flask, Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import (
    BadRequest,
    ClientDisconnected,
    HTTPException,
    MethodNotAllowed,
)

from engine import errors as refusals
from engine.core.vietnamese import LOCAL
from signing.errors import SigningError
from web.language import sentence_of
from web.problems import name_of, of_api, problem

log = structlog.get_logger("web")

STATUS: dict[type[refusals.TrinhKyError], int] = {
    refusals.NotYours: 403,
    refusals.NotFound: 404,
    refusals.NotKnownYet: 422,
    refusals.AlreadyDone: 409,
    refusals.UndoRefused: 409,
    refusals.Overtaken: 409,
    refusals.NotADraft: 409,
    refusals.OtherAct: 422,
    refusals.NotAsked: 422,
    refusals.ReturnRefused: 422,
    refusals.NoQuorum: 422,
    refusals.SupplementLimit: 422,
    refusals.AlreadyExtended: 422,
    refusals.PastChanged: 422,
    refusals.ResultSigned: 422,
    refusals.NoTerm: 422,
    refusals.InvalidAnswers: 422,
    refusals.UploadRefused: 422,
    refusals.SigningRefused: 422,
    refusals.DiagramStuck: 422,
    refusals.TooManyTries: 429,
    refusals.ServiceDown: 503,
}
HEADINGS = {
    400: _l("Yêu cầu không hợp lệ"),
    401: _l("Chưa đăng nhập"),
    403: _l("Ông/bà không có quyền làm việc này"),
    404: _l("Không tìm thấy trang này"),
    405: _l("Yêu cầu không hợp lệ"),
    409: _l("Việc này đã có người làm"),
    413: _l("Tệp quá lớn"),
    415: _l("Kiểu nội dung không đúng"),
    422: _l("Thông tin chưa đúng"),
    429: _l("Quá nhiều lần thử"),
    500: _l("Hệ thống gặp lỗi"),
    503: _l("Tạm thời chưa phục vụ được"),
}
SENTENCES = {
    400: _l(
        "Trang đã mở quá lâu hoặc phiên làm việc đã đổi. Hãy quay lại, tải lại trang rồi gửi lại."
    ),
    401: _l("Cần đăng nhập, hoặc mã truy cập API không còn hiệu lực."),
    403: _l("Tài khoản đang dùng không được mở trang này."),
    404: _l("Địa chỉ không đúng, hoặc hồ sơ không thuộc phạm vi của ông/bà."),
    405: _l("Địa chỉ này không nhận cách gửi vừa rồi. Hãy bắt đầu lại từ trang chính."),
    409: _l("Trang đang xem đã cũ. Hãy tải lại để xem hiện trạng."),
    413: _l("Tổng dung lượng tệp vượt giới hạn. Hãy giảm độ phân giải khi quét hoặc gửi từng tệp."),
    415: _l("Nội dung phải được gửi theo kiểu mà tài liệu API ghi cho địa chỉ này."),
    422: _l("Hãy quay lại, sửa các chỗ được đánh dấu rồi gửi lại."),
    429: _l("Hãy chờ vài phút rồi thử lại."),
    500: _l(
        "Việc vừa làm chưa được ghi. Hãy thử lại; nếu vẫn lỗi, báo quản trị kèm mã yêu cầu này."
    ),
    503: _l(
        "Một dịch vụ mà hệ thống cần đang không trả lời. Việc đã ghi không mất; "
        "hãy thử lại sau ít phút."
    ),
}


def status_of(problem: refusals.TrinhKyError) -> int:
    """The HTTP status of a refusal; 500 for a class that no page should ever meet."""
    return next((code for kind, code in STATUS.items() if isinstance(problem, kind)), 500)


def page(
    code: int, sentence: str | None = None, reason: Exception | None = None
) -> ResponseReturnValue:
    """The error page of a status; for a program, the problem. `sentence` replaces the general
    one."""
    known = code if code in HEADINGS else 500 if code >= 500 else 400
    if of_api():
        return _problem(code, str(HEADINGS[known]), str(sentence or SENTENCES[known]), reason)
    return (
        render_template(
            "errors/page.html",
            code=code,
            heading=HEADINGS[known],
            sentence=sentence or SENTENCES[known],
        ),
        code,
    )


def _problem(code: int, title: str, sentence: str, reason: Exception | None) -> Response:
    """With what this class of refusal carries."""
    at = getattr(reason, "at", None)
    named = getattr(reason, "fields", None)
    kind = "http" if reason is None or isinstance(reason, HTTPException) else name_of(type(reason))
    answer = problem(
        code,
        kind if kind != "http" else f"http-{code}",
        title,
        sentence,
        errors=None if named is None else {name: list(said) for name, said in named.items()},
        by=getattr(reason, "by", None),
        at=at.astimezone(LOCAL).isoformat() if at is not None else None,
        reason=getattr(reason, "clause", None) or getattr(reason, "reason", None),
    )
    if isinstance(reason, MethodNotAllowed) and reason.valid_methods:
        answer.headers["Allow"] = ", ".join(sorted(reason.valid_methods))
    return answer


def install(app: Flask) -> None:
    """Give every refusal and every failure its page."""

    @app.errorhandler(refusals.TrinhKyError)
    def refused(problem: refusals.TrinhKyError) -> ResponseReturnValue:
        log.info("refused", reason=type(problem).__name__)
        return page(status_of(problem), problem.sentence, problem)

    @app.errorhandler(SigningError)
    def not_signed(problem: SigningError) -> ResponseReturnValue:
        log.info("refused", reason=problem.reason)
        return page(422, sentence_of(problem), problem)

    @app.errorhandler(ClientDisconnected)
    def cut(_problem: ClientDisconnected) -> ResponseReturnValue:
        return page(400, _("Dữ liệu gửi lên bị đứt giữa chừng; chưa có gì được ghi, hãy gửi lại."))

    @app.errorhandler(HTTPException)
    def http_error(problem: HTTPException) -> ResponseReturnValue:
        ours = of_api() and type(problem) is BadRequest  # says what cannot be read
        return page(problem.code or 500, problem.description if ours else None, problem)

    @app.errorhandler(Exception)
    def failed(problem: Exception) -> ResponseReturnValue:
        log.exception("failed", kind=type(problem).__name__)
        return page(500)
