"""The times of the shipped procedures are those that were published, step by step and in all."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest

from engine.core.clock import Budget, TimeUnit, parse_budget
from tests.workflows.shipped import Shipped, named

SIGN, SEAL = "LanhDaoKy", "VanThuDongDau"

BESIDE_THE_DECISION = [
    ("TiepNhan", "0,5 ngày"),
    ("PhanCong", "0,25 ngày"),
    ("SoanVanBan", "0,5 ngày"),
    ("SoatVanBan", "0,25 ngày"),
    (f"KyVanBan/{SIGN}", "0,5 ngày"),
    (f"KyVanBan/{SEAL}", "0,5 ngày"),
    ("LayYKien", "7 ngày"),
    ("TongHop", "2 ngày"),
    ("SoatBaoCao", "1 ngày"),
    (f"KyBaoCao/{SIGN}", "1 ngày"),
    (f"KyBaoCao/{SEAL}", "0,5 ngày"),
    ("XetBaoCao", "1 ngày"),
    ("TraKetQua", "0,5 ngày"),
]
INVESTMENT = [
    [*BESIDE_THE_DECISION, (f"{call}/{SIGN}", "2 ngày"), (f"{call}/{SEAL}", "2 ngày")]
    for call in ("KyQuyetDinh", "KyTuChoi")
]
KARAOKE = [
    [
        ("ChoHoKinhDoanh", "3 ngày làm việc"),
        ("ChoAnNinh", "3 ngày làm việc"),
        ("ThamDinhHoSo", "3 ngày làm việc"),
        (f"KyThongBao/{SIGN}", "4 ngày làm việc"),
        (f"KyThongBao/{SEAL}", "4 ngày làm việc"),
        ("ThamDinhThucTe", "4 ngày làm việc"),
        (f"Soan{end}", "3 ngày làm việc"),
        (f"Soat{end}", "3 ngày làm việc"),
        (f"Ky{end}/{SIGN}", "3 ngày làm việc"),
        (f"Ky{end}/{SEAL}", "3 ngày làm việc"),
    ]
    for end in ("GiayPhep", "TuChoi")
]
WAYS = [
    *(("bn_1.009645", way) for way in INVESTMENT),
    *(("nd297", way) for way in KARAOKE),
]


@pytest.mark.parametrize(("slug", "way"), WAYS)
def test_the_published_times_of_a_way_add_up_to_the_published_total(
    slug: str, way: Sequence[tuple[str, str]]
) -> None:
    each = named(slug)
    assert [(path, _printed(each, path)) for path, _ in way] == [*way]
    total = each.procedure.total
    assert total is not None
    assert _sum(each, [path for path, _ in way], total.unit) == total.value


def test_the_desk_has_two_hours_to_check_and_eight_to_ask_outside_the_sixteen_days() -> None:
    each = named("nd297")
    assert _printed(each, "TiepNhan") == "2 giờ làm việc"
    assert _printed(each, "YeuCauBoSung") == "8 giờ làm việc"


@pytest.mark.parametrize("slug", ["nd297_ho_kinh_doanh", "nd297_an_ninh_trat_tu"])
@pytest.mark.parametrize("call", ["KyKetQua", "KyTuChoi"])
def test_a_leg_keeps_its_three_days(slug: str, call: str) -> None:
    each = named(slug)
    hours = parse_budget(_printed(each, "TiepNhan")).value
    days = _sum(each, ["ThamDinh", f"{call}/{SIGN}", f"{call}/{SEAL}"], TimeUnit.WORKING_DAY)
    assert each.procedure.total == Budget(hours / 8 + days, TimeUnit.WORKING_DAY)


@pytest.mark.parametrize(
    ("slug", "wait", "policy", "limit"),
    [
        ("bn_1.009645", "BoSungDau/NhanBoSung", "restart", None),
        ("bn_1.009645", "ChoBoSung/NhanBoSung", "pause", None),
        ("nd297", "ChoBoSung/NhanBoSung", "restart", 1),
    ],
)
def test_a_supplement_does_to_the_clock_what_its_decision_says(
    slug: str, wait: str, policy: str, limit: int | None
) -> None:
    each = named(slug)
    assert each.attributes(each.compiled.elements[wait])["policy"] == policy
    assert each.procedure.most_supplements == limit


def _printed(each: Shipped, path: str) -> str:
    return each.attributes(each.compiled.elements[path])["budget"]


def _sum(each: Shipped, paths: Sequence[str], unit: TimeUnit) -> Fraction:
    """Each step once; steps that share a duration once together."""
    shares: dict[str, Fraction] = {}
    for path in paths:
        attributes = each.attributes(each.compiled.elements[path])
        budget = parse_budget(attributes["budget"])
        assert budget.unit is unit
        shares[attributes.get("group", path)] = budget.value
    return sum(shares.values(), Fraction())
