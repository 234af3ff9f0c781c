"""From the bytes of a `procedure.yaml` to a `Procedure`, or to every fault in it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import Any

import yaml
from marshmallow import ValidationError

from bpmn.expressions import FactType
from bpmn.values import Problem
from engine.core.procedure.definition import Fact, Procedure, ProcedureFaulty
from engine.core.procedure.schema import ProcedureSchema
from engine.core.schema_problems import problem, problems

FILE = "procedure.yaml"
_LARGEST = 262_144
"""Bytes."""


class _Unwanted(ValueError):
    """Good YAML that we do not take."""


class _Loader(yaml.SafeLoader):
    """YAML's safe loader without duplicate keys, and without aliases that can multiply."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise _Unwanted("Bí danh (&tên, *tên) không được dùng; hãy viết lại đầy đủ.")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for key, _ in node.value:
            if isinstance(key.value, str) and key.value in seen:
                line = key.start_mark.line + 1
                raise _Unwanted(f"Khóa “{key.value}” có hai lần (dòng {line}); hãy giữ lại một.")
            if isinstance(key.value, str):
                seen.add(key.value)
        return super().construct_mapping(node, deep)


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
    if len(raw) > _LARGEST:
        raise _unreadable(slug, f"Tệp lớn hơn {_LARGEST} byte; hãy rút gọn.")
    try:
        return yaml.load(raw, Loader=_Loader)
    except _Unwanted as unwanted:
        raise _unreadable(slug, str(unwanted)) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f" ở dòng {mark.line + 1}, cột {mark.column + 1}" if mark else ""
        sentence = f"Không đọc được YAML{place}; hãy kiểm tra thụt lề, dấu ngoặc, dấu nháy."
        raise _unreadable(slug, sentence) from None
    except (yaml.YAMLError, UnicodeDecodeError):
        said = "Tệp không phải YAML bằng UTF-8, hoặc có ký tự điều khiển; hãy lưu lại."
        raise _unreadable(slug, said) from None
    except (ValueError, RecursionError):
        said = "Có giá trị không đọc được hoặc lồng quá sâu; hãy viết lại."
        raise _unreadable(slug, said) from None


def _unreadable(slug: str, sentence: str) -> ProcedureFaulty:
    return ProcedureFaulty(slug, (problem("procedure-unreadable", FILE, None, sentence),))


def _build(data: dict[str, Any], slug: str) -> Procedure:
    facts = {
        name: Fact(name, FactType(entry["type"]), entry["title"])
        for name, entry in data.pop("facts").items()
    }
    calls = {call: entry["steps"] for call, entry in data.pop("calls").items()}
    for key in ("documents", "papers", "returns"):
        data[key] = tuple(data[key])
    return Procedure(slug=slug, facts=facts, calls=calls, **data)


def _cross_faults(procedure: Procedure) -> Iterator[Problem]:
    """What one key says against another."""
    yield from _twice("documents", (d.key for d in procedure.documents))
    yield from _twice("papers", (p.key for p in procedure.papers))
    yield from _twice("returns", (r.outcome for r in procedure.returns))
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


def _twice(place: str, keys: Iterable[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, key in enumerate(keys):
        if key in seen:
            said = f"“{key}” có hai lần; hãy giữ lại một."
            yield problem("procedure-faulty", FILE, f"{place}.{index}", said)
        seen.add(key)
