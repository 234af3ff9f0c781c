"""A diagram that is well, and one broken in each way that we know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.bpmn.diagrams import HEAD, body, diagram, process

MAIN = "diagram.bpmn"

ELEMENTS = """
    startEvent s
    userTask A
    exclusiveGateway x
    userTask B
    endEvent e
    endEvent h
"""
FLOWS = """
    s -> A -> x -> [du = true] B -> e
    x -> [default] h
"""


def main(elements: str = ELEMENTS, flows: str = FLOWS, raw: str = "", **others: str) -> bytes:
    return diagram(process("p", elements, flows, raw=raw), **others)


WELL = main()


@dataclass(frozen=True)
class Broken:
    code: str
    element: str | None
    files: Mapping[str, bytes]
    says: str
    """A word of the cause or the cure that the author needs."""


def broken(code: str, element: str | None, data: bytes, says: str, **others: bytes) -> Broken:
    return Broken(code, element, {MAIN: data, **others}, says)


def with_line(line: str, flows: str = "") -> bytes:
    return main(ELEMENTS + line + "\n", FLOWS + flows)


def raw_node(xml: str, flow: str = "") -> bytes:
    """The well diagram with B replaced by raw XML of the same id."""
    return main(ELEMENTS.replace("    userTask B\n", ""), FLOWS + flow, raw=xml)


ENTITY = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
CALLED = process("q", "startEvent qs\nuserTask qa\nendEvent qe", "qs -> qa -> qe", flow_prefix="q")
DEEP = "".join(
    process(
        f"d{n}",
        f"startEvent s{n}\nuserTask u{n}\n"
        + "\n".join(f"callActivity c{n}_{i} calledElement=d{n + 1}" for i in range(12))
        + f"\nendEvent e{n}",
        f"s{n} -> u{n} -> " + " -> ".join(f"c{n}_{i}" for i in range(12)) + f" -> e{n}",
        flow_prefix=f"f{n}_",
        executable=n == 0,
    )
    for n in range(4)
) + process("d4", "startEvent s4\nuserTask u4\nendEvent e4", "s4 -> u4 -> e4", flow_prefix="f4_")

FILES = [
    broken("not-xml", None, b"<bpmn:definitions", "dòng 1"),
    broken("not-xml", None, b"", "XML"),
    broken("not-xml", None, HEAD.encode() + b"&x;</bpmn:definitions>", "XML"),
    broken("not-bpmn", None, b"<html/>", "BPMN 2.0"),
    broken("doctype", None, ENTITY + WELL, "DOCTYPE"),
    broken("doctype", None, (ENTITY + WELL).decode().encode("utf-16"), "DOCTYPE"),
    broken("encoding", None, WELL.replace(b"name=", b"\xff="), "UTF-8"),
    broken("too-large", None, WELL + b" " * 2_000_000, "2.000.000"),
    broken("too-large", None, main(raw="<bpmn:documentation/>" * 30_001), "30.000"),
    broken("not-xml", None, (b"<a>" * 300) + (b"</a>" * 300), "XML"),
    broken("no-process", None, diagram(), "process"),
    broken("not-executable", "p", WELL.replace(b'"true"', b'"false"', 1), "Executable"),
    broken(
        "several-executable",
        "q",
        diagram(process("p", ELEMENTS, FLOWS), CALLED),
        "2 quy trình",
    ),
    broken("duplicate-process", "p", WELL, MAIN, **{"other.bpmn": WELL}),
    broken("duplicate-id", "A", with_line("userTask A"), "“A”"),
    broken("no-id", None, raw_node("<bpmn:userTask/>"), "userTask"),
    broken(
        "script",
        "B",
        raw_node(
            '<bpmn:userTask id="B"><bpmn:extensionElements><x:script xmlns:x="urn:x">print()'
            "</x:script></bpmn:extensionElements></bpmn:userTask>"
        ),
        "mã lệnh",
    ),
    broken("script", "B", raw_node('<bpmn:task id="B" scriptFormat="python"/>'), "mã lệnh"),
]

NODES = [
    broken("bad-id", "p q", WELL.replace(b'id="p"', b'id="p q"'), "p q"),
    broken(
        "too-large",
        "p",
        main(flows=FLOWS + "".join(f"x -> [so = {n}] B\n" for n in range(1000))),
        "1005 mũi tên",
    ),
    broken(
        "too-large",
        "p",
        main(ELEMENTS + "\n".join(f"exclusiveGateway g{n}" for n in range(12_000))),
        "12006 phần tử",
    ),
    broken(
        "unsupported",
        "B",
        raw_node('<bpmn:scriptTask id="B"><bpmn:script>1</bpmn:script></bpmn:scriptTask>'),
        "mã lệnh",
    ),
    broken("unsupported", "B", raw_node('<bpmn:businessRuleTask id="B"/>'), "quy tắc"),
    broken("unsupported", "B", raw_node('<bpmn:complexGateway id="B"/>'), "phức hợp"),
    broken("unsupported", "B", raw_node('<bpmn:transaction id="B"/>'), "bù trừ"),
    broken("unsupported", "B", raw_node('<bpmn:adHocSubProcess id="B"/>'), "ad-hoc"),
    broken("unsupported", "B", raw_node('<bpmn:choreographyTask id="B"/>'), "choreographyTask"),
    broken(
        "unsupported", "B", raw_node('<bpmn:subProcess id="B" triggeredByEvent="true"/>'), "sự kiện"
    ),
    broken("bad-id", "B/C", with_line("userTask B/C", "x -> [a = 1] B/C -> e"), "B/C"),
    broken("bad-id", "1B", with_line("userTask 1B", "x -> [a = 1] 1B -> e"), "1B"),
    broken(
        "loop-marker",
        "B",
        raw_node('<bpmn:userTask id="B"><bpmn:standardLoopCharacteristics/></bpmn:userTask>'),
        "lặp",
    ),
    broken(
        "loop-marker",
        "B",
        raw_node('<bpmn:userTask id="B"><bpmn:multiInstanceLoopCharacteristics/></bpmn:userTask>'),
        "multi-instance",
    ),
    broken("machine-step-missing", "B", raw_node('<bpmn:serviceTask id="B"/>'), "implementation"),
    broken(
        "machine-step-missing",
        "B",
        raw_node('<bpmn:sendTask id="B" implementation="##WebService"/>'),
        "implementation",
    ),
    broken(
        "too-large",
        "p",
        main(
            ELEMENTS + "\n".join(f"userTask T{n}" for n in range(500)),
            FLOWS + "x -> [n = 1] " + " -> ".join(f"T{n}" for n in range(500)) + " -> e",
        ),
        "500",
    ),
]


def event(tag: str, kind: str) -> str:
    return f'<bpmn:{tag} id="B"><bpmn:{kind}EventDefinition/></bpmn:{tag}>'


EVENTS = [
    broken("no-start", "p", main("userTask A\nendEvent e", "A -> e"), "bắt đầu"),
    broken("several-starts", "s2", with_line("startEvent s2", "s2 -> A"), "2 sự kiện"),
    broken("no-end", "p", main("startEvent s\nuserTask A", "s -> A"), "kết thúc"),
    *(
        broken("unsupported-event", "B", raw_node(event("intermediateCatchEvent", kind)), says)
        for kind, says in (
            ("conditional", "điều kiện"),
            ("link", "liên kết"),
            ("signal", "tín hiệu"),
            ("compensate", "bù trừ"),
            ("mystery", "mystery"),
        )
    ),
    broken(
        "unsupported-event", "B", raw_node(event("intermediateThrowEvent", "message")), "send task"
    ),
    broken(
        "unsupported-event",
        "e",
        WELL.replace(
            b'<bpmn:endEvent id="e" name="e">',
            b'<bpmn:endEvent id="e" name="e"><bpmn:errorEventDefinition/>',
        ),
        "lỗi",
    ),
    broken(
        "unsupported-event",
        "s",
        WELL.replace(
            b'<bpmn:startEvent id="s" name="s">',
            b'<bpmn:startEvent id="s" name="s"><bpmn:timerEventDefinition/>',
        ),
        "bắt đầu thường",
    ),
    broken("event-count", "B", raw_node('<bpmn:intermediateCatchEvent id="B"/>'), "đúng một"),
    broken(
        "timer-empty", "B", raw_node(event("intermediateCatchEvent", "timer")), "chưa có thời gian"
    ),
    broken(
        "timer-cycle",
        "B",
        raw_node(
            '<bpmn:intermediateCatchEvent id="B"><bpmn:timerEventDefinition><bpmn:timeCycle>R3/P1D'
            "</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>"
        ),
        "chu kỳ",
    ),
    broken("message-nameless", "B", raw_node('<bpmn:receiveTask id="B"/>'), "không có tên"),
    broken(
        "message-nameless",
        "B",
        raw_node(event("intermediateCatchEvent", "message")),
        "không có tên",
    ),
    broken(
        "boundary-host",
        "b",
        with_line('boundaryEvent b attachedToRef=x timer="1 giờ"', "b -> h"),
        "không gắn",
    ),
    broken(
        "boundary-host",
        "b",
        with_line('boundaryEvent b attachedToRef=gone timer="1 giờ"', "b -> h"),
        "không gắn",
    ),
]

GATEWAYS = [
    broken(
        "branch-without-condition",
        "f2",
        main(flows="s -> A -> x -> B -> e\nx -> [default] h"),
        "mặc định",
    ),
    broken("condition", "f2", main(flows=FLOWS.replace("du = true", "du == true")), "Không hiểu"),
    broken(
        "condition",
        "f2",
        main(flows=FLOWS.replace("du = true", "__import__('os').system('id')")),
        "gọi hàm",
    ),
    broken("condition", "f2", main(flows=FLOWS.replace("du = true", "tuoi = 1")), "tuoi"),
    broken("condition", "f2", main(flows=FLOWS.replace("du = true", "du = 1")), "đúng/sai"),
    broken("condition", "f2", main(flows=FLOWS.replace("du = true", "so")), "đúng hoặc sai"),
    broken("condition-misplaced", "f0", main(flows=FLOWS.replace("s -> A", "s -> [du] A")), "cổng"),
    broken(
        "default-elsewhere",
        "x",
        WELL.replace(b'default="f4"', b'default="f0"'),
        "không đi ra",
    ),
    broken(
        "arm-kind",
        "C",
        with_line(
            'eventBasedGateway g\nuserTask C\nintermediateCatchEvent t timer="1 giờ"',
            "x -> [so = 1] g -> C -> e\ng -> t -> e",
        ),
        "hẹn giờ hoặc thông điệp",
    ),
    broken(
        "arm-shared",
        "t",
        with_line(
            'eventBasedGateway g\nintermediateCatchEvent t timer="1 giờ"',
            "x -> [so = 1] g -> t -> e\nx -> [so = 2] t",
        ),
        "tách",
    ),
]

WAYS = [
    broken("loose-flow", "f5", main(flows=FLOWS + "A -> nowhere"), "ngọn"),
    broken("loose-flow", "f5", main(flows=FLOWS + "nowhere -> A"), "gốc"),
    broken("implicit-fork", "A", main(flows=FLOWS + "A -> B"), "song song"),
    broken("wrong-way", "s", main(flows=FLOWS + "x -> [so = 1] s"), "đi vào"),
    broken("wrong-way", "e", main(flows=FLOWS + "e -> B"), "đi ra"),
    broken("unreachable", "C", with_line("userTask C", "C -> e"), "bắt đầu đến"),
    broken("no-way-out", "C", with_line("userTask C", "x -> [so = 1] C"), "đến sự kiện kết thúc"),
    broken(
        "join-waits-for-itself",
        "gop",
        with_line(
            "parallelGateway gop\nuserTask C\nexclusiveGateway y",
            "x -> [so = 1] gop -> C -> y -> [so = 2] gop\ny -> [default] e",
        ),
        "không bao giờ mở",
    ),
    broken(
        "loop-without-wait",
        "y",
        with_line(
            "exclusiveGateway y\nexclusiveGateway z",
            "x -> [so = 1] y -> z -> [so = 2] y\nz -> [default] e",
        ),
        "chạy mãi",
    ),
]

CALLS = [
    broken(
        "too-large",
        None,
        diagram(
            process(
                "p", ELEMENTS + "callActivity C calledElement=c0", FLOWS + "x -> [so = 1] C -> e"
            ),
            *(
                process(
                    f"c{n}",
                    f"startEvent s{n}\nuserTask u{n}\ncallActivity k{n} calledElement=c{n + 1}",
                    f"s{n} -> u{n} -> k{n}",
                    executable=False,
                    flow_prefix=f"c{n}_",
                )
                for n in range(2000)
            ),
        ),
        "200",
    ),
    broken(
        "call-missing",
        "C",
        main(
            ELEMENTS + "callActivity C calledElement=p/S",
            FLOWS + "x -> [so = 1] C -> S -> e",
            '<bpmn:subProcess id="S">'
            + body("startEvent i\nuserTask j\nendEvent k", "i -> j -> k", "g")
            + "</bpmn:subProcess>",
        ),
        "p/S",
    ),
    broken(
        "call-missing",
        "C",
        with_line("callActivity C calledElement=gone", "x -> [so = 1] C -> e"),
        "gone",
    ),
    broken(
        "call-missing", "C", with_line("callActivity C", "x -> [so = 1] C -> e"), "không nói gọi gì"
    ),
    broken(
        "call-recursion",
        "C",
        with_line("callActivity C calledElement=p", "x -> [so = 1] C -> e"),
        "gọi lại",
    ),
    broken("too-large", "d0", diagram(DEEP), "5000"),
    broken(
        "loop-without-wait",
        "y",
        diagram(
            process(
                "p",
                ELEMENTS + "exclusiveGateway y\nexclusiveGateway z\ncallActivity C calledElement=q",
                FLOWS + "x -> [so = 1] y -> C -> z -> [so = 2] y\nz -> [default] e",
            ),
            process(
                "q", "startEvent qs\nendEvent qe", "qs -> qe", executable=False, flow_prefix="q"
            ),
        ),
        "chạy mãi",
    ),
]


def on_c(attribute: str, tag: str = "userTask") -> bytes:
    return with_line(f"{tag} C {attribute}", "x -> [so = 1] C -> e")


ATTRIBUTES = [
    broken("attribute-unknown", "C", on_c("trinhky:colour=red"), "colour"),
    broken(
        "attribute-unknown",
        "h",
        main(ELEMENTS.replace("endEvent h", "endEvent h trinhky:form=f")),
        "outcome",
    ),
    broken("attribute-value", "C", on_c("trinhky:power=rule"), "appraise"),
    broken("attribute-value", "C", on_c("trinhky:budget=soon"), "2 giờ"),
    broken("form-missing", "C", on_c("trinhky:form=la"), "to_khai"),
    broken("document-missing", "C", on_c("trinhky:document=la"), "văn bản"),
    broken("machine-step-unknown", "C", on_c("implementation=fly", "serviceTask"), "notify"),
    broken("return-target", "C", on_c("trinhky:returnsTo=x"), "user task"),
    broken("return-target", "C", on_c("trinhky:returnsTo=gone"), "gone"),
    broken(
        "return-into-branch",
        "C",
        with_line(
            "parallelGateway t\nparallelGateway g\nuserTask C trinhky:returnsTo=D\nuserTask D",
            "x -> [so = 1] t -> C -> g -> e\nt -> D -> g",
        ),
        "nhánh song song khác",
    ),
]

ALL = [*FILES, *NODES, *EVENTS, *GATEWAYS, *WAYS, *CALLS, *ATTRIBUTES]
