"""XML from a stranger: nothing in it is fetched, expanded or run, and its size is bounded."""

from __future__ import annotations

import codecs
import unicodedata

from lxml import etree

from bpmn.problems import error
from bpmn.values import DiagramRefused

LARGEST = 2_000_000
"""Bytes of a file."""
MOST_ELEMENTS = 30_000
"""XML elements of a file, the drawing included."""


def read_xml(file: str, data: bytes) -> etree._Element:
    """The root of the file; raises DiagramRefused if it is no XML that we are willing to read."""
    if len(data) > LARGEST:
        cause = f"Tệp nặng {len(data):,} byte, nhiều nhất là {LARGEST:,}.".replace(",", ".")
        raise refused("too-large", file, cause)
    text = _utf8(file, data)
    if b"<!DOCTYPE" in text:
        cause = "Tệp có khai báo DOCTYPE; thực thể XML không được dùng trong sơ đồ."
        raise refused("doctype", file, cause)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text, parser)
    except etree.XMLSyntaxError as fault:
        line, column = fault.position
        cause = f"Tệp không phải XML đúng quy cách: sai ở dòng {line}, cột {column}."
        raise refused("not-xml", file, cause) from None
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        cause = f"Tệp có hơn {MOST_ELEMENTS:,} phần tử XML.".replace(",", ".")
        raise refused("too-large", file, cause)
    return root


def _utf8(file: str, data: bytes) -> bytes:
    """The file in UTF-8, so that a DOCTYPE cannot hide behind another encoding.

    And in NFC: a Vietnamese letter has several spellings, and ids and names must match.
    """
    utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        raise refused("encoding", file, "Tệp không viết bằng UTF-8.") from None
    return unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass")


def refused(code: str, file: str, cause: str) -> DiagramRefused:
    """The error for a file that cannot be read at all."""
    cure = "Hãy mở sơ đồ bằng trình soạn BPMN và lưu lại thành tệp .bpmn (BPMN 2.0, UTF-8)."
    return DiagramRefused((error(code, file, None, cause, cure),))
