"""What a document says, whoever signs it: the part of a page that people write and initial."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from engine.core.canonical import canonical, sha256_hex
from engine.core.dossier import Dossier
from engine.core.procedure import DocumentSpec


@dataclass(frozen=True, slots=True)
class Content:
    """What the template gets of the dossier's own writing.

    `fields` are answers by key, dates as ISO text; `opinions` the consultations so far, each with
    unit, who, value, text, at; `councils` the votes by element; `extends` the dossier whose term
    an apology extends (code, procedure, received_at, due_at, until). `sha256` names all of it.
    """

    fields: Mapping[str, Any]
    opinions: Sequence[Mapping[str, Any]]
    councils: Mapping[str, Mapping[str, Any]]
    extends: Mapping[str, Any] | None
    sha256: str


def content(
    dossier: Dossier,
    spec: DocumentSpec,
    *,
    fields: Mapping[str, Any],
    opinions: Sequence[Mapping[str, Any]],
    councils: Mapping[str, Mapping[str, Any]],
    extends: Mapping[str, Any] | None = None,
) -> Content:
    """The content with its hash: two pages of one hash say the same to the reader.

    The bundle stands for template, page rules and addressees; capacity, grounds, number and date
    are the signer's and the seal's, and no part of it.
    """
    said = {
        "bundle": dossier.bundle.sha256,
        "document": spec.key,
        "applicant": asdict(dossier.applicant),
        "submitter": None if dossier.submitter is None else asdict(dossier.submitter),
        "fields": fields,
        "opinions": opinions,
        "councils": councils,
        "extends": extends,
    }
    return Content(fields, opinions, councils, extends, sha256_hex(canonical(said)))
