"""After the personal signature: revocation evidence for signer, seal and timestamp service."""

from __future__ import annotations

from dataclasses import replace

from engine.actions.documents.show import signed_version
from engine.actions.machine_steps.situation import Done, Situation
from engine.core.acts import Records
from engine.core.authority.subjects import seal_subject
from engine.errors import SigningRefused
from engine.outside.outside import Outside
from signing.validation_data.gather import chains_in, gather


def gather_validation(outside: Outside, at: Situation) -> Done:
    """Gather and store the evidence; the document is then ready to be numbered and sealed.

    The seal is that of the agency under whose competence the document was signed. Raises
    RevocationUnavailable (tried again, visibly waiting) and the refusals of a certificate.
    """
    _, document = at.written
    version = signed_version(document)
    if version is None or at.sealing_unit is None:
        raise SigningRefused("Văn bản chưa có chữ ký của người có thẩm quyền.", "not_signed")
    chains = (
        outside.keys.chain(seal_subject(at.around.register.units[at.sealing_unit])),
        *chains_in(outside.files.get(version.file_sha256)),
    )
    evidence = gather(
        chains,
        trust_roots=outside.services.roots(),
        fetch=outside.services.fetcher(at.now),
        at=at.now,
    )
    sha256 = outside.files.put(evidence.to_json().encode("utf-8"))
    row = replace(document.row(), status="ready", evidence_sha256=sha256)
    return Done(Records(documents=(row,)))
