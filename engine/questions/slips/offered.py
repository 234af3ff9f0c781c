"""Which slips a dossier has now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.questions.dossier.parts import DossierParts
from engine.questions.slips.apology import APOLOGY
from engine.questions.slips.stop_notice import GROUNDS
from engine.say import say


@dataclass(frozen=True, slots=True)
class SlipOffer:
    """A slip that can be printed. `key` is its place in addresses."""

    key: str
    title: str


def slips_offered(parts: DossierParts, relations: Iterable[str]) -> tuple[SlipOffer, ...]:
    """In the order in which the circular lists them; `relations` are those of linked dossiers."""
    return tuple(_offers(parts, set(relations)))


def _offers(parts: DossierParts, relations: set[str]) -> Iterator[SlipOffer]:
    yield SlipOffer("giay-tiep-nhan", say("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"))
    if any(entry.ends_at is None for entry in parts.around.ledger):
        yield SlipOffer("bo-sung", say("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"))
    if APOLOGY in relations and parts.dossier.extended_at is not None:
        yield SlipOffer("xin-loi", say("Văn bản xin lỗi và đề nghị gia hạn"))
    if parts.dossier.outcome in GROUNDS:
        yield SlipOffer("dung-giai-quyet", say("Thông báo dừng giải quyết hồ sơ"))
    yield SlipOffer("kiem-soat", say("Phiếu kiểm soát quá trình giải quyết hồ sơ"))
