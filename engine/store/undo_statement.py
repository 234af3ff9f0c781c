"""The way back of a Move: what is kept of the rows it replaces, and the parts that put them back.

`KEPT` is evaluated in the statement that saves the Move, whose snapshot still shows the rows as
they were before it; so the way back is what stood there, whatever the Move did to it.
"""

from __future__ import annotations

#: One jsonb: the dossier's columns, the rows that go or change, the keys of those that come.
KEPT = """jsonb_build_object(
      'kind', m.kind, 'task_id', m.task_id, 'key', m.idempotency_key,
      'dossier', jsonb_build_object('outcome', d.outcome, 'due_at', d.due_at,
        'statutory_due_at', d.statutory_due_at, 'apology_at', d.apology_at,
        'extended_at', d.extended_at, 'timeliness', d.timeliness, 'finished_at', d.finished_at,
        'accountable_id', d.accountable_id),
      'closed', to_jsonb(m.closed),
      'candidates', (SELECT jsonb_agg(to_jsonb(c)) FROM candidate c
        WHERE c.dossier_id = m.dossier_id AND c.task_id = ANY (m.closed)),
      'timers', (SELECT jsonb_agg(to_jsonb(t)) FROM timer t
        WHERE t.dossier_id = m.dossier_id AND t.task_id = ANY (m.closed)),
      'subscriptions', (SELECT jsonb_agg(to_jsonb(s)) FROM subscription s
        WHERE s.dossier_id = m.dossier_id AND s.task_id = ANY (m.closed)),
      'desks', (SELECT jsonb_agg(jsonb_build_object('id', t.id, 'assignee_id', t.assignee_id,
          'assigned_at', t.assigned_at, 'incident', t.incident)) FROM task t
        WHERE t.dossier_id = m.dossier_id AND t.id = ANY (m.changed)),
      'opened', (SELECT jsonb_agg(x.id) FROM jsonb_to_recordset(m.opened) AS x(id uuid)),
      'answers', (SELECT jsonb_agg(x.task_id)
        FROM jsonb_to_recordset(m.answers) AS x(task_id uuid)),
      'ledger', (SELECT jsonb_agg(to_jsonb(l)) FROM ledger l
        JOIN jsonb_to_recordset(m.ledger) AS x(id uuid) ON x.id = l.id
        WHERE l.dossier_id = m.dossier_id),
      'ledger_touched', (SELECT jsonb_agg(x.id) FROM jsonb_to_recordset(m.ledger) AS x(id uuid)),
      'groups', (SELECT jsonb_agg(to_jsonb(g)) FROM budget_group g
        JOIN jsonb_to_recordset(m.groups) AS x(key text) ON x.key = g.key
        WHERE g.dossier_id = m.dossier_id),
      'groups_touched', (SELECT jsonb_agg(x.key)
        FROM jsonb_to_recordset(m.groups) AS x(key text)),
      'documents', (SELECT jsonb_agg(to_jsonb(o)) FROM document o
        JOIN jsonb_to_recordset(m.documents) AS x(id uuid) ON x.id = o.id
        WHERE o.dossier_id = m.dossier_id),
      'opinions', (SELECT jsonb_agg(x.id) FROM jsonb_to_recordset(m.opinions) AS x(id uuid)),
      'opinions_void', to_jsonb(m.opinions_void),
      'outbox', (SELECT jsonb_agg(x.id) FROM jsonb_to_recordset(m.outbox) AS x(id uuid)))"""

#: Instead of the usual update of the dossier: the replaced columns again, NULL where they were
#: NULL, under guard that the undo columns are the last Move's and that the time is not over. The
#: rows of the outbox are locked, so that no worker takes one at the same moment.
BACK = """
untaken AS MATERIALIZED (
  SELECT o.id FROM outbox o, gate m
  WHERE o.dossier_id = m.dossier_id AND o.id = ANY (m.outbox_untaken)
    AND o.done_at IS NULL AND o.leased_until IS NULL AND o.tries = 0
  FOR UPDATE OF o
),
won AS (
  UPDATE dossier d SET
    version = d.version + 1,
    state = d.undo_state,
    facts = d.undo_facts,
    status = d.undo_status,
    outcome = r.outcome,
    due_at = r.due_at,
    statutory_due_at = r.statutory_due_at,
    apology_at = r.apology_at,
    extended_at = r.extended_at,
    timeliness = r.timeliness,
    finished_at = r.finished_at,
    accountable_id = r.accountable_id,
    history_hash = m.hash,
    undo_until = NULL, undo_version = NULL, undo_status = NULL, undo_state = NULL,
    undo_facts = NULL, undo_move = NULL
  FROM gate m, jsonb_to_record(m.restored) AS r(outcome text, due_at timestamptz,
    statutory_due_at timestamptz, apology_at timestamptz, extended_at timestamptz,
    timeliness text, finished_at timestamptz, accountable_id uuid)
  WHERE d.id = m.dossier_id AND d.version = m.version AND d.history_hash = m.previous
    AND d.undo_version = d.version - 1 AND d.undo_until >= m.at
    AND coalesce(cardinality(m.outbox_untaken), 0) = (SELECT count(*) FROM untaken)
  RETURNING m.*
)"""

BACK_PARTS = {
    "reopened": """
tasks_reopened AS (
  UPDATE task t SET status = 'open', outcome = NULL, closed_at = NULL, closed_by_id = NULL
  FROM won m, jsonb_to_recordset(m.reopened) AS x(id uuid)
  WHERE t.dossier_id = m.dossier_id AND t.id = x.id
)""",
    "asked_again": """
candidates_back AS (
  INSERT INTO candidate (dossier_id, task_id, holder_id, due_at)
  SELECT m.dossier_id, x.task_id, x.holder_id, x.due_at
  FROM won m, jsonb_to_recordset(m.asked_again) AS x(task_id uuid, holder_id uuid,
    due_at timestamptz)
)""",
    "desks": """
desks_back AS (
  UPDATE task t SET assignee_id = x.assignee_id, assigned_at = x.assigned_at,
    incident = x.incident
  FROM won m, jsonb_to_recordset(m.desks) AS x(id uuid, assignee_id uuid,
    assigned_at timestamptz, incident text)
  WHERE t.dossier_id = m.dossier_id AND t.id = x.id
)""",
    "answers_gone": """
answers_taken_back AS (
  DELETE FROM answer a USING won m
  WHERE a.dossier_id = m.dossier_id AND a.task_id = ANY (m.answers_gone)
)""",
    "opinions_valid": """
opinions_valid_again AS (
  UPDATE opinion o SET void_at = NULL
  FROM won m
  WHERE o.dossier_id = m.dossier_id AND o.id = ANY (m.opinions_valid)
)""",
    "ledger_gone": """
ledger_taken_back AS (
  DELETE FROM ledger l USING won m
  WHERE l.dossier_id = m.dossier_id AND l.id = ANY (m.ledger_gone)
)""",
    "groups_gone": """
groups_taken_back AS (
  DELETE FROM budget_group g USING won m
  WHERE g.dossier_id = m.dossier_id AND g.key = ANY (m.groups_gone)
)""",
    "key_gone": """
key_free_again AS (
  DELETE FROM idempotency i USING won m
  WHERE i.dossier_id = m.dossier_id AND i.actor_id = m.actor_id AND i.key = m.key_gone
)""",
}
