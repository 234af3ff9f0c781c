-- At the very statement that saves a signing act, a fresh look at the assignment: with the register's
-- epoch held by that statement, what it sees is what holds until its commit. One row for each act.
CREATE TABLE race_seen (kind text NOT NULL, state text NOT NULL, since timestamptz NOT NULL);

CREATE TABLE race_now (id uuid);
INSERT INTO race_now VALUES (NULL);

CREATE FUNCTION race_look() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO race_seen
  SELECT NEW.kind, i.state, i.state_since FROM instrument i
  WHERE i.id = (SELECT id FROM race_now) AND i.recorded_to IS NULL;
  RETURN NULL;
END $$;

CREATE TRIGGER race_look AFTER INSERT ON history FOR EACH ROW
  WHEN (NEW.kind IN ('signature_begun', 'signature_made', 'signed') AND NEW.actor_id = '{signer}')
  EXECUTE FUNCTION race_look();
