"""The one statement that saves a Move, made of the parts that the Move has.

`move` takes the JSON apart once. `gate` lets it through when the register stands at the asked
epoch (its row is share-locked until the commit) and every task that is closed or changed is open.
`won` is the guarded update of the dossier: it has one row, or, for who comes second, none. All
other parts read from `won`, so that without it nothing is written.

Between two Moves of one dossier the later waits for the row of the earlier and then finds another
version: the tasks were counted in the snapshot that showed the version, so both guards hold
together.

A part that a Move does not have would cost its start and its locks all the same (measured: the
statement of all parts takes 1.5 times the usual one), so it is left out. A product has some dozens
of combinations; each is prepared once per connection.
"""

from __future__ import annotations

from collections.abc import Set
from functools import cache

from engine.store.undo_statement import BACK, BACK_PARTS, KEPT

_MOVE = """
move AS MATERIALIZED (
  SELECT * FROM jsonb_to_record(%(move)s::jsonb) AS x(
    dossier_id uuid, version int, at timestamptz, epoch bigint, state bytea, facts jsonb,
    status text, outcome text, due_at timestamptz, statutory_due_at timestamptz,
    apology_at timestamptz, extended_at timestamptz, timeliness text, finished_at timestamptz,
    accountable_id uuid, unit_id uuid, receiving_unit_id uuid, parties jsonb,
    undo_until timestamptz, idempotency_key text, kind text, actor_id uuid, task_id uuid,
    canonical bytea, previous bytea, hash bytea, closed uuid[], closed_status text[],
    closed_outcome text[], changed uuid[], changed_assignee uuid[], changed_incident text[],
    changed_unit uuid[], unasked jsonb,
    opened jsonb, timers jsonb, subscriptions jsonb, answers jsonb, mandates jsonb, ledger jsonb,
    groups jsonb, papers jsonb, documents jsonb, versions jsonb, attempts jsonb, opinions jsonb,
    opinions_void uuid[], mentions jsonb, paper_places jsonb, ballots jsonb, links jsonb,
    ratings jsonb, hand_overs jsonb, outbox jsonb, outbox_done uuid[],
    restored jsonb, reopened jsonb, asked_again jsonb, desks jsonb, answers_gone uuid[],
    opinions_valid uuid[], ledger_gone uuid[], groups_gone text[], outbox_untaken uuid[],
    key_gone text)
)"""

_GATE = """
gate AS MATERIALIZED (
  SELECT m.* FROM move m
  WHERE (m.epoch IS NULL OR EXISTS (
      SELECT FROM register_epoch e WHERE e.id = 1 AND e.epoch = m.epoch FOR SHARE))
    AND coalesce(cardinality(m.closed || m.changed), 0) = (
      SELECT count(*) FROM task t
      WHERE t.dossier_id = m.dossier_id AND t.id = ANY (m.closed || m.changed)
        AND t.status = 'open')
)"""

_DOSSIER = """
won AS (
  UPDATE dossier d SET
    version = d.version + 1,
    state = coalesce(m.state, d.state),
    facts = coalesce(m.facts, d.facts),
    status = coalesce(m.status, d.status),
    outcome = coalesce(m.outcome, d.outcome),
    due_at = coalesce(m.due_at, d.due_at),
    statutory_due_at = coalesce(m.statutory_due_at, d.statutory_due_at),
    apology_at = coalesce(m.apology_at, d.apology_at),
    extended_at = coalesce(m.extended_at, d.extended_at),
    timeliness = coalesce(m.timeliness, d.timeliness),
    finished_at = coalesce(m.finished_at, d.finished_at),
    accountable_id = coalesce(m.accountable_id, d.accountable_id),
    unit_id = coalesce(m.unit_id, d.unit_id),
    receiving_unit_id = coalesce(m.receiving_unit_id, d.receiving_unit_id),
    parties = coalesce(m.parties, d.parties),
    history_hash = m.hash,
    undo_until = m.undo_until,
    undo_version = CASE WHEN m.undo_until IS NOT NULL THEN d.version END,
    undo_status = CASE WHEN m.undo_until IS NOT NULL THEN d.status END,
    undo_state = CASE WHEN m.undo_until IS NOT NULL THEN d.state END,
    undo_facts = CASE WHEN m.undo_until IS NOT NULL THEN d.facts END,
    undo_move = NULL
  FROM gate m
  WHERE d.id = m.dossier_id AND d.version = m.version AND d.history_hash = m.previous
  RETURNING m.*
)"""

_HISTORY = """
history_row AS (
  INSERT INTO history (dossier_id, seq, kind, actor_id, task_id, at, canonical, previous, hash)
  SELECT m.dossier_id, m.version + 1, m.kind, m.actor_id, m.task_id, m.at, m.canonical, m.previous,
    m.hash
  FROM won m
)"""

#: What to write for each part of a Move, by its name in the JSON.
_PARTS = {
    "idempotency_key": """
idempotency_row AS (
  INSERT INTO idempotency (dossier_id, actor_id, key, at)
  SELECT m.dossier_id, m.actor_id, m.idempotency_key, m.at
  FROM won m
)""",
    "parties": """
units_found_by AS (
  UPDATE dossier_search s SET words = s.words || array_to_tsvector(
    ARRAY(SELECT 'u:' || u.value FROM jsonb_each_text(m.parties) AS u))
  FROM won m WHERE s.dossier_id = m.dossier_id
)""",
    "closed": """
tasks_closed AS (
  UPDATE task t SET status = m.closed_status[array_position(m.closed, t.id)],
    outcome = m.closed_outcome[array_position(m.closed, t.id)],
    closed_at = m.at, closed_by_id = m.actor_id
  FROM won m WHERE t.dossier_id = m.dossier_id AND t.id = ANY (m.closed)
),
candidates_gone AS (
  DELETE FROM candidate c USING won m
  WHERE c.dossier_id = m.dossier_id AND c.task_id = ANY (m.closed)
),
timers_gone AS (
  DELETE FROM timer t USING won m
  WHERE t.dossier_id = m.dossier_id AND t.task_id = ANY (m.closed)
),
subscriptions_gone AS (
  DELETE FROM subscription s USING won m
  WHERE s.dossier_id = m.dossier_id AND s.task_id = ANY (m.closed)
),
drafts_gone AS (
  DELETE FROM draft f USING won m
  WHERE f.dossier_id = m.dossier_id AND f.task_id = ANY (m.closed)
)""",
    "changed": """
tasks_changed AS (
  UPDATE task t SET assignee_id = m.changed_assignee[array_position(m.changed, t.id)],
    incident = m.changed_incident[array_position(m.changed, t.id)],
    unit_id = coalesce(m.changed_unit[array_position(m.changed, t.id)], t.unit_id),
    assigned_at = CASE WHEN t.assignee_id IS NOT DISTINCT FROM
      m.changed_assignee[array_position(m.changed, t.id)] THEN t.assigned_at ELSE m.at END
  FROM won m
  WHERE t.dossier_id = m.dossier_id AND t.id = ANY (m.changed)
)""",
    "unasked": """
candidates_unasked AS (
  DELETE FROM candidate c USING won m, jsonb_to_recordset(m.unasked) AS x(task_id uuid,
    holder_id uuid)
  WHERE c.dossier_id = m.dossier_id AND c.task_id = x.task_id AND c.holder_id = x.holder_id
)""",
    "opened": """
tasks_opened AS (
  INSERT INTO task (dossier_id, id, element, kind, status, unit_id, performer, power, assignee_id,
    assigned_at, opened_at, due_at, budget_group, incident, parent_id)
  SELECT m.dossier_id, x.id, x.element, x.kind, 'open', x.unit_id, x.performer, x.power,
    x.assignee_id, CASE WHEN x.assignee_id IS NOT NULL THEN m.at END, m.at, x.due_at,
    x.budget_group, x.incident, x.parent_id
  FROM won m, jsonb_to_recordset(m.opened) AS x(id uuid, element text, kind text, unit_id uuid,
    performer text, power text, assignee_id uuid, due_at timestamptz, budget_group text,
    incident text, parent_id uuid)
),
candidates_named AS (
  INSERT INTO candidate (dossier_id, task_id, holder_id, due_at)
  SELECT m.dossier_id, x.id, h.holder_id, x.due_at
  FROM won m, jsonb_to_recordset(m.opened) AS x(id uuid, holders uuid[], due_at timestamptz),
    unnest(x.holders) AS h(holder_id)
)""",
    "timers": """
timers_set AS (
  INSERT INTO timer (dossier_id, task_id, due_at, text)
  SELECT m.dossier_id, x.task_id, x.due_at, x.text
  FROM won m, jsonb_to_recordset(m.timers) AS x(task_id uuid, due_at timestamptz, text text)
)""",
    "subscriptions": """
subscriptions_made AS (
  INSERT INTO subscription (dossier_id, task_id, message, correlation)
  SELECT m.dossier_id, x.task_id, x.message, x.correlation
  FROM won m,
    jsonb_to_recordset(m.subscriptions) AS x(task_id uuid, message text, correlation text)
)""",
    "answers": """
answers_given AS (
  INSERT INTO answer (dossier_id, task_id, form, answers, given_at, given_by_id)
  SELECT m.dossier_id, x.task_id, x.form, x.answers, m.at, m.actor_id
  FROM won m, jsonb_to_recordset(m.answers) AS x(task_id uuid, form text, answers jsonb)
)""",
    "mandates": """
mandates_used AS (
  INSERT INTO mandate (dossier_id, task_id, id, content, used_at)
  SELECT m.dossier_id, x.task_id, x.mandate ->> 'id', x.mandate, m.at
  FROM won m, jsonb_to_recordset(m.mandates) AS x(task_id uuid, mandate jsonb)
  ON CONFLICT DO NOTHING
)""",
    "ledger": """
ledger_entries AS (
  INSERT INTO ledger (dossier_id, id, kind, policy, starts_at, ends_at, ground)
  SELECT m.dossier_id, x.id, x.kind, x.policy, x.starts_at, x.ends_at, x.ground
  FROM won m, jsonb_to_recordset(m.ledger) AS x(id uuid, kind text, policy text,
    starts_at timestamptz, ends_at timestamptz, ground text)
  ON CONFLICT (dossier_id, id) DO UPDATE SET ends_at = excluded.ends_at
)""",
    "groups": """
groups_touched AS (
  INSERT INTO budget_group (dossier_id, key, budget, started_at, due_at)
  SELECT m.dossier_id, x.key, x.budget, x.started_at, x.due_at
  FROM won m, jsonb_to_recordset(m.groups) AS x(key text, budget text, started_at timestamptz,
    due_at timestamptz)
  ON CONFLICT (dossier_id, key) DO UPDATE SET budget = excluded.budget,
    started_at = excluded.started_at, due_at = excluded.due_at
)""",
    "papers": """
papers_added AS (
  INSERT INTO paper (dossier_id, id, component, name, media_type, size, pages, file_sha256,
    added_at, added_by_id)
  SELECT m.dossier_id, x.id, x.component, x.name, x.media_type, x.size, x.pages, x.file_sha256,
    m.at, m.actor_id
  FROM won m, jsonb_to_recordset(m.papers) AS x(id uuid, component text, name text,
    media_type text, size bigint, pages int, file_sha256 text)
)""",
    "documents": """
documents_changed AS (
  INSERT INTO document (dossier_id, id, key, kind, status, task_id, number, symbol, issued_at,
    register_id, evidence_sha256, changed_at)
  SELECT m.dossier_id, x.id, x.key, x.kind, x.status, x.task_id, x.number, x.symbol, x.issued_at,
    x.register_id, x.evidence_sha256, m.at
  FROM won m, jsonb_to_recordset(m.documents) AS x(id uuid, key text, kind text, status text,
    task_id uuid, number int, symbol text, issued_at timestamptz, register_id uuid,
    evidence_sha256 text)
  ON CONFLICT (dossier_id, id) DO UPDATE SET status = excluded.status, task_id = excluded.task_id,
    number = excluded.number, symbol = excluded.symbol, issued_at = excluded.issued_at,
    register_id = excluded.register_id, evidence_sha256 = excluded.evidence_sha256,
    changed_at = excluded.changed_at
)""",
    "versions": """
versions_added AS (
  INSERT INTO document_version (dossier_id, document_id, version, stage, file_sha256, size,
    mandate_id, content_sha256, made_at)
  SELECT m.dossier_id, x.document_id, x.version, x.stage, x.file_sha256, x.size, x.mandate_id,
    x.content_sha256, m.at
  FROM won m, jsonb_to_recordset(m.versions) AS x(document_id uuid, version int, stage text,
    file_sha256 text, size bigint, mandate_id text, content_sha256 text)
)""",
    "attempts": """
attempts_changed AS (
  INSERT INTO signing_attempt (dossier_id, id, task_id, document_id, kind, status, shown_sha256,
    mandate_id, begun_sha256, raw_signature, tries, trouble, actor_id, begun_at, changed_at)
  SELECT m.dossier_id, x.id, x.task_id, x.document_id, x.kind, x.status, x.shown_sha256,
    x.mandate_id, x.begun_sha256, x.raw_signature, x.tries, x.trouble, m.actor_id, m.at, m.at
  FROM won m, jsonb_to_recordset(m.attempts) AS x(id uuid, task_id uuid, document_id uuid,
    kind text, status text, shown_sha256 text, mandate_id text, begun_sha256 text,
    raw_signature bytea, tries int, trouble text)
  ON CONFLICT (dossier_id, id) DO UPDATE SET status = excluded.status,
    shown_sha256 = excluded.shown_sha256, mandate_id = excluded.mandate_id,
    begun_sha256 = excluded.begun_sha256, raw_signature = excluded.raw_signature,
    tries = excluded.tries, trouble = excluded.trouble, changed_at = excluded.changed_at
)""",
    "opinions": """
opinions_given AS (
  INSERT INTO opinion (dossier_id, id, task_id, kind, person_id, position_id, value, reason,
    document_id, file_sha256, given_at)
  SELECT m.dossier_id, x.id, x.task_id, x.kind, x.person_id, x.position_id, x.value, x.reason,
    x.document_id, x.file_sha256, m.at
  FROM won m, jsonb_to_recordset(m.opinions) AS x(id uuid, task_id uuid, kind text,
    person_id uuid, position_id uuid, value text, reason text, document_id uuid, file_sha256 text)
)""",
    "opinions_void": """
opinions_voided AS (
  UPDATE opinion o SET void_at = m.at
  FROM won m
  WHERE o.dossier_id = m.dossier_id AND o.id = ANY (m.opinions_void) AND o.void_at IS NULL
)""",
    "mentions": """
people_mentioned AS (
  INSERT INTO mention (dossier_id, opinion_id, person_id, at)
  SELECT m.dossier_id, x.opinion_id, x.person_id, m.at
  FROM won m, jsonb_to_recordset(m.mentions) AS x(opinion_id uuid, person_id uuid)
)""",
    "paper_places": """
paper_placed AS (
  INSERT INTO paper_place (dossier_id, id, kind, person_id, unit_id, at, by_id)
  SELECT m.dossier_id, x.id, x.kind, x.person_id, x.unit_id, m.at, m.actor_id
  FROM won m, jsonb_to_recordset(m.paper_places) AS x(id uuid, kind text, person_id uuid,
    unit_id uuid)
)""",
    "ballots": """
ballots_cast AS (
  INSERT INTO ballot_box (dossier_id, task_id, choice, count)
  SELECT m.dossier_id, x.task_id, x.choice, 1
  FROM won m, jsonb_to_recordset(m.ballots) AS x(task_id uuid, choice text)
  ON CONFLICT (dossier_id, task_id, choice) DO UPDATE SET count = ballot_box.count + 1
)""",
    "links": """
dossiers_linked AS (
  INSERT INTO dossier_link (dossier_id, other_id, relation, other_code, linked_at)
  SELECT m.dossier_id, x.other_id, x.relation, x.other_code, m.at
  FROM won m, jsonb_to_recordset(m.links) AS x(other_id uuid, relation text, other_code text)
  ON CONFLICT DO NOTHING
)""",
    "ratings": """
ratings_given AS (
  INSERT INTO rating (dossier_id, score, words, given_at, changed_at)
  SELECT m.dossier_id, x.score, x.words, m.at, m.at
  FROM won m, jsonb_to_recordset(m.ratings) AS x(score int, words text)
  ON CONFLICT (dossier_id) DO UPDATE SET score = excluded.score, words = excluded.words,
    changed_at = excluded.changed_at
)""",
    "unit_id": """
found_by_them AS (
  UPDATE dossier_search s SET words = s.words || array_to_tsvector(ARRAY(
    SELECT DISTINCT 'u:' || unit FROM unnest(ARRAY[m.unit_id::text, m.receiving_unit_id::text]
      || ARRAY(SELECT value FROM jsonb_each_text(m.parties))) AS unit WHERE unit IS NOT NULL))
  FROM won m WHERE s.dossier_id = m.dossier_id
)""",
    "hand_overs": """
handed_over AS (
  INSERT INTO hand_over (dossier_id, task_id, taker, taker_name, taker_paper, signature_sha256,
    handed_at, handed_by_id)
  SELECT m.dossier_id, x.task_id, x.taker, x.taker_name, x.taker_paper, x.signature_sha256, m.at,
    m.actor_id
  FROM won m, jsonb_to_recordset(m.hand_overs) AS x(task_id uuid, taker text, taker_name text,
    taker_paper text, signature_sha256 text)
)""",
    "outbox": """
outbox_added AS (
  INSERT INTO outbox (dossier_id, id, kind, payload, not_before, tries, created_at)
  SELECT m.dossier_id, x.id, x.kind, x.payload, x.not_before, 0, m.at
  FROM won m, jsonb_to_recordset(m.outbox) AS x(id uuid, kind text, payload jsonb,
    not_before timestamptz)
)""",
    "outbox_done": """
outbox_settled AS (
  UPDATE outbox o SET done_at = m.at, leased_until = NULL, trouble = NULL
  FROM won m
  WHERE o.dossier_id = m.dossier_id AND o.id = ANY (m.outbox_done)
)""",
    **BACK_PARTS,
}


def statement_for(names: Set[str]) -> str:
    """The statement for a Move that has these parts; other names are of no account.

    It takes one parameter, `move`: the text of `move_as_json`. It answers 1, or 0 for Overtaken.
    """
    known = (*_PARTS, "undo_until", "restored")
    return _assembled(tuple(name for name in known if name in names))


@cache
def _assembled(names: tuple[str, ...]) -> str:
    dossier = BACK if "restored" in names else _DOSSIER
    if "undo_until" in names:
        dossier = _DOSSIER.replace("undo_move = NULL", f"undo_move = {KEPT}")
    parts = (_MOVE, _GATE, dossier, _HISTORY, *(_PARTS[name] for name in names if name in _PARTS))
    return f"WITH {','.join(parts)}\nSELECT count(*) FROM won"
