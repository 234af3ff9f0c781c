"""Whether what the steps of the diagrams say fits `procedure.yaml` and the other steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bpmn.expressions import FactType
from bpmn.values import Element, Kind, Problem
from engine.core.procedure.definition import BUILT_IN_PARTIES, Procedure, attributes_of
from engine.core.procedure.parse import FILE
from engine.core.schema_problems import problem

DIAGRAM = "diagram.bpmn"
OPEN_LINKED = "open_linked"
"""The machine step that opens a procedure at another agency."""
_COUNCIL = ("quorum", "threshold", "ballot", "result")
"""What a council cannot do without, and nothing else may have."""


def step_misfits(procedure: Procedure, elements: Mapping[str, Element]) -> Iterator[Problem]:
    """Parties, facts and steps that the attributes name and nobody has."""
    for path, element in elements.items():
        attributes = attributes_of(procedure, element)
        yield from _parties(procedure, path, attributes)
        yield from _joint(procedure, path, attributes)
        if element.kind is Kind.USER and "assigns" in attributes:
            chosen = elements.get(attributes["assigns"])
            if chosen is None or chosen.kind is not Kind.USER:
                said = "Bước được giao việc (assigns) không có trong sơ đồ; hãy sửa mã bước."
                yield problem("assigns-step-missing", DIAGRAM, path, said)
        if element.implementation == OPEN_LINKED:
            yield from _linked(procedure, path, attributes)
    for index, returned in enumerate(procedure.returns):
        yield from _party(procedure, FILE, f"returns.{index}.by", returned.by)


def _parties(procedure: Procedure, path: str, attributes: Mapping[str, str]) -> Iterator[Problem]:
    performers = [attributes.get("performer", ""), *attributes.get("members", "").split()]
    for performer in performers:
        yield from _party(procedure, DIAGRAM, path, performer)


def _party(procedure: Procedure, file: str, place: str, performer: str) -> Iterator[Problem]:
    party = performer.partition("@")[2]
    if party and party not in (*BUILT_IN_PARTIES, *procedure.parties):
        said = f"Không có bên “{party}” trong parties của procedure.yaml; hãy khai báo."
        yield problem("party-undeclared", file, place, said)


def _joint(procedure: Procedure, path: str, attributes: Mapping[str, str]) -> Iterator[Problem]:
    joint = attributes.get("joint")
    if joint is None:
        foreign = {"members", "invited", "thresholdOf", *_COUNCIL} & attributes.keys()
    elif joint == "council":
        foreign = {"invited"} & attributes.keys()
    else:
        foreign = {"thresholdOf", *_COUNCIL} & attributes.keys()
    for name in sorted(foreign):
        said = f"Thuộc tính {name} không dùng cho bước này; hãy xóa, hoặc sửa joint."
        yield problem("joint-attribute", DIAGRAM, path, said)
    if joint is None:
        return
    wanted = ("members", *_COUNCIL) if joint == "council" else ("members",)
    for name in wanted:
        if name not in attributes:
            yield problem(
                "joint-attribute", DIAGRAM, path, f"Bước làm chung thiếu {name}; hãy bổ sung."
            )
    yield from _quorum(path, attributes.get("quorum", "1/1"))
    yield from _fact(procedure, path, attributes.get("invited"), FactType.TEXT)
    yield from _fact(procedure, path, attributes.get("result"), FactType.BOOLEAN)


def _quorum(path: str, quorum: str) -> Iterator[Problem]:
    part, whole = map(int, quorum.split("/"))
    if part > whole:
        said = f"Tỷ lệ {quorum} lớn hơn cả hội đồng; hãy ghi một phần của tổng số thành viên."
        yield problem("quorum-too-large", DIAGRAM, path, said)


def _fact(procedure: Procedure, path: str, name: str | None, wanted: FactType) -> Iterator[Problem]:
    if name is None:
        return
    fact = procedure.facts.get(name)
    if fact is None:
        said = f"Dữ kiện “{name}” chưa khai báo trong procedure.yaml; hãy thêm vào facts."
        yield problem("step-fact-undeclared", DIAGRAM, path, said)
    elif fact.type is not wanted:
        said = f"Dữ kiện “{name}” phải là kiểu {wanted}; hãy sửa trong procedure.yaml."
        yield problem("step-fact-type", DIAGRAM, path, said)


def _linked(procedure: Procedure, path: str, attributes: Mapping[str, str]) -> Iterator[Problem]:
    for name in ("procedure", "party"):
        if name not in attributes:
            said = f"Bước mở hồ sơ liên thông thiếu {name}; hãy bổ sung."
            yield problem("linked-incomplete", DIAGRAM, path, said)
    party = attributes.get("party")
    if party is not None:
        yield from _party(procedure, DIAGRAM, path, f"@{party}")
    if slug := attributes.get("procedure"):
        answer = answer_fact(slug)
        if answer in procedure.facts:
            yield from _fact(procedure, path, answer, FactType.TEXT)


def answer_fact(slug: str) -> str:
    """The text fact in which the answer of a linked procedure arrives, where it is declared."""
    return "ket_qua_" + slug.replace(".", "_").replace("-", "_")
