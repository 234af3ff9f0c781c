"""Data in, signed PDF out. The only home of pyHanko and Typst.

The law of this folder: it knows no dossier, no database, no environment, no settings and no clock;
fonts, images, templates, trust roots and the time are arguments. Every refusal is a class of
`signing.errors` with a sentence; nothing half-signed is ever returned.

The order of a result: `render` → `prepare` (these bytes are shown to the signer) →
`begin_signature` → the key's `sign_raw` → `finish_signature` → `gather` → the same three for the
seal, with number, date and validation data → `verify`.
"""

import logging

# pyHanko logs every refused certificate with a stack trace and the holder's name. Here a refusal is
# a value that the caller gets, and names do not belong in logs.
for _library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)
