"""The validation data that a file carries (document security store, ISO 32000-2, 12.8.4.3)."""

from __future__ import annotations

from datetime import datetime

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError

from signing.values import ValidationData


def read_validation_data(reader: PdfFileReader, at: datetime) -> ValidationData:
    """What the file's latest revision carries, if anything. `at` is noted as the time of reading.

    Nothing found is nothing proven: with it every certificate's revocation is unknown.
    """
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return ValidationData((), (), (), at, at)
    return ValidationData(
        certificates=tuple(certificate.dump() for certificate in store.load_certs()),
        ocsps=tuple(reference.get_object().data for reference in store.ocsps),
        crls=tuple(reference.get_object().data for reference in store.crls),
        gathered_at=at,
        usable_until=at,
    )
