"""Plans and what became of them, as SQL: one definition for the figures and the lists behind them.

A plan is carried out while the decision that it led to is in force and still gives the procedure to
the plan's unit, to a seat in it or to the unit as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PLANS = """
WITH issued AS (
  SELECT i.id FROM instrument i
  WHERE i.recorded_to IS NULL AND i.state = 'in_force' AND i.state_since <= %(at)s
    AND i.valid_from <= %(at)s AND (i.valid_to IS NULL OR i.valid_to > %(at)s)
    AND NOT EXISTS (SELECT FROM instrument s
      WHERE s.supersedes_id = i.id AND s.recorded_to IS NULL
        AND s.state IN ('in_force', 'suspended', 'revoked') AND s.valid_from <= %(at)s)
),
plan AS (
  SELECT p.id, p.code, p.procedure, p.unit_id, p.planned_number, p.planned_on, p.instrument_id,
    p.republished_number, p.republished_on, p.approved_number, p.approved_on,
    EXISTS (SELECT FROM "grant" g JOIN issued ON issued.id = g.instrument_id
      LEFT JOIN position s ON s.id = g.to_position_id AND s.recorded_to IS NULL
      WHERE g.instrument_id = p.instrument_id AND g.recorded_to IS NULL
        AND 'decide' = ANY (g.powers)
        AND coalesce(g.to_unit_id, s.unit_id) = p.unit_id
        AND (g.procedures IS NULL OR p.procedure = ANY (g.procedures))
        AND (g.valid_from IS NULL OR g.valid_from <= %(at)s)
        AND (g.valid_to IS NULL OR g.valid_to > %(at)s)) AS delegated
  FROM delegation_plan p
  WHERE p.recorded_to IS NULL AND p.valid_from <= %(at)s
    AND (p.valid_to IS NULL OR p.valid_to > %(at)s)
),
planned AS (
  SELECT procedure, count(DISTINCT unit_id) FILTER (WHERE delegated) AS delegates
  FROM plan GROUP BY procedure
),
known AS (
  SELECT code AS procedure, title, field, level, legal_total, search_text FROM procedure
  WHERE recorded_to IS NULL AND valid_from <= %(at)s AND (valid_to IS NULL OR valid_to > %(at)s)
)
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """`of`: where its rows come from; `by_plan`: whether a row is a plan or a procedure."""

    of: str
    by_plan: bool = False


FIGURES: Mapping[str, Figure] = {
    "procedures": Figure("known"),
    "plans": Figure("plan", by_plan=True),
    "planned": Figure("planned"),
    "delegated": Figure("planned WHERE delegates > 0"),
    "internal_procedures": Figure(
        "plan WHERE delegated AND approved_number IS NOT NULL", by_plan=True
    ),
    "undelegated": Figure("planned WHERE delegates = 0"),
    "two_delegates": Figure("planned WHERE delegates > 1"),
}
"""What is counted, and listed."""
