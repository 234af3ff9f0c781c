"""Make the empty fields of a profile in the slots of a rendered document.

Every box exists before the first signature: what is added later than that breaks it, so later
steps only fill and sign (ISO 32000-1, 12.8.2.2).
"""

from __future__ import annotations

import math
from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from signing.errors import TemplateFaulty
from signing.fields.locks import lock_of, permission_of
from signing.profile import SignatureField, SigningProfile, TextField
from signing.values import Rendered, Slot

_PRINTED = 4  # annotation flag Print (ISO 32000-1, table 165); PDF/A demands it


def prepare(rendered: Rendered, profile: SigningProfile) -> bytes:
    """The document with its empty fields: exactly these bytes are shown to the signer.

    Raises TemplateFaulty if the slots are not the profile's fields, each once, on an existing page.
    """
    slots = _slots_by_name(rendered, profile)
    writer = IncrementalPdfFileWriter(BytesIO(rendered.pdf))
    pages = int(writer.root["/Pages"]["/Count"])
    for slot in slots.values():
        if not 1 <= slot.page <= pages:
            raise TemplateFaulty(f"Ô “{slot.name}” nằm ở trang {slot.page}, văn bản có {pages}.")
    # The seal's field first: pyHanko looks fields up in order, and would otherwise parse the
    # long value of the leader's signature on its way to the seal.
    for signature in reversed(profile.signature_fields):
        _add_signature_field(writer, signature, slots[signature.name], profile)
    for text in profile.text_fields:
        _add_text_field(writer, text, slots[text.name])
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _slots_by_name(rendered: Rendered, profile: SigningProfile) -> dict[str, Slot]:
    slots = {slot.name: slot for slot in rendered.slots}
    if len(slots) != len(rendered.slots):
        raise TemplateFaulty("Mẫu văn bản chừa hai ô cùng tên; mỗi ô ký, số, ngày chỉ có một.")
    missing = [name for name in profile.names if name not in slots]
    foreign = sorted(set(slots) - set(profile.names))
    if missing:
        raise TemplateFaulty(f"Mẫu văn bản chưa chừa ô cho: {', '.join(missing)}.")
    if foreign:
        raise TemplateFaulty(f"Mẫu văn bản chừa ô lạ: {', '.join(foreign)}.")
    for slot in slots.values():
        if min(slot.width, slot.height) < 1:
            raise TemplateFaulty(f"Ô “{slot.name}” của mẫu văn bản không có diện tích.")
    return slots


def _add_signature_field(
    writer: IncrementalPdfFileWriter, field: SignatureField, slot: Slot, profile: SigningProfile
) -> None:
    left, bottom, right, top = _rectangle(writer, slot)
    append_signature_field(
        writer,
        SigFieldSpec(
            field.name,
            on_page=slot.page - 1,
            box=(math.ceil(left), math.ceil(bottom), math.floor(right), math.floor(top)),
            readable_field_name=field.label,
            field_mdp_spec=lock_of(profile, field.name),
            doc_mdp_update_value=permission_of(profile, field.name),
        ),
    )


def _add_text_field(writer: IncrementalPdfFileWriter, field: TextField, slot: Slot) -> None:
    left, bottom, right, top = rectangle = _rectangle(writer, slot)
    page, _ = writer.find_page_for_modification(slot.page - 1)
    # PDF/A-3 wants an appearance for every widget (ISO 19005-3, 6.3.3), and the later change of
    # the field is only recognised as form filling if there is one to replace.
    nothing = RawContent(b"", box=BoxConstraints(width=right - left, height=top - bottom))
    widget = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Widget"),
            pdf_name("/FT"): pdf_name("/Tx"),
            pdf_name("/T"): pdf_string(field.name),
            pdf_name("/TU"): pdf_string(field.label),
            pdf_name("/F"): generic.NumberObject(_PRINTED),
            pdf_name("/P"): page,
            pdf_name("/Rect"): generic.ArrayObject(map(generic.FloatObject, rectangle)),
            pdf_name("/AP"): generic.DictionaryObject(
                {pdf_name("/N"): writer.add_object(nothing.as_form_xobject())}
            ),
        }
    )
    reference = writer.add_object(widget)
    writer.register_annotation(page, reference)
    fields = writer.root["/AcroForm"]["/Fields"]
    fields.append(reference)
    writer.update_container(fields)


def _rectangle(writer: IncrementalPdfFileWriter, slot: Slot) -> tuple[float, float, float, float]:
    """Left, bottom, right, top: PDF counts from the bottom left (ISO 32000-1, 8.3.2.3)."""
    page = writer.find_page_for_modification(slot.page - 1)[0].get_object()
    _, page_bottom, _, page_top = (float(side) for side in page["/MediaBox"])
    height = page_top - page_bottom
    return (
        round(slot.x, 2),
        round(height - slot.y - slot.height, 2),
        round(slot.x + slot.width, 2),
        round(height - slot.y, 2),
    )
