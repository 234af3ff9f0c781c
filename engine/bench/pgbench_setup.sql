-- For psql, in the database of the bench: dossiers for pgbench_step.sql, as wide as a real one.
-- Variables: dossiers, how many. Prints name=value lines for the bench to read.
CREATE TEMP TABLE like_this AS
  SELECT d.id FROM dossier d JOIN task t ON t.dossier_id = d.id AND t.status = 'open'
  WHERE t.kind = 'user' ORDER BY d.received_at LIMIT 1;
CREATE TEMP TABLE copies AS
  SELECT lpad(to_hex(n), 32, '0') AS id
  FROM generate_series(1, :dossiers) AS n;

INSERT INTO dossier
  SELECT (jsonb_populate_record(d, jsonb_build_object('id', c.id))).*
  FROM dossier d, copies c WHERE d.id = (SELECT id FROM like_this);
INSERT INTO task
  SELECT (jsonb_populate_record(t, jsonb_build_object('dossier_id', c.id))).*
  FROM task t, copies c WHERE t.dossier_id = (SELECT id FROM like_this);
INSERT INTO history
  SELECT (jsonb_populate_record(h, jsonb_build_object('dossier_id', c.id))).*
  FROM history h, copies c WHERE h.dossier_id = (SELECT id FROM like_this);
VACUUM ANALYZE dossier, task, history;

SELECT 'state=' || max(octet_length(state)) FROM dossier;
SELECT 'canonical=' || round(avg(octet_length(canonical))) FROM history;
SELECT name || '=' || current_setting(name) FROM pg_settings
  WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers',
    'server_version') ORDER BY name;
