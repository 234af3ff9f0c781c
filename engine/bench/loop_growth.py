"""Whether a step of a dossier with a long past costs more than one of a new dossier."""

from __future__ import annotations

from statistics import median

from engine.bench.supplement_rounds import Rounds
from engine.outside.outside import Outside

LOOPS = 200
SAMPLES = 60


def loop_growth(outside: Outside) -> float:
    """Cost of a step after 200 supplement loops, by that of a dossier's first loop.

    Old and new take turns, so that both meet the same machine; the median of their pairs.
    """
    old = Rounds(outside, 1)
    for _ in range(LOOPS):
        old.go()
    new = [Rounds(outside, 1) for _ in range(SAMPLES)]
    return median(old.go().wall / each.go().wall for each in new)
