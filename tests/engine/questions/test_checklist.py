"""The components of a dossier: given, missing, replaced by a supplement."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from engine.questions.dossier.checklist import checklist, paper_views
from engine.store.records import PaperRow
from tests.engine.questions.knowing import NOW, dossier, known, some

SLUG = "hn_663_ban_sao_tu_so_goc"
LATER = NOW + timedelta(days=2)


def paper(name: str, component: str, **changed: Any) -> PaperRow:
    plain: dict[str, Any] = {
        "id": some(name),
        "component": component,
        "name": name,
        "media_type": "application/pdf",
        "size": 9,
        "pages": 3,
        "file_sha256": "0" * 64,
        "added_at": NOW,
        "added_by_id": some("vân"),
    }
    return PaperRow(**{**plain, **changed})


def told(*rows: PaperRow) -> list[tuple[str, bool, list[tuple[str, int]]]]:
    of = dossier(SLUG)
    listed = checklist(of, paper_views(rows, known(of=of)))
    return [(c.title[:16], c.missing, [(p.name, p.version) for p in c.papers]) for c in listed]


def test_a_required_component_without_a_paper_is_missing_and_an_optional_one_is_not() -> None:
    assert told() == [
        ("Giấy tờ tùy thân", True, []),
        ("Văn bản yêu cầu ", False, []),
        ("Giấy tờ chứng mi", False, []),
    ]


def test_a_supplement_is_the_later_version_and_stands_first() -> None:
    lines = told(
        paper("cũ.pdf", "giay_to_tuy_than"),
        paper("mới.pdf", "giay_to_tuy_than", added_at=LATER),
        paper("ủy-quyền.pdf", "chung_minh_quan_he", added_at=LATER),
    )
    assert lines[0] == ("Giấy tờ tùy thân", False, [("mới.pdf", 2), ("cũ.pdf", 1)])
    assert lines[2][2] == [("ủy-quyền.pdf", 2)]


def test_what_another_agency_sent_is_listed_and_is_no_supplement() -> None:
    lines = told(
        paper("cũ.pdf", "giay_to_tuy_than"),
        paper("trả-lời.pdf", "cong_van", added_at=LATER, added_by_id=None),
    )
    assert lines[-1] == ("trả-lời.pdf", False, [("trả-lời.pdf", 1)])


def test_who_scanned_it_is_told_by_name() -> None:
    [view] = paper_views([paper("a.pdf", "giay_to_tuy_than")], known(of=dossier(SLUG)))
    assert (view.by, view.pages, view.added_at) == ("Cao Thị Hồng Vân", 3, NOW)
