from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.reader import PdfFileReader

from signing.errors import FontsMissing, TemplateFaulty
from signing.profile import RESULT
from signing.render.fonts import vietnamese_letters
from signing.render.render import render
from signing.values import Attachment, Rendered
from tests.signing.making import ANSWERS, LIBRARIES, TEMPLATE, Maker

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def _render(fonts: Path, source: bytes, **answers: object) -> Rendered:
    return render(source, LIBRARIES, {**ANSWERS, **answers}, fonts, (), AT)


def _text(pdftotext: str, pdf: bytes) -> str:
    done = subprocess.run([pdftotext, "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def test_a_slot_tells_where_its_field_will_be(maker: Maker) -> None:
    slots = {slot.name: slot for slot in maker.render().slots}
    assert set(slots) == set(RESULT.names)
    number = slots["SoVanBan"]
    assert (number.page, number.height) == (1, 16)
    assert number.width == pytest.approx(18 * 72 / 25.4)
    assert 85 < number.x < 120
    assert number.y == pytest.approx(20 * 72 / 25.4, abs=4)


def test_the_result_is_pdf_a_3b_with_the_attachment_as_associated_data(maker: Maker) -> None:
    reader = PdfFileReader(BytesIO(maker.render(attestation=b'{"signatures": {}}').pdf))
    metadata = reader.root["/Metadata"].data
    assert b"<pdfaid:part>3</pdfaid:part>" in metadata
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in metadata
    (file,) = (one.get_object() for one in reader.root["/AF"])
    assert file["/UF"] == "attestation.json"
    assert file["/AFRelationship"] == "/Data"
    assert file["/EF"]["/F"].data == b'{"signatures": {}}'


def test_an_answer_is_text_and_never_markup(fonts_dir: Path, pdftotext: str) -> None:
    hostile = '#strong[x] $1$ \\ "quoted" <slot> #import "a.typ" // end'
    rendered = _render(fonts_dir, TEMPLATE, body=[hostile])
    assert hostile in " ".join(_text(pdftotext, rendered.pdf).split())


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=st.text(vietnamese_letters() + ' #$*_`"\\<>@[]{}=+-/~', min_size=1, max_size=60))
def test_no_answer_can_break_a_template_or_add_a_slot(fonts_dir: Path, name: str) -> None:
    assert len(_render(fonts_dir, TEMPLATE, name=name).slots) == len(RESULT.names)


def test_equal_input_gives_equal_bytes(maker: Maker) -> None:
    assert maker.render() == maker.render()


def test_nothing_of_a_document_stays_behind_for_the_next(fonts_dir: Path) -> None:
    render(TEMPLATE, {**LIBRARIES, "other.typ": b"#let x = 1"}, ANSWERS, fonts_dir, (), AT)
    with pytest.raises(TemplateFaulty, match="other"):
        _render(fonts_dir, b'#import "other.typ": x\n' + TEMPLATE)


@pytest.mark.parametrize(
    ("addition", "message"),
    [
        (b"\n#d.nosuch", "nosuch"),
        (b"\n#nosuch(", "unclosed"),
        ("\n\u10f0".encode(), "could not be displayed"),
    ],
)
def test_a_fault_is_told_with_its_line(fonts_dir: Path, addition: bytes, message: str) -> None:
    with pytest.raises(TemplateFaulty, match=message) as refused:
        _render(fonts_dir, TEMPLATE.rstrip() + addition)
    assert refused.value.line == len(TEMPLATE.rstrip().splitlines()) + 1
    assert f"dòng {refused.value.line}" in refused.value.sentence


def test_a_fault_in_a_library_is_told_with_its_name(fonts_dir: Path) -> None:
    with pytest.raises(TemplateFaulty, match=r"page\.typ, dòng 2"):
        render(TEMPLATE, {"page.typ": b"\n#nosuch"}, ANSWERS, fonts_dir, (), AT)


@pytest.mark.parametrize(
    "line",
    [
        '#import "@preview/cetz:0.3.0": canvas',
        '#import "@" + "preview/cetz:0.3.0": canvas',
        '#import "\\u{40}preview/cetz:0.3.0": canvas',
        '#{ import\n"@preview/cetz:0.3.0" }',
        "#include somewhere",
    ],
)
def test_a_template_may_not_reach_beyond_its_own_files(fonts_dir: Path, line: str) -> None:
    with pytest.raises(TemplateFaulty, match="import, include") as refused:
        _render(fonts_dir, line.encode() + b"\n" + TEMPLATE)
    assert refused.value.line == 1


@pytest.mark.parametrize("path", ["/etc/passwd", "../../../../etc/passwd"])
def test_a_template_may_not_read_the_machine(fonts_dir: Path, path: str) -> None:
    with pytest.raises(TemplateFaulty):
        _render(fonts_dir, f'#read("{path}")\n'.encode() + TEMPLATE)


def test_a_template_that_is_not_text_is_refused(fonts_dir: Path) -> None:
    with pytest.raises(TemplateFaulty, match="UTF-8"):
        _render(fonts_dir, b"\xff\xfe")


def test_answers_that_are_not_json_are_refused(fonts_dir: Path) -> None:
    with pytest.raises(TemplateFaulty, match="JSON"):
        _render(fonts_dir, TEMPLATE, name=b"bytes")


@pytest.mark.parametrize("name", ["data.json", "../escape.typ", "main.typ", "a/b.typ"])
def test_a_library_cannot_take_the_place_of_another_file(fonts_dir: Path, name: str) -> None:
    with pytest.raises(TemplateFaulty, match="Thư viện"):
        render(TEMPLATE, {**LIBRARIES, name: b""}, ANSWERS, fonts_dir, (), AT)


def test_a_slot_without_its_measures_is_refused(fonts_dir: Path) -> None:
    with pytest.raises(TemplateFaulty, match="<slot>"):
        _render(fonts_dir, TEMPLATE + b"\n#[#metadata((name: 1)) <slot>]")


def test_a_folder_without_fonts_is_refused_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(FontsMissing, match="make assets") as refused:
        _render(tmp_path, TEMPLATE)
    assert "make assets" not in refused.value.sentence  # that is for who keeps the server


def test_several_attachments_keep_their_names_and_bytes(fonts_dir: Path) -> None:
    files = [Attachment(f"tệp {n}.txt", "text/plain", bytes([n]), "Phụ lục") for n in range(3)]
    rendered = render(TEMPLATE, LIBRARIES, ANSWERS, fonts_dir, files, AT)
    listed = [one.get_object() for one in PdfFileReader(BytesIO(rendered.pdf)).root["/AF"]]
    found = {str(one["/UF"]): one["/EF"]["/F"].data for one in listed}
    assert found == {file.name: file.content for file in files}
