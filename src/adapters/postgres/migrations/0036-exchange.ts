import { appTables } from './app-tables.ts'

const tables = `
CREATE TABLE ledger.partner (
  org_id bigint NOT NULL,
  origin text COLLATE "C" NOT NULL,
  made_at timestamptz,
  heard_at timestamptz,
  seen_size bigint NOT NULL DEFAULT 0,
  sent_sizes bigint[] NOT NULL DEFAULT '{}',
  in_force text[] NOT NULL DEFAULT '{}',
  holds text[] NOT NULL DEFAULT '{}',
  refused jsonb NOT NULL DEFAULT '[]',
  trouble jsonb,
  failures integer NOT NULL DEFAULT 0,
  tried_at timestamptz,
  PRIMARY KEY (org_id, origin)
);
CREATE TABLE ledger.arrived (
  org_id bigint NOT NULL,
  origin text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  about text COLLATE "C" NOT NULL,
  bytes bytea,
  refused jsonb,
  arrived_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, origin, kind, id)
);
CREATE INDEX arrived_about ON ledger.arrived (org_id, kind, about)`

/**
 * What logs of other servers sent (`src/app/exchange`): an arrival is no entry. Whoever it is for
 * takes it, and only then does it stand in their log.
 */
export const exchange = [
  tables,
  ...appTables({
    partner: ['SELECT', 'INSERT', 'UPDATE'],
    arrived: ['SELECT', 'INSERT', 'UPDATE'],
  }),
].join(';\n')
