"""Our BPMN dialect: the attributes that an element carries in the namespace `trinhky`.

They are XML attributes on the element itself, as bpmn-js writes them:
`<bpmn:userTask id="Nhan" trinhky:performer="one_stop" trinhky:budget="2 giờ"/>`. What each means
and which values it takes stands here and nowhere else; `trinhky.moddle.json` says the same to
the editor and a test holds the two equal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

NAMESPACE = "urn:trinhky:bpmn:1"
PREFIX = "trinhky"

IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
"""Keys of forms and documents, roles, parties, groups."""
_PERFORMER = re.compile(rf"{IDENTIFIER.pattern}(@{IDENTIFIER.pattern})?")
_BUDGET = re.compile(
    r"((\d{1,4}([,.]\d{1,2})?|[1-9]/[1-9]|(\d{1,4} ?)?[¼½¾]) "
    r"(phút|giờ|giờ làm việc|ngày|ngày làm việc)|trong ngày)"
)
_MEMBERS = re.compile(rf"{_PERFORMER.pattern}( {_PERFORMER.pattern})*")
_QUORUM = re.compile(r"[1-9]\d?/[1-9]\d?")
_PERCENT = re.compile(r"(100|[1-9]\d?)%")
ELEMENT_ID = re.compile(r"[^\W\d][\w.-]*")
"""An XML name without a colon; letters of any language."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute: on which elements, what it means, which values it takes."""

    name: str
    on: tuple[str, ...]
    """BPMN types as moddle names them, supertypes included: bpmn:Task is every task."""
    meaning: str
    choices: tuple[str, ...] = ()
    """The only values, where there are few; else `takes` decides."""
    takes: Callable[[str], object] = bool
    shape: str = ""
    """How a value looks, for people, with an example."""

    def accepts(self, value: str) -> bool:
        return value in self.choices if self.choices else bool(self.takes(value))

    @property
    def expected(self) -> str:
        return ", ".join(self.choices) or self.shape


def _element_ids(text: str) -> bool:
    return bool(text.split()) and all(ELEMENT_ID.fullmatch(part) for part in text.split())


_WORK = ("bpmn:Task", "bpmn:CallActivity")
_KEY = "một mã gồm chữ không dấu, số, gạch dưới; ví dụ to_trinh"

ATTRIBUTES: Mapping[str, Attribute] = {
    attribute.name: attribute
    for attribute in (
        Attribute(
            "power",
            _WORK,
            "The power that the step exercises; who holds it is the register's to say.",
            choices=("receive", "appraise", "decide", "sign", "seal"),
        ),
        Attribute(
            "performer",
            _WORK,
            "Who does it: a role of the procedure's own unit, or role@party of another.",
            takes=_PERFORMER.fullmatch,
            shape="vai trò hoặc vai_trò@bên; ví dụ one_stop, leader@department",
        ),
        Attribute(
            "form",
            _WORK,
            "The key of the form that the step fills in.",
            takes=IDENTIFIER.fullmatch,
            shape=_KEY,
        ),
        Attribute(
            "document",
            _WORK,
            "The key of the document that the step drafts, initials, signs, numbers or seals.",
            takes=IDENTIFIER.fullmatch,
            shape=_KEY,
        ),
        Attribute(
            "budget",
            _WORK,
            "The time that the step may take; the legal clock reads it.",
            takes=_BUDGET.fullmatch,
            shape="số và đơn vị; ví dụ 15 phút, 2 giờ, 0,5 ngày, 3 ngày làm việc",
        ),
        Attribute(
            "counted",
            _WORK,
            "Whether its time counts at all; a step whose time is not published says no.",
            choices=("yes", "no"),
        ),
        Attribute(
            "group",
            _WORK,
            "Steps of one group share one budget.",
            takes=IDENTIFIER.fullmatch,
            shape=_KEY,
        ),
        Attribute(
            "returnsTo",
            _WORK,
            "The steps to which the performer may send the dossier back, by id.",
            takes=_element_ids,
            shape="mã các bước, cách nhau bằng dấu cách; ví dụ ThamDinh TiepNhan",
        ),
        Attribute(
            "assigns",
            _WORK,
            "The next step, by id, whose officer the performer of this one chooses.",
            takes=ELEMENT_ID.fullmatch,
            shape="mã của một bước; ví dụ ThamDinh",
        ),
        Attribute(
            "policy",
            _WORK,
            "What a supplement does to the legal clock: it goes on afterwards, or starts again.",
            choices=("pause", "restart"),
        ),
        Attribute(
            "joint",
            _WORK,
            "Several do the step together: each gives an opinion, or a council votes.",
            choices=("consult", "council"),
        ),
        Attribute(
            "members",
            _WORK,
            "Who is asked in a joint step: performers, separated by spaces.",
            takes=_MEMBERS.fullmatch,
            shape="các vai_trò@bên cách nhau bằng dấu cách; ví dụ expert@so_xay_dung",
        ),
        Attribute(
            "invited",
            _WORK,
            "The text fact that names the parties really asked; empty means all of them.",
            takes=IDENTIFIER.fullmatch,
            shape=_KEY,
        ),
        Attribute(
            "quorum",
            _WORK,
            "The part of a council's members that must have voted before the vote is closed.",
            takes=_QUORUM.fullmatch,
            shape="một phân số; ví dụ 2/3",
        ),
        Attribute(
            "threshold",
            _WORK,
            "The part of the votes that carries the motion.",
            takes=_PERCENT.fullmatch,
            shape="số phần trăm; ví dụ 80%",
        ),
        Attribute(
            "thresholdOf",
            _WORK,
            "Of whom the threshold is counted: of those who voted, or of all members.",
            choices=("present", "members"),
        ),
        Attribute(
            "ballot",
            _WORK,
            "Whether it is kept who voted how.",
            choices=("open", "secret"),
        ),
        Attribute(
            "result",
            _WORK,
            "The boolean fact that the council's vote sets.",
            takes=IDENTIFIER.fullmatch,
            shape=_KEY,
        ),
        Attribute(
            "procedure",
            _WORK,
            "The procedure of another agency that a machine step opens.",
            takes=IDENTIFIER.fullmatch,
            shape=_KEY,
        ),
        Attribute(
            "party",
            _WORK,
            "The party whose unit resolves the procedure that is opened.",
            takes=IDENTIFIER.fullmatch,
            shape=_KEY,
        ),
        Attribute(
            "outcome",
            ("bpmn:EndEvent",),
            "How the dossier ends here.",
            choices=("granted", "refused", "lapsed", "withdrawn", "stopped"),
        ),
    )
}

_TASKS = frozenset({"task", "userTask", "manualTask", "serviceTask", "sendTask", "receiveTask"})


def attributes_of(tag: str) -> Mapping[str, Attribute]:
    """The attributes that a BPMN element may carry; `tag` is its XML name: `userTask`."""
    kind = "bpmn:Task" if tag in _TASKS else f"bpmn:{tag[:1].upper()}{tag[1:]}"
    return {name: each for name, each in ATTRIBUTES.items() if kind in each.on}
