"""What a page says, apart from its signer: equal content has an equal name, any change another."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.core.dossier import Party
from engine.core.procedure import DocumentSpec
from engine.machine.content import content
from engine.machine.profiles import profile_of
from engine.machine.render_document import with_long_dates
from signing.profile import MINUTES, RESULT
from tests.factories.dossiers import dossier

SPEC = DocumentSpec(
    key="to_trinh",
    kind="submission",
    title="Tờ trình",
    template="documents/to_trinh.typ",
    drafter="Soan",
    initialler=None,
    signing_step="Ky",
    issuer="resolving",
    register="to_trinh",
    symbol="TTr",
    seal=True,
    addressees=(),
    outcome=None,
)
PLAIN: dict[str, Any] = {"fields": {"a": "1"}, "opinions": [], "councils": {}}


def test_the_same_content_has_the_same_name() -> None:
    one = content(dossier(), SPEC, **PLAIN)
    assert one == content(dossier(version=9, history_hash=b"x" * 32), SPEC, **PLAIN)
    assert len(one.sha256) == 64


@pytest.mark.parametrize(
    "changed",
    [
        {"fields": {"a": "2"}},
        {"fields": {"a": "1", "b": None}},
        {"opinions": [{"unit": "Sở", "who": "A", "value": "agreed", "text": "", "at": "x"}]},
        {"councils": {"Hop": {"passed": True}}},
        {"extends": {"until": "2026-03-09T09:00"}},
    ],
    ids=lambda each: next(iter(each)),
)
def test_whatever_the_reader_would_read_otherwise_has_another_name(changed: dict[str, Any]) -> None:
    assert content(dossier(), SPEC, **{**PLAIN, **changed}).sha256 != _plain()


def test_another_applicant_document_or_bundle_is_another_content() -> None:
    known = dossier()
    renamed = replace(known, applicant=Party("Khác", None, None, None, None))
    other = replace(known, bundle=replace(known.bundle, sha256="1" * 64))
    assert content(renamed, SPEC, **PLAIN).sha256 != _plain()
    assert content(other, SPEC, **PLAIN).sha256 != _plain()
    assert content(known, replace(SPEC, key="khac"), **PLAIN).sha256 != _plain()


def _plain() -> str:
    return content(dossier(), SPEC, **PLAIN).sha256


def test_what_is_not_sealed_has_one_signature() -> None:
    assert profile_of(SPEC) is RESULT
    assert profile_of(replace(SPEC, seal=False)) is MINUTES


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("Quyết định số 1883/QĐ-UBND ngày 06/11/2025 của Chủ tịch",
         "Quyết định số 1883/QĐ-UBND ngày 06 tháng 11 năm 2025 của Chủ tịch"),
        ("ngày 12/02/2026", "ngày 12 tháng 02 năm 2026"),
        ("ngày 31/01/2026 và ngày 01/03/2026",
         "ngày 31 tháng 01 năm 2026 và ngày 01 tháng 3 năm 2026"),
        ("Quyết định số 06/11/2025", "Quyết định số 06/11/2025"),
        ("Luật ngày 16 tháng 6 năm 2025", "Luật ngày 16 tháng 6 năm 2025"),
    ],
)  # fmt: skip
def test_dates_of_grounds_are_printed_in_full(said: str, printed: str) -> None:
    assert with_long_dates(said) == printed
