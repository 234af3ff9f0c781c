from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from signing.errors import TemplateFaulty
from signing.fields.prepare import prepare
from signing.fields.read import form_values
from signing.profile import RESULT
from signing.values import Rendered
from tests.signing.making import ANSWERS, Made, Maker


def _fields(pdf: bytes) -> dict[str, object]:
    reader = PdfFileReader(BytesIO(pdf))
    return {
        str(one.get_object()["/T"]): one.get_object() for one in reader.root["/AcroForm"]["/Fields"]
    }


def test_every_field_is_there_and_empty(made: Made) -> None:
    values = form_values(PdfFileReader(BytesIO(made.prepared)))
    assert set(values) == set(RESULT.names)
    assert set(values.values()) == {None}


def test_the_rendered_page_is_kept_byte_for_byte(made: Made) -> None:
    assert made.prepared.startswith(made.rendered.pdf)


def test_a_field_lies_where_the_template_left_room(made: Made) -> None:
    slot = next(slot for slot in made.rendered.slots if slot.name == "SoVanBan")
    field = _fields(made.prepared)["SoVanBan"]
    left, bottom, right, top = (float(side) for side in field["/Rect"])  # type: ignore[index]
    assert left == pytest.approx(slot.x, abs=0.01)
    assert right - left == pytest.approx(slot.width, abs=0.02)
    assert top == pytest.approx(841.89 - slot.y, abs=0.01)
    assert top - bottom == pytest.approx(slot.height, abs=0.02)


def test_every_field_is_printed_has_an_appearance_and_speaks_vietnamese(made: Made) -> None:
    for field in _fields(made.prepared).values():
        assert int(field["/F"]) & 4  # type: ignore[index]
        assert "/N" in field["/AP"]  # type: ignore[index]
        assert " " in field["/TU"]  # type: ignore[index]


def test_the_seal_locks_everything_and_the_leader_all_but_number_date_and_seal(made: Made) -> None:
    fields = _fields(made.prepared)
    seal, leader = fields["CoQuan"]["/Lock"], fields["LanhDao"]["/Lock"]  # type: ignore[index]
    assert (seal["/Action"], seal["/P"]) == ("/All", 1)
    assert (leader["/Action"], leader["/P"]) == ("/Exclude", 2)
    assert list(leader["/Fields"]) == ["SoVanBan", "NgayVB", "ThangVB", "NamVB", "CoQuan"]


def test_a_field_may_lie_on_a_later_page(maker: Maker) -> None:
    long = {**ANSWERS, "body": ["Đoạn văn dài. " * 40] * 12}
    rendered = maker.render(long)
    assert {slot.name: slot.page for slot in rendered.slots}["LanhDao"] > 1
    prepared = prepare(rendered, RESULT)
    begun = maker.begin(prepared, "LanhDao", maker.pki.chain("leader"), datetime.now(UTC))
    page = _fields(begun.pdf)["LanhDao"]["/P"]  # type: ignore[index]
    last = list(PdfFileReader(BytesIO(begun.pdf)).root["/Pages"]["/Kids"])[-1]
    assert page.container_ref == last.get_object().container_ref


def _with_slots(rendered: Rendered, change: str) -> Rendered:
    first, *others = rendered.slots
    changed = {
        "missing": others,
        "twice": [first, first, *others],
        "foreign": [*rendered.slots, replace(first, name="La")],
        "page": [replace(first, page=2), *others],
        "page zero": [replace(first, page=0), *others],
        "flat": [replace(first, height=0), *others],
    }[change]
    return replace(rendered, slots=tuple(changed))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("missing", "chưa chừa ô cho: SoVanBan"),
        ("twice", "hai ô cùng tên"),
        ("foreign", "ô lạ: La"),
        ("page", "trang 2"),
        ("page zero", "trang 0"),
        ("flat", "không có diện tích"),
    ],
)
def test_slots_that_do_not_fit_the_profile_are_refused(
    made: Made, change: str, message: str
) -> None:
    with pytest.raises(TemplateFaulty, match=message):
        prepare(_with_slots(made.rendered, change), RESULT)
