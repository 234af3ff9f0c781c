"""Forms: a restricted JSON Schema 2020-12 with hints for pages. See `grammar`."""

from engine.core.forms.clean import clean
from engine.core.forms.definition import Field, FieldType, Form, FormFaulty, Option, Widget
from engine.core.forms.parse import parse_form

__all__ = [
    "Field",
    "FieldType",
    "Form",
    "FormFaulty",
    "Option",
    "Widget",
    "clean",
    "parse_form",
]
