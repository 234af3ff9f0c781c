"""How a council's vote is counted. Pure arithmetic on whole ballots, in exact fractions.

Quorum and threshold come from the diagram (`quorum="2/3"`, `threshold="80%"`); what they are
parts of is the members who may vote: the roll without those who declared a conflict.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

AGREE, AGAINST, ABSTAIN = "agree", "against", "abstain"
CHOICES = (AGREE, AGAINST, ABSTAIN)
SECRET = "secret"


@dataclass(frozen=True, slots=True)
class Rules:
    """What a council element asks of its vote."""

    quorum: Fraction
    threshold: Fraction
    of_members: bool
    """The threshold is a part of all who may vote, else of those who did."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The box after the vote. `members` is the whole roll, `conflicts` those who stood aside."""

    members: int
    agree: int
    against: int
    abstain: int
    conflicts: int

    @property
    def present(self) -> int:
        """Who voted; an abstention is a ballot, too."""
        return self.agree + self.against + self.abstain

    @property
    def entitled(self) -> int:
        return self.members - self.conflicts


def rules_of(attributes: Mapping[str, str]) -> Rules:
    """The rules of a council from its `trinhky:` attributes, whose shapes `bpmn` has checked."""
    return Rules(
        quorum=Fraction(attributes["quorum"]),
        threshold=Fraction(int(attributes["threshold"].rstrip("%")), 100),
        of_members=attributes.get("thresholdOf") == "members",
    )


def needed(rules: Rules, tally: Tally) -> int:
    """How many must have voted before the vote can be closed: never none."""
    return max(1, ceil(rules.quorum * tally.entitled))


def quorate(rules: Rules, tally: Tally) -> bool:
    """Whether enough have voted."""
    return tally.present >= needed(rules, tally)


def passed(rules: Rules, tally: Tally) -> bool:
    """Whether the motion is carried; exactly the threshold carries it ("từ 80% trở lên")."""
    base = tally.entitled if rules.of_members else tally.present
    return tally.agree > 0 and tally.agree >= rules.threshold * base
