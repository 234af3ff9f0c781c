-- In the database of the bench: {rows} dossiers, each with one open task, in sixty units of uneven
-- size, asked of some six hundred posts of uneven size with two people each. What the pages of the
-- inbox read is there; the rest of a dossier is its original's.
SET synchronous_commit = off;
SET maintenance_work_mem = '512MB';
SELECT setseed(0.4);
DROP INDEX dossier_search_words_idx;

INSERT INTO unit (id, code, name, search_text, recorded_from, valid_from)
  SELECT md5('unit' || u)::uuid, 'B26.' || u, 'Đơn vị ' || u, 'don vi ' || u, '2026-01-01', '2026-01-01'
  FROM generate_series(0, 59) AS u;
INSERT INTO position (id, unit_id, title, rank, roles, powers, recorded_from, valid_from)
  SELECT md5('post' || u || '/' || p)::uuid, md5('unit' || u)::uuid, 'Chuyên viên ' || p, 'staff',
    ARRAY['civil_status'], ARRAY['appraise'], '2026-01-01', '2026-01-01'
  FROM generate_series(0, 59) AS u, generate_series(0, CASE u WHEN 0 THEN 99 ELSE 7 END) AS p;
INSERT INTO person (id, full_name, name_key, search_text, qualifications, recorded_from)
  SELECT md5('person' || u || '/' || p || '/' || k)::uuid, 'Người ' || u || ' ' || p || ' ' || k, 'x', 'x',
    ARRAY[]::text[], '2026-01-01'
  FROM generate_series(0, 59) AS u, generate_series(0, CASE u WHEN 0 THEN 99 ELSE 7 END) AS p,
    generate_series(0, 1) AS k;
INSERT INTO appointment (id, person_id, position_id, acting, recorded_from, valid_from)
  SELECT md5('seat' || u || '/' || p || '/' || k)::uuid, md5('person' || u || '/' || p || '/' || k)::uuid,
    md5('post' || u || '/' || p)::uuid, false, '2026-01-01', '2026-01-01'
  FROM generate_series(0, 59) AS u, generate_series(0, CASE u WHEN 0 THEN 99 ELSE 7 END) AS p,
    generate_series(0, 1) AS k;

-- One dossier in five lies in the first unit; of its posts the first is the busiest by far.
CREATE TEMP TABLE made AS
  SELECT n, md5('dossier' || n)::uuid AS id, md5('task' || n)::uuid AS task_id, u,
    CASE u WHEN 0 THEN floor(100 * random() ^ 1.3)::int ELSE floor(8 * random())::int END AS p,
    floor(3 * random())::int - 1 AS taken_by, n % 12 = 0 AS waits, n % 33 = 0 AS returned,
    timestamptz '2026-06-01 04:00+00' - interval '20 days' * random() AS opened_at,
    timestamptz '2026-06-01 04:00+00' + interval '1 minute' * floor(43200 * random() - 4000) AS due_at,
    (ARRAY['Nguyễn','Trần','Lê','Phạm','Hoàng','Vũ','Đặng','Bùi','Đỗ','Ngô'])[1 + floor(10 * random() ^ 2)::int] AS family,
    (ARRAY['Văn','Thị','Đức','Minh','Ngọc','Quốc','Thanh','Hữu'])[1 + floor(8 * random())::int] AS middle,
    (ARRAY['An','Bình','Cường','Dũng','Giang','Hà','Hạnh','Hiếu','Hòa','Hùng','Hương','Khánh','Lan','Linh',
      'Long','Mai','Nam','Nga','Nghĩa','Phúc','Phương','Quân','Sơn','Tâm','Thảo','Thắng','Thu','Toàn','Tuấn',
      'Yến'])[1 + floor(30 * random())::int] AS given,
    '09' || lpad((n::bigint * 7919 % 100000000)::text, 8, '0') AS phone
  FROM (SELECT n, CASE WHEN n % 5 = 0 THEN 0 ELSE 1 + n % 59 END AS u FROM generate_series(1, {rows}) AS n) AS each;
CREATE TEMP TABLE original AS
  SELECT d.*, t.kind AS task_kind, t.element, t.performer, t.power FROM dossier d
  JOIN task t ON t.dossier_id = d.id AND t.status = 'open' AND t.kind IN ('user', 'message');

INSERT INTO dossier (id, code, bundle_sha256, procedure, unit_id, receiving_unit_id, parties, status,
    version, state, facts, applicant, search_text, received_at, due_at, accountable_id, history_hash,
    lookup_code)
  SELECT m.id, 'B26.' || m.u || '-' || to_char(m.opened_at, 'YYMMDD') || '-' || lpad(m.n::text, 7, '0'),
    o.bundle_sha256, o.procedure, md5('unit' || m.u)::uuid, md5('unit' || m.u)::uuid,
    jsonb_build_object('resolving', md5('unit' || m.u)::uuid, 'receiving', md5('unit' || m.u)::uuid),
    o.status, o.version, o.state, o.facts,
    jsonb_build_object('full_name', concat_ws(' ', m.family, m.middle, m.given), 'phone', m.phone,
      'identity', NULL, 'email', NULL, 'address', NULL),
    'x', m.opened_at, m.due_at, o.accountable_id, o.history_hash, md5(m.n::text)
  FROM made m JOIN original o ON o.task_kind = CASE WHEN m.waits THEN 'message' ELSE 'user' END;
INSERT INTO task (dossier_id, id, element, kind, status, unit_id, performer, power, assignee_id,
    assigned_at, opened_at, due_at)
  SELECT m.id, m.task_id, o.element, o.task_kind, 'open', md5('unit' || m.u)::uuid, o.performer, o.power,
    CASE WHEN m.taken_by >= 0 THEN md5('person' || m.u || '/' || m.p || '/' || m.taken_by)::uuid END,
    CASE WHEN m.taken_by >= 0 THEN m.opened_at END, m.opened_at, CASE WHEN NOT m.waits THEN m.due_at END
  FROM made m JOIN original o ON o.task_kind = CASE WHEN m.waits THEN 'message' ELSE 'user' END;
INSERT INTO candidate (dossier_id, task_id, holder_id, due_at)
  SELECT m.id, m.task_id, md5('post' || m.u || '/' || m.p)::uuid, CASE WHEN NOT m.waits THEN m.due_at END
  FROM made m;
INSERT INTO history (dossier_id, seq, kind, task_id, at, canonical, previous, hash)
  SELECT m.id, 1, CASE WHEN m.returned THEN 'returned' ELSE 'claimed' END, m.task_id, m.opened_at, '', '', ''
  FROM made m;
INSERT INTO task_view (person_id, dossier_id, task_id, seen_at, snoozed_until)
  SELECT md5('person' || m.u || '/' || m.p || '/0')::uuid, m.id, m.task_id, m.opened_at + interval '1 hour',
    CASE WHEN m.n % 40 = 0 THEN timestamptz '2026-06-03 00:00+00' END
  FROM made m WHERE m.n % 3 = 0;
INSERT INTO dossier_search (dossier_id, words)
  SELECT m.id, array_to_tsvector(ARRAY[
    translate(lower(m.family), 'ễầêạàũặùđỗô', 'eaeaauauddoo'),
    translate(lower(m.middle), 'ăịđứọố', 'aiduoo'),
    translate(lower(m.given), 'ìườũàạếòùươâảắấơ', 'iuouaaeouuoaaaao'),
    'b26', m.u::text, to_char(m.opened_at, 'YYMMDD'), lpad(m.n::text, 7, '0'), m.phone,
    'u:' || md5('unit' || m.u)::uuid::text])
  FROM made m;
CREATE INDEX dossier_search_words_idx ON dossier_search USING gin (words);
ANALYZE;
