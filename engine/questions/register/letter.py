"""The remedial letter for one result, drafted: DỰ THẢO across it, nobody has signed it."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.letterhead import letterhead_of, lookup_url
from engine.actions.register.office import require_registrar
from engine.core.authority.leaning import Grade
from engine.core.numbering import document_number
from engine.core.procedure import DocumentSpec
from engine.errors import NotFound
from engine.machine.render_document import common_data
from engine.outside.outside import Outside
from engine.questions.register.results import LETTERS, MOST, grades, instrument_words
from engine.questions.slips.paper import local_day, named, printed
from engine.say import in_vietnamese, say
from engine.store.leaning import Signed, signed_on
from engine.store.load_dossier import load_dossier
from engine.store.time import read_time


@in_vietnamese()
def remedial_letter(
    outside: Outside, actor: Actor, instrument_id: UUID, dossier_id: UUID, document_id: UUID
) -> bytes:
    """PDF, for who keeps the register. Raises NotYours; NotFound for a result that stands, too."""
    with outside.sessions.begin() as session:
        now = require_registrar(session, outside, actor)
        instrument = instrument_words(session, instrument_id)
        every = signed_on(session, instrument_id, MOST)
        signed = tuple(
            each
            for each in every
            if (each.dossier_id, each.document_id) == (dossier_id, document_id)
        )
        epoch = read_time(session, outside.clock.now()).epoch
        graded = grades(session, instrument_id, signed, epoch).get(document_id)
        if graded is None or graded.grade not in LETTERS:
            raise NotFound(say("Kết quả này không cần văn bản khắc phục nào."))
        dossier = load_dossier(session, dossier_id)
        letterhead = letterhead_of(session, signed[0].mandate.form_of)
        url = lookup_url(outside, dossier)
    replaces = graded.grade is Grade.GROUNDLESS
    data = {
        **common_data(dossier, letterhead, url, demo=outside.settings.demo),
        "draft": True,
        "title": LETTERS[graded.grade],
        "symbol": "QĐ" if replaces else "TB",
        "citations": [],
        "capacity": [],
        "signer_name": "",
        "recipients": [dossier.applicant.full_name, "Lưu: VT, hồ sơ"],
        "replaces": replaces,
        "result": _named(signed[0], dossier.bundle.procedure.document(signed[0].key)),
        "signed_on": local_day(signed[0].signed_at),
        "law": signed[0].mandate.citations[0],
        "instrument": instrument,
        "reasons": list(graded.reasons),
        "procedure": named(dossier.bundle.procedure),
    }
    return printed("khac_phuc", data, now)


def _named(signed: Signed, spec: DocumentSpec | None) -> str:
    title = spec.title if spec else signed.key
    if signed.number is None or signed.symbol is None:
        return f"“{title}”"
    return f"“{title}” số {document_number(signed.number, signed.symbol)}"
