"""The heads' report at its pages: every number leads to what is behind it, and equals it."""

from __future__ import annotations

import csv
import re
from io import BytesIO, StringIO

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from engine.outside.outside import Outside
from tests.web.browsing import hand_over, signed_in, take_in
from tests.web.stories import told
from web.spreadsheet import Table, as_csv, as_xlsx

LINK = re.compile(r'<a class="(?:figure|tile)[^"]*" href="([^"]+)">(?:<span.*?</span>)?(?:<strong>)?([\d.]+)<')


@pytest.fixture
def head(outside: Outside, client: FlaskClient) -> FlaskClient:
    """The chairman of the ward, with two dossiers, one of them with the applicant."""
    told(outside, "hn_663_ban_sao_tu_so_goc", "supplement", 3)
    told(outside, "hn_663_ban_sao_tu_so_goc", "straight_through", 1)
    return signed_in(client, "chu_tich")


def _numbers(page: str) -> list[tuple[str, int]]:
    return [(a.replace("&amp;", "&"), int(n.replace(".", ""))) for a, n in LINK.findall(page)]


@pytest.mark.parametrize("by", ["unit", "field", "procedure", "officer", "step", "doer"])
def test_every_number_leads_to_a_list_of_so_many(head: FlaskClient, by: str) -> None:
    page = head.get(f"/bao-cao?theo={by}")
    assert page.status_code == 200
    numbers = _numbers(page.text)
    assert len(numbers) > 10
    for address, number in numbers:
        behind = head.get(address)
        assert behind.status_code == 200, address
        assert f'<span class="tally">{number}</span>' in behind.text, address
        assert behind.text.count('class="code nowrap"') == number, address
