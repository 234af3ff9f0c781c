"""The page to sign: a document of the bundle set for one dossier and one mandate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from engine.core.authority.register import Mandate, Register
from engine.core.dossier import Bundle, Dossier
from engine.core.procedure import DocumentSpec
from engine.core.steps import StepDone
from engine.core.vietnamese import LOCAL
from engine.machine.attest import MEDIA_TYPE, attest
from engine.machine.content import Content
from engine.machine.profiles import profile_of
from engine.machine.qr import qr_svg
from engine.say import in_vietnamese
from signing.attestation import ATTESTATION_NAME
from signing.fields.prepare import prepare
from signing.render.render import render
from signing.values import Attachment

_SHORT_DATE = re.compile(r"\bngày (\d{2})/(\d{2})/(\d{4})\b")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the issuing agency prints: its own and its parent's name, and its place name."""

    agency: str
    agency_parent: str | None
    place: str


@in_vietnamese()
def render_document(
    dossier: Dossier,
    spec: DocumentSpec,
    mandate: Mandate,
    register: Register,
    *,
    letterhead: Letterhead,
    content: Content,
    steps: Sequence[StepDone],
    lookup_url: str,
    fonts: Path,
    demo: bool,
    now: datetime,
) -> bytes:
    """The very bytes that are shown and signed: PDF/A-3b with empty fields and the attestation.

    Raises `signing.errors.TemplateFaulty` and `FontsMissing`.
    """
    data = {
        **_page(dossier, spec, content, letterhead, lookup_url, demo=demo),
        "citations": [with_long_dates(each) for each in mandate.citations],
        "capacity": list(mandate.capacity),
        "signer_name": register.persons[mandate.person_id].full_name,
    }
    attestation = Attachment(
        ATTESTATION_NAME,
        MEDIA_TYPE,
        attest(dossier, spec, mandate, register, steps),
        "Xác nhận của hệ thống Trình Ký về thẩm quyền và quá trình giải quyết",
    )
    bundle = dossier.bundle
    rendered = render(
        bundle.files[spec.template], libraries(bundle), data, fonts, (attestation,), now
    )
    return prepare(rendered, profile_of(spec))


@in_vietnamese()
def render_draft(
    dossier: Dossier,
    spec: DocumentSpec,
    *,
    letterhead: Letterhead,
    content: Content,
    lookup_url: str,
    fonts: Path,
    demo: bool,
    now: datetime,
) -> bytes:
    """The page as it is initialled: no signer yet, no grounds, and DỰ THẢO across it.

    Raises `signing.errors.TemplateFaulty` and `FontsMissing`.
    """
    data = {
        **_page(dossier, spec, content, letterhead, lookup_url, demo=demo),
        "draft": True,
        "citations": [],
        "capacity": [],
        "signer_name": "",
    }
    bundle = dossier.bundle
    return render(bundle.files[spec.template], libraries(bundle), data, fonts, (), now).pdf


def with_long_dates(phrase: str) -> str:
    """Dates as a document prints them: "ngày 06 tháng 11 năm 2025", with a zero before days
    below 10 and the months 1 and 2 (Nghị định 30/2020/NĐ-CP, Phụ lục I, Mục II, khoản 4)."""

    def long(found: re.Match[str]) -> str:
        day, month, year = found.groups()
        return f"ngày {day} tháng {month if int(month) < 3 else int(month)} năm {year}"

    return _SHORT_DATE.sub(long, phrase)


def _page(
    dossier: Dossier,
    spec: DocumentSpec,
    content: Content,
    letterhead: Letterhead,
    lookup_url: str,
    *,
    demo: bool,
) -> dict[str, Any]:
    return {
        **common_data(dossier, letterhead, lookup_url, demo=demo),
        "draft": False,
        "sealed": spec.seal,
        "symbol": spec.symbol,
        "title": spec.title,
        "recipients": list(spec.addressees),
        "fields": dict(content.fields),
        "opinions": list(content.opinions),
        "councils": dict(content.councils),
        "extends": content.extends,
    }


def common_data(
    dossier: Dossier, letterhead: Letterhead, lookup_url: str, *, demo: bool
) -> dict[str, Any]:
    """What every template gets, documents and letters alike (see `common/nd30.typ`)."""
    return {
        "demo": demo,
        "agency": letterhead.agency,
        "agency_parent": letterhead.agency_parent,
        "place": letterhead.place,
        "applicant": asdict(dossier.applicant),
        "submitter": None if dossier.submitter is None else asdict(dossier.submitter),
        "dossier_code": dossier.code,
        "received_at": local_minute(dossier.received_at),
        "lookup_url": lookup_url,
        "qr_svg": qr_svg(lookup_url),
    }


def libraries(bundle: Bundle) -> dict[str, bytes]:
    """The shared Typst files of the bundle, importable by their own names."""
    return {
        path.rsplit("/", 1)[-1]: content
        for path, content in bundle.files.items()
        if path.startswith("common/") and path.endswith(".typ") and path.count("/") == 1
    }


def local_minute(at: datetime) -> str:
    """`2026-11-22T14:05` in Vietnam's time, as the templates read it."""
    return at.astimezone(LOCAL).strftime("%Y-%m-%dT%H:%M")
