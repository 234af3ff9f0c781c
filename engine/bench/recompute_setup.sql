-- In the database of the bench: copies of each dossier there is, {dossiers} in all, with
-- everything that an act of recounting reads or writes.
CREATE TEMP TABLE originals AS
  SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM dossier;
CREATE TEMP TABLE copies AS
  SELECT md5(n::text)::uuid AS id, o.id AS original
  FROM generate_series(1, {dossiers} - (SELECT count(*) FROM originals)) AS n
  JOIN originals o ON o.place = n % (SELECT count(*) FROM originals);
CREATE TEMP TABLE task_copies AS
  SELECT md5(c.id::text || t.id::text)::uuid AS id, c.id AS dossier_id, t.id AS original
  FROM copies c JOIN task t ON t.dossier_id = c.original;
ANALYZE copies, task_copies;

INSERT INTO dossier
  SELECT (jsonb_populate_record(d, jsonb_build_object('id', c.id))).*
  FROM dossier d JOIN copies c ON c.original = d.id;
INSERT INTO task
  SELECT (jsonb_populate_record(t, jsonb_build_object('dossier_id', c.dossier_id, 'id', c.id))).*
  FROM task t JOIN task_copies c ON c.original = t.id;
INSERT INTO candidate
  SELECT c.dossier_id, c.id, x.holder_id, x.due_at
  FROM candidate x JOIN task_copies c ON c.original = x.task_id;
INSERT INTO timer
  SELECT c.dossier_id, c.id, x.due_at, x.text
  FROM timer x JOIN task_copies c ON c.original = x.task_id;
INSERT INTO ledger
  SELECT (jsonb_populate_record(l, jsonb_build_object('dossier_id', c.id))).*
  FROM ledger l JOIN copies c ON c.original = l.dossier_id;
INSERT INTO history
  SELECT (jsonb_populate_record(h, jsonb_build_object('dossier_id', c.id))).*
  FROM history h JOIN copies c ON c.original = h.dossier_id;
