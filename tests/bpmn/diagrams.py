"""A small language for diagrams: one line an element, one arrow a flow."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
    'xmlns:trinhky="urn:trinhky:bpmn:1" targetNamespace="urn:test">'
)


def diagram(*processes: str, messages: Iterable[str] = (), outside: str = "") -> bytes:
    """A file; each message is declared with its name as its id."""
    declared = "".join(f'<bpmn:message id="{name}" name="{name}"/>' for name in messages)
    return f"{HEAD}{declared}{''.join(processes)}{outside}</bpmn:definitions>".encode()


def process(
    id: str,
    elements: str,
    flows: str,
    *,
    executable: bool = True,
    raw: str = "",
    flow_prefix: str = "f",
) -> str:
    """A process.

    `elements`: lines `tag id key=value key="two words" …`; the keys timer, message and
    terminate make an event. `flows`: lines `source -> target -> target`, with `[condition]` or
    `[default]` before a target. `raw` is XML put in as it is.
    """
    return (
        f'<bpmn:process id="{id}" name="{id}" isExecutable="{str(executable).lower()}">'
        f"{raw}{body(elements, flows, flow_prefix)}</bpmn:process>"
    )


def body(elements: str, flows: str, flow_prefix: str = "f") -> str:
    """What stands inside a process or an embedded sub-process."""
    arrows = [arrow for line in flows.strip().splitlines() for arrow in _arrows(line)]
    defaults = {
        source: f"{flow_prefix}{number}"
        for number, (source, _, said) in enumerate(arrows)
        if said == "default"
    }
    nodes = [_element(line, defaults) for line in elements.strip().splitlines() if line.strip()]
    drawn = [_flow(f"{flow_prefix}{number}", *arrow) for number, arrow in enumerate(arrows)]
    return "".join(nodes + drawn)


def _arrows(line: str) -> list[tuple[str, str, str]]:
    parts = [part.strip() for part in line.split(" -> ")]
    found = []
    for before, after in pairwise(parts):
        said, _, target = after[1:].partition("] ") if after.startswith("[") else ("", "", after)
        found.append((before.rpartition("] ")[2], target, said))
    return found


def _flow(id: str, source: str, target: str, said: str) -> str:
    condition = (
        f"<bpmn:conditionExpression>{escape(said)}</bpmn:conditionExpression>"
        if said not in ("", "default")
        else ""
    )
    ends = f'sourceRef="{source}" targetRef="{target}"'
    return f'<bpmn:sequenceFlow id="{id}" {ends}>{condition}</bpmn:sequenceFlow>'


def _element(line: str, defaults: dict[str, str]) -> str:
    tag, id, *pairs = shlex.split(line)
    attributes = {"id": id, "name": id} | dict(pair.split("=", 1) for pair in pairs)
    inner = ""
    if timer := attributes.pop("timer", None):
        inner = (
            f"<bpmn:timerEventDefinition><bpmn:timeDuration>{timer}"
            "</bpmn:timeDuration></bpmn:timerEventDefinition>"
        )
    if message := attributes.pop("message", None):
        if tag == "receiveTask":
            attributes["messageRef"] = message
        else:
            inner = f'<bpmn:messageEventDefinition messageRef="{message}"/>'
    if attributes.pop("terminate", None):
        inner = "<bpmn:terminateEventDefinition/>"
    if id in defaults:
        attributes["default"] = defaults[id]
    written = " ".join(f"{key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<bpmn:{tag} {written}>{inner}</bpmn:{tag}>"
