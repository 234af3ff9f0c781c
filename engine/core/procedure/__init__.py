"""`procedure.yaml`: what a published decision says of a procedure, and what diagrams cannot."""

from engine.core.procedure.definition import (
    BUILT_IN_PARTIES,
    Decision,
    DocumentSpec,
    Fact,
    PaperSpec,
    Procedure,
    ProcedureFaulty,
    ReturnSpec,
    attributes_of,
    declared,
)
from engine.core.procedure.fit import misfits
from engine.core.procedure.fit_steps import answer_fact
from engine.core.procedure.parse import parse_procedure

__all__ = [
    "BUILT_IN_PARTIES",
    "Decision",
    "DocumentSpec",
    "Fact",
    "PaperSpec",
    "Procedure",
    "ProcedureFaulty",
    "ReturnSpec",
    "answer_fact",
    "attributes_of",
    "declared",
    "misfits",
    "parse_procedure",
]
