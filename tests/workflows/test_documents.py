"""The documents as they are set: page rules of Nghị định 30/2020/NĐ-CP, slots, and no surprises."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from engine.core.procedure import DocumentSpec
from signing.errors import TemplateFaulty
from signing.profile import RESULT
from tests.workflows.pages import (
    A4,
    FIELDS,
    page_data,
    pages_of,
    person,
    sample_data,
    set_page,
    slots,
    words,
)
from tests.workflows.shipped import Shipped, every_document, named

ENDING = "Bản sao này được cấp từ sổ gốc"
COPY = "documents/ban_sao.typ"
REFUSAL = "documents/tu_choi.typ"


@pytest.fixture
def hn_663() -> Shipped:
    return named("hn_663_ban_sao_tu_so_goc")


@every_document
def test_every_page_is_a4_and_set_in_tinos_alone(
    each: Shipped, spec: DocumentSpec, fonts: Path
) -> None:
    rendered = set_page(each, spec.template, sample_data(each, spec), fonts)
    with pikepdf.open(BytesIO(rendered.pdf)) as pdf:
        for page in pdf.pages:
            width, height = (float(side) for side in page.mediabox[2:])
            assert (width, height) == pytest.approx(A4, abs=0.1)
            names = [str(font.BaseFont) for font in page.Resources.Font.values()]
            assert names
            assert all(re.fullmatch(r"/[A-Z]{6}\+Tinos(-\w+)?", name) for name in names), names


@every_document
def test_a_document_says_who_issues_and_in_which_capacity(
    each: Shipped, spec: DocumentSpec, fonts: Path
) -> None:
    text = words(set_page(each, spec.template, sample_data(each, spec), fonts).pdf)
    number = (f"/{spec.symbol}",) if spec.seal else ()
    for said in (
        *number,
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "ỦY BAN NHÂN DÂN",
        "PHƯỜNG BẾN NƯỚC",
        "Bến Nước, ngày",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Phạm Thu Hà",
        "Nơi nhận:",
        "- Lưu: VT, TP-HT.",
        "H26.999-261123-0007",
    ):
        assert said in text


@every_document
def test_a_trial_says_so_on_every_page_and_a_real_document_nowhere(
    each: Shipped, spec: DocumentSpec, fonts: Path
) -> None:
    written = [f.key for form in each.forms.values() for f in form.fields if f.multiline]
    long = dict.fromkeys(written, paragraphs(40))
    trial = set_page(each, spec.template, sample_data(each, spec, demo=True, fields=long), fonts)
    real = set_page(each, spec.template, sample_data(each, spec, demo=False, fields=long), fonts)
    for page in pages_of(trial.pdf):
        assert "chữ ký và con dấu không có giá trị pháp lý" in page
    assert "thử nghiệm" not in words(real.pdf).lower()


@every_document
def test_a_template_asks_only_for_fields_that_a_form_gives(
    each: Shipped, spec: DocumentSpec, fonts: Path
) -> None:
    source = each.files[spec.template].decode()
    used = set(re.findall(r"\bf\.(?!at\b)(\w+)", source)) | set(
        re.findall(r"\bf\.at\(\"(\w+)\"", source)
    )
    given = {field.key for form in each.forms.values() for field in form.fields}
    assert used <= given


def test_a_long_document_is_numbered_from_its_second_page(hn_663: Shipped, fonts: Path) -> None:
    fields = FIELDS | {"noi_dung_so_goc": paragraphs(60)}
    seen = pages_of(set_page(hn_663, COPY, page_data(fields=fields), fonts).pdf)
    assert len(seen) > 2
    assert [page.split()[0] for page in seen] == ["ỦY", *map(str, range(2, len(seen) + 1))]


def test_the_signature_never_stands_alone_on_a_page(hn_663: Shipped, fonts: Path) -> None:
    broken = 0
    for count in range(4, 26):
        fields = FIELDS | {"noi_dung_so_goc": paragraphs(count)}
        rendered = set_page(hn_663, COPY, page_data(fields=fields), fonts)
        last = pages_of(rendered.pdf)[-1]
        assert ENDING in last
        assert "Phạm Thu Hà" in last
        assert slots(rendered)["LanhDao"].page == len(pages_of(rendered.pdf))
        broken += len(pages_of(rendered.pdf)) > 1
    assert broken


def test_what_people_write_is_never_read_as_markup(hn_663: Shipped, fonts: Path) -> None:
    written = '#panic("x") *b* _i_ $x$ <slot> @ref // = - + \\ `c` [d] #import "a.typ"'
    fields = FIELDS | {"ly_do_tu_choi": written}
    data = page_data(fields=fields, applicant=person(written), signer_name="#text[A]")
    rendered = set_page(hn_663, REFUSAL, data, fonts)
    assert sorted(slot.name for slot in rendered.slots) == sorted(RESULT.names)
    text = words(rendered.pdf)
    for piece in ('#panic("x")', "*b*", "_i_", "$x$", "<slot>", "@ref //", "#text[A]"):
        assert piece in text


def test_days_below_ten_and_the_first_two_months_carry_a_zero(hn_663: Shipped, fonts: Path) -> None:
    def told(received_at: str) -> str:
        return words(set_page(hn_663, REFUSAL, page_data(received_at=received_at), fonts).pdf)

    assert "ngày 03 tháng 02 năm 2026" in told("2026-02-03T08:15")
    assert "ngày 15 tháng 3 năm 2026" in told("2026-03-15T08:15")
    assert "ngày 09 tháng 12 năm 2026" in told("2026-12-09T08:15")


def test_grounds_end_with_semicolons_and_the_last_with_a_full_stop(
    hn_663: Shipped, fonts: Path
) -> None:
    citations = ["Căn cứ Điều 4 Nghị định số 23/2015/NĐ-CP.", "Quyết định số 15/QĐ-UBND;"]
    text = words(set_page(hn_663, COPY, page_data(citations=citations), fonts).pdf)
    assert (
        "Căn cứ Điều 4 Nghị định số 23/2015/NĐ-CP; Căn cứ Quyết định số 15/QĐ-UBND; "
        "Căn cứ sổ gốc đang lưu giữ tại Ủy ban nhân dân phường Bến Nước. Ủy ban" in text
    )
    assert "Căn cứ Căn cứ" not in text


def test_an_agency_below_another_prints_its_parent_and_a_committee_none(
    hn_663: Shipped, fonts: Path
) -> None:
    below = page_data(agency="Sở Tư pháp", agency_parent="Ủy ban nhân dân thành phố Hà Nội")
    heads = pages_of(set_page(hn_663, COPY, below, fonts).pdf)[0].splitlines()[:3]
    left = [line.strip().split("  ")[0] for line in heads]
    assert left == ["ỦY BAN NHÂN DÂN", "THÀNH PHỐ HÀ NỘI", "SỞ TƯ PHÁP"]
    alone = words(set_page(hn_663, COPY, page_data(), fonts).pdf)
    assert "HÀ NỘI" not in alone


def test_a_missing_answer_stops_the_setting_instead_of_leaving_a_gap(
    hn_663: Shipped, fonts: Path
) -> None:
    fields = {key: value for key, value in FIELDS.items() if key != "so_quyen"}
    with pytest.raises(TemplateFaulty, match="so_quyen"):
        set_page(hn_663, COPY, page_data(fields=fields), fonts)


def paragraphs(count: int) -> str:
    return "\n".join(
        f"Đoạn thứ {n} chép đúng nội dung đã ghi trong sổ gốc, dài hơn một dòng của trang giấy."
        for n in range(count)
    )
