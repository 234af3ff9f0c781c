"""From the bytes of a `procedure.yaml` to a `Procedure`, or to every fault in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from marshmallow import ValidationError

from bpmn.expressions import FactType
from bpmn.values import Problem
from engine.core.clock import TimeUnit
from engine.core.procedure.definition import (
    BUILT_IN_PARTIES,
    Fact,
    Procedure,
    ProcedureFaulty,
)
from engine.core.procedure.schema import ProcedureSchema
from engine.core.schema_problems import problem, problems
from engine.core.strict_yaml import YamlFaulty, read_yaml

FILE = "procedure.yaml"


def parse_procedure(raw: bytes, slug: str) -> Procedure:
    """The procedure from its file's bytes; `slug` is the name of its folder.

    Raises ProcedureFaulty with every fault found, each with its dotted place, cause and cure.
    """
    content = _read(raw, slug)
    try:
        data: dict[str, Any] = ProcedureSchema().load(content)
    except ValidationError as error:
        found = problems("procedure-faulty", FILE, error.messages)
        raise ProcedureFaulty(slug, found) from None
    procedure = _build(data, slug)
    if faults := tuple(_cross_faults(procedure)):
        raise ProcedureFaulty(slug, faults)
    return procedure


def _read(raw: bytes, slug: str) -> Any:
    try:
        return read_yaml(raw)
    except YamlFaulty as faulty:
        found = (problem("procedure-unreadable", FILE, None, str(faulty)),)
        raise ProcedureFaulty(slug, found) from None


def _build(data: dict[str, Any], slug: str) -> Procedure:
    facts = {
        name: Fact(name, FactType(entry["type"]), entry["title"])
        for name, entry in data.pop("facts").items()
    }
    calls = {call: entry["steps"] for call, entry in data.pop("calls").items()}
    for key in ("documents", "papers", "returns"):
        data[key] = tuple(data[key])
    most = data.pop("supplements").get("most")
    return Procedure(slug=slug, facts=facts, calls=calls, most_supplements=most, **data)


def _cross_faults(procedure: Procedure) -> Iterator[Problem]:
    """What one key says against another."""
    yield from _twice("documents", (d.key for d in procedure.documents))
    yield from _twice("papers", (p.key for p in procedure.papers))
    yield from _twice("returns", (r.outcome for r in procedure.returns))
    for name in sorted(procedure.parties.keys() & set(BUILT_IN_PARTIES)):
        said = f"“{name}” là bên có sẵn của mọi hồ sơ; hãy đặt tên khác."
        yield problem("procedure-faulty", FILE, f"parties.{name}", said)
    if procedure.declared_total is not None and procedure.total is None:
        said = "Có thời hạn cam kết mà không có total; hãy ghi total là thời hạn theo quy định."
        yield problem("procedure-faulty", FILE, "declared_total", said)
    yield from _sitting_faults(procedure)
    documents = {document.key: document for document in procedure.documents}
    for index, returned in enumerate(procedure.returns):
        place = f"returns.{index}.document"
        if returned.document is None:
            continue
        if returned.document not in documents:
            said = f"Không có văn bản “{returned.document}” trong documents; hãy sửa tên."
            yield problem("procedure-faulty", FILE, place, said)
        elif documents[returned.document].outcome not in (None, returned.outcome):
            said = (
                f"Văn bản “{returned.document}” thuộc kết quả khác với “{returned.outcome}”; "
                "hãy sửa outcome của một trong hai chỗ."
            )
            yield problem("procedure-faulty", FILE, place, said)


def _sitting_faults(procedure: Procedure) -> Iterator[Problem]:
    if not procedure.same_sitting:
        return
    if procedure.four_eyes:
        said = (
            "Thủ tục giải quyết ngay không buộc tách người thẩm định và người quyết định; "
            "hãy ghi four_eyes: false, hoặc bỏ same_sitting."
        )
        yield problem("procedure-faulty", FILE, "same_sitting", said)
    if procedure.total is None or procedure.total.unit is not TimeUnit.SAME_DAY:
        said = "Thủ tục giải quyết ngay phải có thời hạn “trong ngày”; hãy sửa total."
        yield problem("procedure-faulty", FILE, "same_sitting", said)


def _twice(place: str, keys: Iterable[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, key in enumerate(keys):
        if key in seen:
            said = f"“{key}” có hai lần; hãy giữ lại một."
            yield problem("procedure-faulty", FILE, f"{place}.{index}", said)
        seen.add(key)
