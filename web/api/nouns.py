"""How a route of the API is declared: its types are its document.

A view is a plain function. What it takes and gives is read from its hints: `body` is the JSON that
is sent, `query` the words after "?", `file` or `files` what comes as multipart, `idempotency_key`
the header `Idempotency-Key`; what it returns is the answer (None is 204, `File` is bytes).
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from typing import Any, TypeVar, get_args, get_type_hints

from flask import Blueprint, Response, abort, request
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from engine.actions.papers import Upload
from engine.errors import InvalidAnswers, NotYours
from web.api.reading import read
from web.api.shapes import shown
from web.guard import public, while_waiting
from web.problems import API
from web.sign_in import by_token
from web.uploads import uploads_of

blueprint = Blueprint("api", __name__, url_prefix=API)

View = TypeVar("View", bound=Callable[..., Any])
PAPERS, FILE = "papers.", "file"
"""Names of the parts of a multipart body."""
LONGEST_KEY = 100


@dataclass(frozen=True, slots=True)
class File:
    """Bytes as an answer; a file's name is a hint for whoever keeps it."""

    data: bytes
    name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Declared:
    """A route as the document tells it. `who` is public | session | anyone (session or token)."""

    name: str
    noun: str
    method: str
    rule: str
    summary: str
    who: str
    takes: Mapping[str, Any]
    gives: Any
    media: tuple[str, ...]


DECLARED: dict[str, Declared] = {}
"""Every route of the API, by the name of its endpoint."""


class Noun:
    """The routes of one file."""

    def __init__(self, name: str) -> None:
        self.name = name

    def get(self, rule: str, summary: str, **options: Any) -> Callable[[View], View]:
        """A question. Options: `who`, `media` (of a `File`), `waiting` (steps that it serves)."""
        return self._route("GET", rule, summary, **options)

    def post(self, rule: str, summary: str, **options: Any) -> Callable[[View], View]:
        """An act."""
        return self._route("POST", rule, summary, **options)

    def _route(
        self,
        method: str,
        rule: str,
        summary: str,
        *,
        who: str = "anyone",
        media: tuple[str, ...] = ("application/octet-stream",),
        waiting: tuple[str, ...] = (),
    ) -> Callable[[View], View]:
        def declare(view: View) -> View:
            name = f"{self.name}_{view.__name__}"
            hints = get_type_hints(view)
            gives = hints.pop("return")
            declared = Declared(name, self.name, method, rule, summary, who, hints, gives, media)
            assert name not in DECLARED, name
            DECLARED[name] = declared
            served = _serve(view, declared)
            if who == "public":
                public(served)
            if waiting:
                while_waiting(*waiting)(served)
            blueprint.add_url_rule(rule, name, served, methods=[method])
            return view

        return declare


def _serve(view: Callable[..., Any], declared: Declared) -> Callable[..., Response]:
    @wraps(view)
    def served(**named: Any) -> Response:
        if declared.who == "session" and by_token():
            raise NotYours(
                _("Việc này chỉ làm được trong phiên đăng nhập, không bằng mã truy cập API."),
                "session_only",
            )
        if any(isinstance(text, str) and "\0" in text for text in named.values()):
            abort(404)
        return _answer(view(**named, **_given(declared.takes)))

    return served


def _given(takes: Mapping[str, Any]) -> dict[str, Any]:
    """What the view takes beside the names in the address. Raises InvalidAnswers, BadRequest,
    UnsupportedMediaType."""
    given: dict[str, Any] = {}
    if "query" in takes:
        given["query"] = read(takes["query"], _query(takes["query"]))
    elif request.args:
        wrong = {name[:100]: [_("Không có thông tin mang tên này.")] for name in request.args}
        raise InvalidAnswers(wrong)
    if "body" in takes:
        given["body"] = read(takes["body"], _json())
    if "idempotency_key" in takes:
        given["idempotency_key"] = _key()
    if "files" in takes:
        _multipart()
        given["files"] = tuple(uploads_of(request.files, PAPERS))
    if "file" in takes:
        _multipart()
        given["file"] = _file(request.files.get(FILE))
    return given


def _json() -> Mapping[str, object]:
    if request.mimetype != "application/json":
        raise UnsupportedMediaType
    try:
        found = json.loads(request.get_data(), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise BadRequest(_("Nội dung gửi lên không phải là JSON đọc được.")) from None
    if not isinstance(found, dict):
        raise InvalidAnswers({"body": [_("Phải là một đối tượng JSON.")]})
    return found


def _no_number(name: str) -> object:
    raise ValueError(name)


def _multipart() -> None:
    if request.mimetype != "multipart/form-data":
        raise UnsupportedMediaType


def _file(sent: FileStorage | None) -> Upload:
    if sent is None or not sent.filename:
        raise InvalidAnswers({FILE: [_("Không có tệp nào được gửi; hãy chọn lại tệp.")]})
    return Upload("", sent.filename, sent.read())


def _key() -> str | None:
    key = request.headers.get("Idempotency-Key", "").strip()
    if len(key) > LONGEST_KEY or not key.isprintable():
        wrong = _("Dài quá %(most)s ký tự.", most=LONGEST_KEY)
        raise InvalidAnswers({"Idempotency-Key": [wrong]})
    return key or None


def _query(kind: type) -> dict[str, object]:
    """Words after "?": numbers and yes/no are texts there; a list is a name said several times."""
    hints = get_type_hints(kind)
    found: dict[str, object] = {}
    for name, texts in request.args.lists():
        kinds = (hints.get(name), *get_args(hints.get(name)))
        text: object = texts[-1]
        if tuple in map(_origin, kinds):
            text = texts
        elif int in kinds and texts[-1].isascii() and texts[-1].isdigit() and len(texts[-1]) < 12:
            text = int(texts[-1])
        elif bool in kinds:
            text = {"true": True, "false": False}.get(texts[-1], texts[-1])
        found[name] = text
    return found


def _origin(kind: Any) -> Any:
    return getattr(kind, "__origin__", None)


def _answer(given: Any) -> Response:
    if given is None:
        return Response(status=204)
    if isinstance(given, File):
        answer = Response(given.data, mimetype=given.media_type)
        answer.headers.set("Content-Disposition", "attachment", filename=given.name)
        answer.headers["Repr-Digest"] = (
            f"sha-256=:{b64encode(sha256(given.data).digest()).decode()}:"
        )
        return answer
    # As letters, not as escapes: it is read by people, too.
    return Response(json.dumps(shown(given), ensure_ascii=False), mimetype="application/json")
