"""The demonstration's ward: units, seats, people, competence and one assignment, as a story.

Every name is made up. What is real is the shape: a ward of Hanoi since 1 July 2025, its People's
Committee, the chairman competent by law, a deputy who signs by assignment, desk, specialists
and văn thư. Used by the demo, by `trinhky play`, by the bench and by the journeys.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from engine.core.authority.register import GrantKind, InstrumentState, Power, Rank

BEGINNING = datetime(2025, 7, 1, tzinfo=UTC)
"""When the ward began: 1 July 2025, the day of the two-level government."""
PASSWORD = "trinh-ky-demo"
"""Password of every demo account."""
KEY_PASSWORD = "ky-so-demo"
"""Password of every demo signing key."""


def demo_id(name: str) -> UUID:
    """Stable ids, so that a demo seeded twice is the same demo."""
    return uuid5(NAMESPACE_URL, f"urn:trinhky:demo:{name}")


@dataclass(frozen=True, slots=True)
class Seat:
    """A position with the person on it. `login` is the account; `identity` names the key."""

    login: str
    full_name: str
    identity: str
    title: str
    rank: Rank
    roles: tuple[str, ...]
    powers: tuple[Power, ...]
    says: str
    """What the account is for, in the table that the demo prints."""

    @property
    def person_id(self) -> UUID:
        return demo_id(f"person:{self.login}")

    @property
    def position_id(self) -> UUID:
        return demo_id(f"position:{self.login}")


CITY = demo_id("unit:city")
WARD = demo_id("unit:ward")
WARD_CODE = "H26.999"
CITY_NAME = "Ủy ban nhân dân thành phố Hà Nội"
WARD_NAME = "Ủy ban nhân dân phường Bến Nước"
WARD_COLLECTIVE = "Ủy ban nhân dân"
WARD_PLACE = "Bến Nước"
WARD_KEY = "GOVVN-H26.999"
"""Subject identifier of the ward's seal (ETSI EN 319 412-1 shape)."""

SEATS = (
    Seat(
        "mot_cua",
        "Nguyễn Thị Hoa",
        "PNOVN-001190000001",
        "Công chức Bộ phận Một cửa",
        Rank.STAFF,
        ("one_stop",),
        (Power.RECEIVE,),
        "tiếp nhận hồ sơ, trả kết quả",
    ),
    Seat(
        "tu_phap",
        "Trần Văn Minh",
        "PNOVN-001088000002",
        "Công chức Tư pháp - Hộ tịch",
        Rank.STAFF,
        ("civil_status",),
        (Power.APPRAISE,),
        "thẩm định, dự thảo",
    ),
    Seat(
        "tu_phap_2",
        "Vũ Thị Mai",
        "PNOVN-001192000003",
        "Công chức Tư pháp - Hộ tịch",
        Rank.STAFF,
        ("civil_status",),
        (Power.APPRAISE,),
        "đồng nghiệp của tu_phap",
    ),
    Seat(
        "chu_tich",
        "Lê Quang Hùng",
        "PNOVN-001075000004",
        "Chủ tịch",
        Rank.HEAD,
        ("leader",),
        (),
        "ký kết quả",
    ),
    Seat(
        "pho_chu_tich",
        "Phạm Thu Hà",
        "PNOVN-001180000005",
        "Phó Chủ tịch",
        Rank.DEPUTY,
        ("leader",),
        (),
        "ký thay Chủ tịch theo phân công",
    ),
    Seat(
        "van_thu",
        "Đỗ Thị Lan",
        "PNOVN-001185000006",
        "Công chức Văn thư",
        Rank.STAFF,
        ("van_thu",),
        (Power.SEAL,),
        "cấp số, đóng dấu, phát hành",
    ),
)

COMPETENT_FOR = "2.000908"
LEGAL_BASIS = (
    "Nghị định số 23/2015/NĐ-CP ngày 16 tháng 02 năm 2015 của Chính phủ về cấp bản sao từ sổ gốc, "
    "chứng thực bản sao từ bản chính, chứng thực chữ ký và chứng thực hợp đồng, giao dịch"
)
ASSIGNMENT = demo_id("instrument:assignment")
ASSIGNMENT_NUMBER = "15/QĐ-UBND"
ASSIGNMENT_ISSUED = datetime(2025, 7, 2, tzinfo=UTC)
ASSIGNMENT_KIND = GrantKind.DEPUTY
ASSIGNMENT_STATE = InstrumentState.IN_FORCE


def seat(login: str) -> Seat:
    """The seat of a demo account. Raises StopIteration for a name that is none."""
    return next(s for s in SEATS if s.login == login)
