"""The demonstration's agencies: files that hang together, or one sentence that says where not."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from engine.core.authority.register import Power
from engine.outside.outside import Outside
from engine.simulate import demo_city as city
from engine.simulate.demo.read import DemoFaulty, demo, read_demo
from engine.simulate.demo.values import BEGINNING
from engine.simulate.demo_subjects import demo_subjects
from engine.simulate.seed import seed
from engine.store.records import AccountRow, PersonRow, UnitRow
from engine.store.register_epoch import bump_epoch
from tests.engine.store.factory import census

UNITS = """
units:
  - {key: so, code: T01.1, name: Sở Một, parent: null, collective: null, abbreviation: SM,
     place: Nơi A}
"""
SEATS = """
seats:
  - {login: gd, unit: so, full_name: Nguyễn Văn An, title: Giám đốc, rank: head, roles: [leader],
     powers: [], says: ký}
  - {login: pgd, unit: so, full_name: Trần Thị Bình, title: Phó Giám đốc, rank: deputy,
     roles: [leader], powers: [], says: ký thay}
"""
INSTRUMENT = """
instruments:
  - {key: phan_cong, number: 1/QĐ-SM, issued: 2026-01-05, kind: deputy, issuer: gd,
     legal_basis: Điều 13, to: 2026-12-31,
     grants: [{from: gd, to: pgd, procedures: null, powers: [sign], scope: null}]}
"""
PROCEDURE = """
procedures:
  - {slug: mot, unit: so, parties: {ubnd: so}, instrument: phan_cong}
"""
WHOLE = UNITS + SEATS + INSTRUMENT + PROCEDURE


def _folder(tmp_path: Path, *files: str) -> Path:
    for number, content in enumerate(files):
        (tmp_path / f"tep_{number}.yaml").write_text(content, encoding="utf-8")
    return tmp_path


def _refused(folder: Path) -> str:
    with pytest.raises(DemoFaulty) as refused:
        read_demo(folder)
    return refused.value.sentence


def test_files_are_read_together(tmp_path: Path) -> None:
    told = read_demo(_folder(tmp_path, SEATS + PROCEDURE, UNITS, INSTRUMENT))
    assert [seat.login for seat in told.seats_of(told.unit("so"))] == ["gd", "pgd"]
    [instrument] = told.instruments
    assert instrument.begins == instrument.issued
    assert instrument.ends is not None
    assert instrument.ends.date().isoformat() == "2027-01-01"
    assert told.sealing() == ()


def test_the_head_of_every_unit_has_the_office_s_own_procedures(tmp_path: Path) -> None:
    heads = "heads: [{procedure: xin_loi, powers: [sign], legal_basis: Nghị định}]"
    told = read_demo(_folder(tmp_path, WHOLE, heads))
    assert [(c.procedure, c.unit, c.seat) for c in told.competences] == [("xin_loi", "so", "gd")]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("units:", "units: [", ["tep_0.yaml", "dòng"]),
        ("rank: head", "rank: chief", ["tep_0.yaml", "seats.0.rank", "head, deputy, staff"]),
        ("powers: [sign]", "powers: [rule]", ["instruments.0.grants.0.powers", "decide"]),
        ("kind: deputy", "kind: friend", ["instruments.0.kind", "delegation"]),
        ("issued: 2026-01-05", "issued: hôm qua", ["instruments.0.issued", "2025-11-06"]),
        ("issued: 2026-01-05", "issued: 2027-01-05", ["instruments.0.to", "trước ngày có hiệu"]),
        ("scope: null", 'scope: "so_to >"', ["instruments.0.grants.0.scope"]),
        ("full_name: Nguyễn Văn An, ", "", ["seats.0.full_name", "Thiếu"]),
        ("says: ký}", "says: ký, age: 50}", ["seats.0.age", "không được dùng"]),
        ("login: gd", "login: Giám đốc", ["seats.0.login", "không dấu"]),
        ("code: T01.1", "code: ../T01", ["units.0.code", "mã định danh"]),
        ("login: pgd", "login: gd", ["tài khoản “gd” có hai lần"]),
        ("unit: so, full_name: Nguyễn", "unit: xa, full_name: Nguyễn", ["gd", "đơn vị “xa”"]),
        ("issuer: gd", "issuer: ai", ["phan_cong", "tài khoản “ai”"]),
        ("to: pgd", "to: ai", ["phan_cong", "tài khoản hoặc đơn vị “ai”"]),
        ("{ubnd: so}", "{ubnd: tinh}", ["mot", "đơn vị “tinh”"]),
        ("instrument: phan_cong", "instrument: khac", ["mot", "văn bản giao quyền “khac”"]),
        ("parent: null", "parent: tinh", ["so", "đơn vị “tinh”"]),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    tmp_path: Path, old: str, new: str, words: list[str]
) -> None:
    assert WHOLE.count(old) >= 1
    sentence = _refused(_folder(tmp_path, WHOLE.replace(old, new, 1)))
    for word in words:
        assert word in sentence
    assert re.search(r"; hãy |Hãy ", sentence)


def test_the_same_unit_in_two_files_is_told(tmp_path: Path) -> None:
    assert "đơn vị “so” có hai lần" in _refused(_folder(tmp_path, UNITS, UNITS))


# --- as shipped ---------------------------------------------------------------------------------


def test_the_ward_keeps_its_accounts_and_identifiers() -> None:
    assert [seat.login for seat in city.SEATS][:6] == [
        "mot_cua", "tu_phap", "tu_phap_2", "chu_tich", "pho_chu_tich", "van_thu",
    ]  # fmt: skip
    assert city.seat("chu_tich").identity == "PNOVN-001075000004"
    assert city.WARD_KEY == "GOVVN-H26.999"


def test_everybody_has_a_certificate_and_so_has_every_agency_with_a_seal() -> None:
    subjects = demo_subjects()
    labels = {subject.label for subject in subjects}
    assert len(labels) == len(subjects)
    assert {seat.identity for seat in demo().seats} <= labels
    sealing = [seat for seat in demo().seats if Power.SEAL in seat.powers]
    assert sealing
    assert {demo().unit(seat.unit).identifier for seat in sealing} <= labels


def test_seeding_twice_changes_nothing(outside: Outside) -> None:
    seed(outside)
    with outside.sessions() as session:
        before = census(session)
        assert len(session.scalars(select(AccountRow)).all()) == len(demo().seats)
        assert len(session.scalars(select(UnitRow)).all()) == len(demo().units)
    seed(outside)
    with outside.sessions() as session:
        assert census(session) == before


def test_a_demo_of_an_earlier_release_gets_what_came_since(outside: Outside) -> None:
    seed(outside)
    newest = demo().seats[-1]
    with outside.sessions.begin() as session:
        bump_epoch(session)
        for row in (AccountRow.person_id, PersonRow.id):
            session.execute(row.class_.__table__.delete().where(row == newest.person_id))
    seed(outside)
    with outside.sessions() as session:
        assert session.get(AccountRow, newest.person_id) is not None
        found = select(func.count()).where(PersonRow.id == newest.person_id)
        assert session.scalar(found) == 1


def test_the_register_begins_before_every_decision_of_it() -> None:
    for instrument in demo().instruments:
        assert instrument.issued >= BEGINNING
        assert instrument.ends is None or instrument.ends - instrument.begins > timedelta(days=30)
