"""The look stays lean: every class that a page names has a rule, and every rule has a page."""

from __future__ import annotations

import re
from pathlib import Path

WEB = Path(__file__).parents[2] / "web"
SOURCES = WEB / "client" / "src"

FROM_CODE = {
    "at-list", "at-task",  # where the list stands: the view of the page
    "qua_han",  # a tab of the inbox, by its value
    "done", "now", "next", "back",  # a step of the way, by its state
    "valid", "invalid", "unsure",  # a verdict, by its standing
    "good", "fault", "warning",  # a check of form, by its state
    "trouble",  # a notice, by the kind of what was flashed
    "law", "instrument", "gave",  # a link of a chain, a bar of a timeline, by its kind
    "said",  # the state of a dossier as the applicant reads it
}  # fmt: skip
"""Classes that pages take from a value."""
OF_LIBRARIES = {
    "markedContent", "djs-connection", "djs-visual",
    "token-done", "token-now",  # its markers, put together by a script
}  # fmt: skip
"""Of pdf.js and bpmn-js."""

_ATTRIBUTE = re.compile(r'\bclass="((?:\{\{.*?\}\}|\{%.*?%\}|[^"{])*)"')
_CHOSEN = re.compile(r"""(?:^|\belse)\s*['"]([^'"]*)['"]""")
_NAME = re.compile(r"[A-Za-z_][\w-]*")


def _named() -> dict[str, str]:
    """Classes of the templates, with a template that names each."""
    found: dict[str, str] = {}
    for path in sorted((WEB / "templates").rglob("*.html")):
        text = re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.DOTALL)
        for attribute in _ATTRIBUTE.findall(text):
            chosen = [
                c
                for e in re.findall(r"\{\{(.*?)\}\}", attribute)
                for c in _CHOSEN.findall(e.strip())
            ]
            plain = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", " ", attribute)
            for name in _NAME.findall(" ".join([plain, *chosen])):
                found[name] = str(path.relative_to(WEB))
    return found


def _defined() -> dict[str, str]:
    """Classes of the style sheets, with the sheet that defines each."""
    found: dict[str, str] = {}
    for path in sorted(SOURCES.rglob("*.css")):
        text = re.sub(r"/\*.*?\*/|\"[^\"]*\"", "", path.read_text(), flags=re.DOTALL)
        selectors = re.sub(r"\{[^{}]*\}", "{}", text)
        for name in re.findall(r"\.([A-Za-z_][\w-]*)", selectors):
            found[name] = str(path.relative_to(WEB))
    return found


def _scripted() -> set[str]:
    return {
        word for path in SOURCES.rglob("*.js") for word in re.findall(r"[\w-]+", path.read_text())
    }


def test_every_class_of_a_page_has_a_rule() -> None:
    defined = _defined()
    bare = {n: p for n, p in _named().items() if n not in defined}
    assert bare == {}


def test_every_rule_has_a_page() -> None:
    used = _named().keys() | _scripted() | FROM_CODE | OF_LIBRARIES
    assert {n: p for n, p in _defined().items() if n not in used} == {}


def test_the_exceptions_are_needed() -> None:
    assert (FROM_CODE | OF_LIBRARIES) - _defined().keys() == set()


def test_colours_are_told_once() -> None:
    """In the tokens; the bar's own few are light on lacquer and nowhere else."""
    strange = {
        path.name: found
        for path in sorted(SOURCES.glob("*.css"))
        if path.name not in ("10-tokens.css", "30-frame.css", "90-print.css")
        if (found := re.findall(r"#[0-9a-fA-F]{6}\b", path.read_text()))
    }
    assert strange == {}
