"""Random diagrams put together from blocks, each with one way in and one way out."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count, pairwise
from typing import Any

from hypothesis import strategies as st

from tests.bpmn.diagrams import diagram, process
from tests.bpmn.procedures import MAIN, Files

Block = tuple[Any, ...]
Branches = tuple[tuple[str, int], ...]
"""The parallel branches around an element, outermost first: (fork, number of the branch)."""


CHOICE_IN_A_LOOP: Block = ("loop", ("and", [("task",), ("or", [("task",), ("task",)])]))
"""A branch beside an inclusive choice leads to it again, the next time round."""


def blocks() -> st.SearchStrategy[Block]:
    leaves = st.sampled_from([("task",), ("machine",), ("watched",)])

    def grown(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
        several = st.lists(inner, min_size=2, max_size=3)
        return (
            st.tuples(st.sampled_from(["seq", "xor", "and", "or", "event"]), several)
            | st.tuples(st.sampled_from(["loop", "call", "timed"]), inner)
            | st.tuples(st.just("seq"), several)
        )

    return st.recursive(leaves, grown, max_leaves=10)


@dataclass
class Drawn:
    """The files of a random bundle, and where its elements lie."""

    processes: list[str] = field(default_factory=list)
    lies: dict[str, Branches] = field(default_factory=dict)
    """By the id of a task or call: the parallel branches around it in its process."""
    ids: count[int] = field(default_factory=count)

    @property
    def files(self) -> Files:
        return {MAIN: diagram(*self.processes, messages=["m"])}


def drawn(block: Block) -> Drawn:
    whole = Drawn()
    _process(whole, block, executable=True)
    return whole


def _process(whole: Drawn, block: Block, *, executable: bool) -> str:
    sheet = _Sheet(whole)
    start, end = sheet.add("startEvent"), sheet.add("endEvent")
    first, last = sheet.block(block, ())
    sheet.flows += [f"{start} -> {first}", f"{last} -> {end}"]
    id = f"p{next(whole.ids)}"
    whole.processes.append(
        process(
            id,
            "\n".join(sheet.lines),
            "\n".join(sheet.flows),
            executable=executable,
            flow_prefix=f"{id}_",
        )
    )
    return id


class _Sheet:
    def __init__(self, whole: Drawn) -> None:
        self.whole = whole
        self.lines: list[str] = []
        self.flows: list[str] = []

    def add(self, tag: str, rest: str = "", branches: Branches | None = None) -> str:
        id = f"n{next(self.whole.ids)}"
        self.lines.append(f"{tag} {id} {rest}")
        if branches is not None:
            self.whole.lies[id] = branches
        return id

    def block(self, block: Block, branches: Branches) -> tuple[str, str]:
        """Draw a block; returns the ids of its first and last element."""
        kind, *inside = block
        if kind == "task":
            task = self.add("userTask", branches=branches)
            return task, task
        if kind == "machine":
            task = self.add("serviceTask", "implementation=notify", branches)
            return task, task
        if kind == "watched":
            return self._timed(self.add("userTask", branches=branches), None, branches)
        if kind == "timed":
            return self._timed(self.add("userTask", branches=branches), inside[0], branches)
        if kind == "call":
            called = _process(self.whole, inside[0], executable=False)
            call = self.add("callActivity", f"calledElement={called}", branches)
            return self._timed(call, None, branches)
        if kind == "loop":
            return self._loop(inside[0], branches)
        if kind == "seq":
            ends = [self.block(each, branches) for each in inside[0]]
            self.flows += [f"{a[1]} -> {b[0]}" for a, b in pairwise(ends)]
            return ends[0][0], ends[-1][1]
        return self._split(kind, inside[0], branches)

    def _timed(self, host: str, block: Block | None, branches: Branches) -> tuple[str, str]:
        timer = self.add("boundaryEvent", f'attachedToRef={host} timer="1 giờ"', branches)
        merge = self.add("exclusiveGateway")
        self.flows.append(f"{host} -> {merge}")
        if block is None:
            self.flows.append(f"{timer} -> {merge}")
        else:
            first, last = self.block(block, branches)
            self.flows += [f"{timer} -> {first}", f"{last} -> {merge}"]
        whole = self.add("intermediateThrowEvent")
        self.flows.append(f"{merge} -> {whole}")
        return host, whole

    def _loop(self, block: Block, branches: Branches) -> tuple[str, str]:
        merge, choice, out = (
            self.add("exclusiveGateway"),
            self.add("exclusiveGateway"),
            self.add("intermediateThrowEvent"),
        )
        first, last = self.block(block, branches)
        self.flows += [
            f"{merge} -> {first}",
            f"{last} -> {choice} -> [a] {merge}",
            f"{choice} -> [default] {out}",
        ]
        return merge, out

    def _split(self, kind: str, inside: list[Block], branches: Branches) -> tuple[str, str]:
        tags = {
            "xor": ("exclusiveGateway", "exclusiveGateway"),
            "and": ("parallelGateway", "parallelGateway"),
            "or": ("inclusiveGateway", "inclusiveGateway"),
            "event": ("eventBasedGateway", "exclusiveGateway"),
        }
        split, merge = (self.add(tag) for tag in tags[kind])
        said = {"xor": ["[default]", "[b]", "[c]"], "or": ["[default]", "[b]", "[c]"]}
        for number, each in enumerate(inside):
            within = (*branches, (split, number)) if kind in ("and", "or") else branches
            first, last = self.block(each, within)
            if kind == "event":
                arm = self.add("intermediateCatchEvent", "message=m", branches)
                self.flows.append(f"{split} -> {arm} -> {first}")
            else:
                self.flows.append(f"{split} -> {said.get(kind, [''] * 3)[number]} {first}")
            self.flows.append(f"{last} -> {merge}")
        return split, merge
