"""Read a document's form: top-level fields only, ours have no others."""

from __future__ import annotations

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader


def value_at(dictionary: generic.DictionaryObject, key: str) -> object:
    """The entry with its reference followed, or None (`get` would return the bare reference)."""
    try:
        return dictionary[key]
    except KeyError:
        return None


def form_values(reader: PdfFileReader) -> dict[str, object]:
    """The value of every field by its name; None where it is empty, {} without a form.

    ValueError if the form is malformed or names a field twice.
    """
    form = value_at(reader.root, "/AcroForm")
    if form is None:
        return {}
    fields = value_at(form, "/Fields") if isinstance(form, generic.DictionaryObject) else None
    if not isinstance(fields, generic.ArrayObject):
        raise ValueError("the form has no list of fields")
    found: dict[str, object] = {}
    for reference in fields:
        field = reference.get_object()
        name = value_at(field, "/T") if isinstance(field, generic.DictionaryObject) else None
        if not isinstance(name, str) or name in found:
            raise ValueError("a form field is malformed or there twice")
        found[name] = value_at(field, "/V")
    return found
