"""What lies on the glass: heavy scans come as pictures first, many sheets in a list."""

from __future__ import annotations

import io
import os
import re

import pikepdf
import pytest
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.datastructures import MultiDict

from tests.web.browsing import REQUEST, pdf, take_in
from web import viewer


def scan(pages: int, *, octets: int = 0) -> bytes:
    """A PDF of so many white pages that is at least so heavy."""
    document, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        document.add_blank_page(page_size=(595, 842))
    document.Root.Weight = document.make_stream(os.urandom(octets))
    document.save(out)
    return out.getvalue()


def papers(page: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r"\?xem=([0-9a-f-]{36})", page)))


def test_a_heavy_scan_is_shown_by_small_pictures_of_its_pages(clerk: FlaskClient) -> None:
    taken = take_in(clerk, scan(2, octets=viewer.HEAVY))
    dossier = taken.headers["Location"].removesuffix("/giay-tiep-nhan")
    page = clerk.get(dossier).text
    [paper] = papers(page)
    assert f'data-images="{dossier}/giay-to/{paper}/trang/0" data-count="2"' in page
    assert "để chọn chữ" in page
    for _again in range(2):
        picture = clerk.get(f"{dossier}/giay-to/{paper}/trang/2")
        assert picture.mimetype == "image/webp"
        assert len(picture.data) < 30_000
    assert Image.open(io.BytesIO(picture.data)).size[0] == 1000
    for wrong in ("0", "3", "99999999999"):
        assert clerk.get(f"{dossier}/giay-to/{paper}/trang/{wrong}").status_code == 404


def test_a_light_file_is_read_whole_and_stays_a_plain_frame_without_script(
    clerk: FlaskClient,
) -> None:
    dossier = take_in(clerk).headers["Location"].removesuffix("/giay-tiep-nhan")
    page = clerk.get(dossier).text
    assert "data-images" not in page
    assert re.search(r'<noscript><iframe src="/ho-so/[^"]+/giay-to/', page)
    assert "built/viewer.js" in page
    assert "built/viewer.js" not in clerk.get("/ho-so/moi").text


def test_many_sheets_are_found_in_a_list_and_few_lie_side_by_side(
    clerk: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    form: MultiDict[str, object] = MultiDict(REQUEST)
    for number in range(7):
        form.add("papers.giay_to_tuy_than", (io.BytesIO(pdf()), f"trang-{number}.pdf"))
    taken = clerk.post("/ho-so/moi", data=form, content_type="multipart/form-data")
    dossier = taken.headers["Location"].removesuffix("/giay-tiep-nhan")
    page = clerk.get(dossier).text
    assert "Chọn trong 7 tệp" in page
    assert "data-narrows" in page
    assert 'class="sheets"' not in page
    last = papers(page)[-1]
    assert f"/giay-to/{last}" in clerk.get(f"{dossier}?xem={last}").text
    monkeypatch.setattr(viewer, "TABS", 7)
    assert 'class="sheets"' in clerk.get(dossier).text
