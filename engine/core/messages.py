"""What one dossier, or another system, says to a dossier that waits for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from bpmn.expressions import FactType
from engine.core.move import PaperAdded
from engine.core.procedure import Fact


@dataclass(frozen=True, slots=True)
class Message:
    """One message. The same `id` twice is one message, however often it is sent.

    `name` is the message name of the diagram that waits, `correlation` the code of its dossier,
    `sender` the code of the dossier, or the name of the system, that sends it. `papers` name
    stored bytes.
    """

    id: UUID
    name: str
    correlation: str
    sender: str
    facts: Mapping[str, Any]
    papers: tuple[PaperAdded, ...] = ()

    def content(self) -> dict[str, Any]:
        """Facts and papers as JSON, as they are kept beside the other columns."""
        papers = [{**asdict(paper), "id": str(paper.id)} for paper in self.papers]
        return {"facts": dict(self.facts), "papers": papers}

    def as_row(self) -> dict[str, Any]:
        """All of it as JSON, for the outbox."""
        return {
            "id": str(self.id),
            "name": self.name,
            "correlation": self.correlation,
            "sender": self.sender,
            **self.content(),
        }


def message_from(row: Mapping[str, Any]) -> Message:
    """The message that `as_row` wrote."""
    return Message(
        id=UUID(str(row["id"])),
        name=row["name"],
        correlation=row["correlation"],
        sender=row["sender"],
        facts=row["facts"],
        papers=tuple(PaperAdded(**{**each, "id": UUID(each["id"])}) for each in row["papers"]),
    )


def linked_message(slug: str) -> str:
    """The name of the message by which a linked procedure answers the one that opened it."""
    return f"linked_{slug}"


class FactIllTyped(ValueError):
    """A fact of a message is not of the type that the procedure declares."""

    def __init__(self, fact: Fact) -> None:
        super().__init__(f"Dữ kiện “{fact.title}” của thông điệp không phải kiểu {fact.type}.")


def facts_of(message: Message, declared: Mapping[str, Fact]) -> dict[str, Any]:
    """The message's facts that the procedure declares; what it does not know is left out.

    Raises FactIllTyped: a gateway must never read a value that no form could have given.
    """
    known = {name: value for name, value in message.facts.items() if name in declared}
    for name, value in known.items():
        if value is not None and not _IS[declared[name].type](value):
            raise FactIllTyped(declared[name])
    return known


def _is_date(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


_IS = {
    FactType.BOOLEAN: lambda value: isinstance(value, bool),
    FactType.NUMBER: lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    FactType.TEXT: lambda value: isinstance(value, str),
    FactType.DATE: _is_date,
}
