"""The page to sign and what is attached to it: equal for equal, and honest about its grounds."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from typing import Any

import pikepdf

from engine.actions.documents.show import show
from engine.machine.attest import SCHEMA
from engine.machine.qr import qr_svg
from engine.machine.render_document import local_minute
from signing.attestation import ATTESTATION_NAME
from tests.factories.clock import local
from tests.factories.office import SIGN, person
from tests.factories.stages import Case


def _page(case: Case, login: str) -> bytes:
    ref = case.office.ref(case.id, SIGN)
    return case.office.outside.files.get(show(case.office.outside, person(login), ref).sha256)


def _attested(pdf: bytes) -> dict[str, Any]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        content = opened.attachments[ATTESTATION_NAME].get_file().read_bytes()
    told: dict[str, Any] = json.loads(content)
    return told


def test_the_attestation_names_who_signs_as_whom_and_on_what_ground(to_sign: Case) -> None:
    told = _attested(_page(to_sign, "pho_chu_tich"))
    dossier = to_sign.office.dossier(to_sign.id)
    assert told["schema"] == SCHEMA
    assert told["dossier"] == dossier.code
    assert told["procedure"]["bundle_sha256"] == dossier.bundle.sha256
    signed = told["signatures"]["LanhDao"]
    law, assigned = signed.pop("grounds")
    assert signed == {
        "signer": "Phạm Thu Hà",
        "capacity": "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH",
        "instrument": "15/QĐ-UBND",
        "role": "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH; 15/QĐ-UBND",
        "says": "Phạm Thu Hà, Phó Chủ tịch, ký thay Chủ tịch, thay mặt Ủy ban nhân dân phường "
        "Bến Nước",
    }
    assert law["says"].startswith("Ủy ban nhân dân phường Bến Nước có thẩm quyền giải quyết")
    assert assigned["valid_from"] == "2025-07-01T17:00:00.000000Z"
    assert [link["number"] for link in told["mandate"]["chain"]] == [None, "15/QĐ-UBND", None]
    assert [link["kind"] for link in told["mandate"]["chain"]] == [
        "law", "instrument", "appointment",
    ]  # fmt: skip
    assert [(s["element"], s["position"]) for s in told["steps"]] == [
        ("TiepNhan", "Công chức Bộ phận Một cửa"),
        ("ThamDinh", "Công chức Tư pháp - Hộ tịch"),
    ]
    assert told["steps"][1]["at"] == "2026-03-09T02:05:00.000000Z"
    assert "Nguyễn Thị Hoa" not in json.dumps(told, ensure_ascii=False)


def test_the_chairman_signs_by_law_and_by_no_instrument(to_sign: Case) -> None:
    told = _attested(_page(to_sign, "chu_tich"))
    assert told["signatures"]["LanhDao"]["instrument"] is None
    assert [link["kind"] for link in told["mandate"]["chain"]] == ["law", "appointment"]


def test_the_page_is_one_page_with_two_empty_signature_fields(to_sign: Case) -> None:
    with pikepdf.open(io.BytesIO(_page(to_sign, "chu_tich"))) as pdf:
        assert len(pdf.pages) == 1
        fields = {str(f.T): f for f in pdf.Root.AcroForm.Fields}
        assert {"LanhDao", "CoQuan", "SoVanBan", "NgayVB", "ThangVB", "NamVB"} <= fields.keys()
        assert "/V" not in fields["LanhDao"]
        assert "/V" not in fields["CoQuan"]


def test_a_qr_code_is_made_of_its_text_alone() -> None:
    assert qr_svg("https://a.vn/t/AB") == qr_svg("https://a.vn/t/AB")
    assert qr_svg("https://a.vn/t/AB") != qr_svg("https://a.vn/t/AC")
    assert "<svg" in qr_svg("https://a.vn/t/AB")


def test_templates_read_local_minutes() -> None:
    assert local_minute(local("2026-11-22 14:05") + timedelta(seconds=59)) == "2026-11-22T14:05"
    assert local_minute(local("2026-11-22 00:05")) == "2026-11-22T00:05"
