-- For pgbench -M prepared: what a completed task writes, one statement after the other, without a
-- diagram, a register or a clock. Each client keeps to its own dossiers.
-- Variables: dossiers per client; state and canonical, the widths of real rows in bytes.
\set n :client_id * :dossiers + random(1, :dossiers)
BEGIN;
SELECT d.state, d.facts, t.id AS task FROM dossier d
  JOIN task t ON t.dossier_id = d.id AND t.status = 'open'
  WHERE d.id = lpad(to_hex(:n::int), 32, '0')::uuid \gset its_
UPDATE dossier SET version = version + 1, state = decode(repeat('ab', :state::int), 'hex'),
    facts = facts, status = status, history_hash = decode(repeat('cd', 32), 'hex')
  WHERE id = lpad(to_hex(:n::int), 32, '0')::uuid RETURNING version \gset its_
UPDATE task SET status = 'done', outcome = 'before', closed_at = now(), closed_by_id = id
  WHERE dossier_id = lpad(to_hex(:n::int), 32, '0')::uuid AND id = :its_task;
INSERT INTO task (dossier_id, id, element, kind, status, unit_id, performer, power, opened_at,
    due_at)
  VALUES (lpad(to_hex(:n::int), 32, '0')::uuid, gen_random_uuid(), 'ThamDinh', 'user', 'open',
    :its_task, 'civil_status', 'appraise', now(), now());
INSERT INTO history (dossier_id, seq, kind, actor_id, task_id, at, canonical, previous, hash)
  VALUES (lpad(to_hex(:n::int), 32, '0')::uuid, :its_version, 'completed', :its_task, :its_task, now(),
    decode(repeat('ab', :canonical::int), 'hex'), decode(repeat('cd', 32), 'hex'),
    decode(repeat('ef', 32), 'hex'));
COMMIT;
