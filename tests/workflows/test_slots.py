"""The boxes that a document leaves for number, date, signature and seal.

Nghị định 30/2020/NĐ-CP, Phụ lục I: margins of Mục I; signature and seal of Mục II, khoản 7 and 8.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.core.procedure import DocumentSpec
from signing.fields.prepare import prepare
from signing.profile import MINUTES, RESULT
from tests.workflows.pages import A4, MM, sample_data, set_page, slots
from tests.workflows.shipped import Shipped, every_document


@every_document
def test_a_document_keeps_exactly_the_slots_of_a_result(
    each: Shipped, spec: DocumentSpec, fonts: Path
) -> None:
    rendered = set_page(each, spec.template, sample_data(each, spec), fonts)
    profile = RESULT if spec.seal else MINUTES
    assert sorted(slot.name for slot in rendered.slots) == sorted(profile.names)
    assert prepare(rendered, profile).startswith(rendered.pdf)


@every_document
def test_every_slot_lies_within_the_margins(each: Shipped, spec: DocumentSpec, fonts: Path) -> None:
    for slot in set_page(each, spec.template, sample_data(each, spec), fonts).slots:
        assert slot.x >= 30 * MM
        assert slot.x + slot.width <= A4[0] - 15 * MM
        assert slot.y >= 20 * MM
        assert slot.y + slot.height <= A4[1] - 20 * MM


@every_document
def test_the_seal_covers_the_left_third_of_the_signature(
    each: Shipped, spec: DocumentSpec, fonts: Path
) -> None:
    found = slots(set_page(each, spec.template, sample_data(each, spec), fonts))
    if not spec.seal:
        assert "CoQuan" not in found
        return
    signature, seal = found["LanhDao"], found["CoQuan"]
    assert seal.page == signature.page
    assert seal.x < signature.x
    assert seal.x + seal.width == pytest.approx(signature.x + signature.width / 3, abs=0.5)
    assert seal.y + seal.height / 2 == pytest.approx(signature.y + signature.height / 2, abs=0.5)
    assert seal.width == pytest.approx(36 * MM)


@every_document
def test_number_and_date_have_room_for_what_is_filled_in(
    each: Shipped, spec: DocumentSpec, fonts: Path
) -> None:
    digit = 13 / 2  # a digit of Tinos is half an em wide
    found = slots(set_page(each, spec.template, sample_data(each, spec), fonts))
    for name, digits in {"SoVanBan": 4, "NgayVB": 2, "ThangVB": 2, "NamVB": 4}.items():
        if name not in found and not spec.seal:
            continue
        assert found[name].page == 1
        assert found[name].width - 2 >= digits * digit  # the field is cut to whole points
        assert found[name].height >= 16
