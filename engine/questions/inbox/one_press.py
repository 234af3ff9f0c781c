"""Which tasks go on by their primary button alone, so that many may at once."""

from __future__ import annotations

from bpmn.values import Kind
from engine.core.authority.register import AUTHORITY_POWERS, Power
from engine.core.dossier import Bundle
from engine.core.procedure import attributes_of
from engine.questions.inbox.rows import InboxRow

BY_KEY = {*AUTHORITY_POWERS, Power.SEAL}


def one_press(row: InboxRow, bundle: Bundle) -> bool:
    """Whether the step wants no answer, no initial, no key and no vote."""
    if row.kind != Kind.USER or row.parent_id is not None:
        return False
    attributes = attributes_of(bundle.procedure, bundle.compiled.elements[row.element])
    if attributes.get("power") in BY_KEY:
        return False
    if any(each.initialler == row.element for each in bundle.procedure.documents):
        return False
    form = bundle.forms.get(attributes.get("form", ""))
    return form is None or not any(f.required and f.visible is None for f in form.fields)
