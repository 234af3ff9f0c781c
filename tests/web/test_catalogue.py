"""Every text has its English, with the same places to fill in; and the words are the right ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import engine
import signing
import web
from signing.verify.reasons import Reason

WEB = Path(web.__file__).parent
ENGINE = Path(engine.__file__).parent
SIGNING = Path(signing.__file__).parent
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
PLACE = re.compile(r"%\(\w+\)s")
NOT_TRANSLATED = {"SHA-256", "PDF", "QR"}

#: What must not stand on a page, and what is said instead.
WRONG_WORDS = {
    "chuyển lại": "chuyển trả",
    "hủy ủy quyền": "bãi bỏ ủy quyền",
    "người được ủy quyền xử lý": "xử lý thay",
    "tiếp nhận việc": "nhận xử lý",
    "công dân": "người nộp hồ sơ, người dân",
    "đình chỉ": "tạm dừng hoặc dừng giải quyết",
}


def texts() -> Iterator[tuple[str, str]]:
    """Every text that the code shows, with the file where it stands."""
    keywords = {
        **dict.fromkeys(("_", "_l", "gettext", "say", "marked")),
        "ngettext": (1, 2),
    }
    for folder in (WEB, ENGINE):
        for file, _line, message, _comments, _context in extract_from_dir(
            folder, METHODS, keywords=keywords
        ):
            assert isinstance(message, str), (file, message)
            yield file, message
    # `signing` knows no readers: its sentences are told at the edge by these very texts.
    for file, _line, message, _comments, _context in extract_from_dir(
        SIGNING, [("errors.py", "python")], keywords={"__init__": None}
    ):
        assert isinstance(message, str), (file, message)
        yield file, message
    yield from (("reasons.py", reason.sentence) for reason in Reason)


@pytest.fixture(scope="module")
def english() -> Catalog:
    with (WEB / "locale/en/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


def test_every_text_has_its_english(english: Catalog) -> None:
    missing = {m for _, m in texts() if not (found := english.get(m)) or not found.string}
    assert missing == set()


def test_the_catalogue_holds_nothing_that_is_no_longer_said(english: Catalog) -> None:
    said = {message for _, message in texts()}
    assert {str(m.id) for m in english if m.id} - said == set()


def test_no_translation_is_a_guess_or_loses_a_place_to_fill_in(english: Catalog) -> None:
    for message in english:
        if not message.id:
            continue
        assert not message.fuzzy, message.id
        assert sorted(PLACE.findall(str(message.id))) == sorted(
            PLACE.findall(str(message.string))
        ), message.id


def test_no_text_of_a_template_is_left_outside_the_catalogue() -> None:
    vietnamese = re.compile(
        r"[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.I
    )
    marked = re.compile(r"_\((\"[^\"]*\"|'[^']*')|\{#.*?#\}", re.S)
    for template in (WEB / "templates").rglob("*.html"):
        bare = marked.sub("", template.read_text(encoding="utf-8")).replace("Trình Ký", "")
        left = [line.strip() for line in bare.splitlines() if vietnamese.search(line)]
        assert left == [], template


def test_the_words_are_those_of_the_office() -> None:
    for file, message in texts():
        for wrong, right in WRONG_WORDS.items():
            assert wrong not in message.lower(), f"{file}: “{wrong}” → {right}"
