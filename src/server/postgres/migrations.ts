/**
 * The schema, as the steps that lead to it: a step that was shipped is never changed. What people wrote is text, not
 * `jsonb`, which refuses characters that questions hold.
 */
import type { ClientBase } from 'pg';
import { LaterSchemaError } from './away';

const migrations: readonly string[] = [
  `
CREATE TABLE der.outcomes (
  seq bigint GENERATED ALWAYS AS IDENTITY,
  id text PRIMARY KEY,
  record text NOT NULL
);
CREATE INDEX outcomes_seq ON der.outcomes (seq);

CREATE TABLE der.answer_times (
  id text PRIMARY KEY,
  expert text NOT NULL,
  ms double precision NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX answer_times_at ON der.answer_times (at);

CREATE TABLE der.traces (
  id uuid PRIMARY KEY,
  who text,
  at timestamptz NOT NULL,
  facts text NOT NULL,
  rating text,
  trace text
);
CREATE INDEX traces_at ON der.traces (at);
CREATE INDEX traces_who ON der.traces (who, at);

-- Money in billionths of a US dollar. "spent" is null until a call is settled: then it counts as what was reserved.
CREATE TABLE der.calls (
  id uuid PRIMARY KEY,
  who text NOT NULL,
  expert text NOT NULL,
  at timestamptz NOT NULL,
  reserved bigint NOT NULL,
  spent bigint
);
CREATE INDEX calls_at ON der.calls (at);

-- Of each key and day or month ("2026-11-29", "2026-11"), in UTC: the sum of its calls.
CREATE TABLE der.balances (
  who text NOT NULL,
  period text NOT NULL,
  taken bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (who, period)
);

-- Of the two rows, the month's is always locked first, so that nobody waits in a circle.
CREATE FUNCTION der.take(asker text, moment timestamptz, amount bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  this_day text := to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD');
  this_month text := to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM');
BEGIN
  INSERT INTO der.balances AS b (who, period, taken) VALUES (asker, this_month, amount)
    ON CONFLICT (who, period) DO UPDATE SET taken = b.taken + amount;
  INSERT INTO der.balances AS b (who, period, taken) VALUES (asker, this_day, amount)
    ON CONFLICT (who, period) DO UPDATE SET taken = b.taken + amount;
END $$;

CREATE FUNCTION der.reserve(
  call uuid, asker text, asked text, moment timestamptz, most bigint, per_day bigint, per_month bigint
) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  day_taken bigint;
  month_taken bigint;
BEGIN
  -- Locks both rows, made where they are not there yet.
  PERFORM der.take(asker, moment, 0);
  IF EXISTS (SELECT FROM der.calls WHERE id = call) THEN
    RETURN true;
  END IF;
  SELECT taken INTO day_taken FROM der.balances
    WHERE who = asker AND period = to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD');
  SELECT taken INTO month_taken FROM der.balances
    WHERE who = asker AND period = to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM');
  IF day_taken + most > per_day OR month_taken + most > per_month THEN
    RETURN false;
  END IF;
  INSERT INTO der.calls (id, who, expert, at, reserved) VALUES (call, asker, asked, moment, most);
  PERFORM der.take(asker, moment, most);
  RETURN true;
END $$;

CREATE FUNCTION der.settle(call uuid, cost bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  settled der.calls;
BEGIN
  UPDATE der.calls SET spent = cost WHERE id = call AND spent IS NULL RETURNING * INTO settled;
  IF FOUND THEN
    PERFORM der.take(settled.who, settled.at, cost - settled.reserved);
  END IF;
END $$;

CREATE FUNCTION der.record(call uuid, asker text, asked text, moment timestamptz, cost bigint)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO der.calls (id, who, expert, at, reserved, spent) VALUES (call, asker, asked, moment, cost, cost)
    ON CONFLICT DO NOTHING;
  IF FOUND THEN
    PERFORM der.take(asker, moment, cost);
  END IF;
END $$;

CREATE FUNCTION der.tell_outcomes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NOTIFY der_outcomes;
  RETURN NULL;
END $$;
CREATE TRIGGER outcomes_told AFTER INSERT ON der.outcomes
  FOR EACH STATEMENT EXECUTE FUNCTION der.tell_outcomes();
`,
];

/** Any number that no other program of the database takes. */
const lock = 7_310_254_117;

/**
 * Brings the schema to this version, all of it or nothing; servers that start together wait for each other.
 * @throws Error where it is of a later version
 */
export async function migrate(client: ClientBase, steps: readonly string[] = migrations): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [lock]);
    await client.query('CREATE SCHEMA IF NOT EXISTS der');
    await client.query(
      'CREATE TABLE IF NOT EXISTS der.migrations (version int PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())',
    );
    const { rows } = await client.query<{ version: number | null }>(
      'SELECT max(version) AS version FROM der.migrations',
    );
    const version = rows[0]?.version ?? 0;
    if (version > steps.length)
      throw new LaterSchemaError(
        `The database has the schema of a later DER (version ${version}; this one knows ${steps.length}). Start a newer DER, or name another database.`,
      );
    for (const [index, step] of steps.entries()) {
      if (index < version) continue;
      await client.query(step);
      await client.query('INSERT INTO der.migrations (version) VALUES ($1)', [index + 1]);
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
