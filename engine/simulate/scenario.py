"""A scenario: a story told beside a procedure (`scenario.yaml`), with what must come of it.

A list. Each scenario:

- `name` identifier; `title` what the story shows, one sentence
- `starts` weekday (mon … fri) and time ("HH:MM", Asia/Ho_Chi_Minh) of the first act. The player
  takes the latest such working day from which no act lies in the future; where it can, one
  without a holiday in the story's days
- `applicant` full_name, identity, phone, email, address (null where not given); `submitter` the
  same, only when another person hands in (người được ủy quyền nộp)
- `papers` list of {component, name}: a paper of procedure.yaml by key; the player makes a one-page
  PDF of that file name
- `acts` in order, `expects` of the finished dossier: both below

An act is `do`, what it needs (in brackets), and what every act may have:

- `receive` (as, answers) the desk takes the dossier in; `answers` are those of the first step
- `claim` · `unclaim` (as, step) somebody takes a step of the pool, or gives it back
- `assign` (as, step, to) a head gives an open step to the account `to`
- `complete` (as, step, answers) a person does a step; `assign_to` names the account that the next
  step is meant for. Where the step initials documents, the player first opens their drafts
- `return` (as, step, to, reason) the step sends the dossier back to the step `to`
- `sign` · `seal` (as, step) the page is opened, signed with the person's key, or numbered and
  sealed with the organisation's
- `opinion` (as, step, value, text) a consulted agency answers: agreed, objected or other
- `vote` (as, step, value) a member votes: agree, against or abstain; `reason` may be given
- `conflict` (as, step, reason) a member declares a conflict of interest
- `close_council` (as, step) the secretary closes the vote
- `supplement` (as, papers) the desk registers what the applicant brought
- `message` (message) another system's message of that name arrives with `answers` as the facts
  that it tells; `message_id` tells one message from another, `to` is the code that it names if
  not the dossier's
- `withdraw` · `stop` (as, reason) the dossier ends at the applicant's request, or the office's
- `link` (as, to) the dossier is linked with the story's dossier `to`
- `apology` (as) the letter of apology is begun now, before the clock does it
- `machine` (step) no person: wait until the worker has done `step`
- `clock` () no person: the clock reaches `at`, and whatever is due fires

Every act may have:

- `as` login of the account that acts
- `step` path of the element as in bpmn.values
- `at` "HH:MM" on the day of the act before; "+N HH:MM", N working days later; "+Nd HH:MM", N
  calendar days later and, unless the clock acts, on the first working day from there; without it
  one minute after the act before
- `dossier` which dossier it happens to, if not the story's first: a name under which a second one
  was received, or the slug of a procedure that a dossier of the story opened at another agency
- `expects`, compared at once: `waits` paths of the persons' open steps, each once, in any order ·
  `status` of the dossier · `capacity` lines of the signature block (sign) · `refused` a part of
  the sentence with which the act is refused, or the refusal's code; nothing may have changed ·
  `delivered` true or false (message): whether it reached a wait, or was kept · `council` members,
  agree, against, abstain, conflicts, passed as the history tells them (close_council) · `due`
  "+N HH:MM" or "+Nd HH:MM", when the dossier is due, counted from the story's first act

`expects` of a scenario, and of each of its other dossiers under `linked` by name or slug:

- `outcome` granted | refused | lapsed | withdrawn | stopped; null for one that is not finished
- `results` released documents; `documents` their keys, a result's and all others'
- `signatures` on them, persons' and organisations' together
- `due_after` from the day of the first act to the day on which the dossier is due, stops of the
  clock included: working days, or calendar days as "150 ngày" (the next working day if the end is
  a day of rest)
- `timeliness` on_time | late, of the whole dossier; `overdue` paths of the steps done late
- `history` "kind" or "kind step" of history rows (engine.core.acts), in this order; rows between
  them do not matter
"""

from __future__ import annotations

from pathlib import Path

import yaml
from marshmallow import ValidationError

from engine.core.bundle_paths import SCENARIOS
from engine.errors import TrinhKyError
from engine.simulate.scenario_schema import ScenarioSchema
from engine.simulate.told import ActTold, PaperGiven, Scenario

__all__ = ["ActTold", "PaperGiven", "Scenario", "ScenarioFaulty", "read_scenarios"]


class ScenarioFaulty(TrinhKyError):
    """A scenario file that cannot be read; the sentence names file and place."""


def read_scenarios(folder: Path) -> tuple[Scenario, ...]:
    """The scenarios beside a procedure; () when there is no file. Raises ScenarioFaulty."""
    path = folder / SCENARIOS
    if not path.is_file():
        return ()
    try:
        loaded = ScenarioSchema(many=True).load(yaml.safe_load(path.read_text(encoding="utf-8")))
    except yaml.YAMLError as fault:
        raise ScenarioFaulty(f"{path.name} của “{folder.name}” không là YAML: {fault}.") from fault
    except ValidationError as fault:
        raise ScenarioFaulty(
            f"{path.name} của “{folder.name}” có chỗ chưa đúng: {fault.messages}."
        ) from fault
    return tuple(loaded)
