import { appTables } from './app-tables.ts'

const tables = `
CREATE TABLE ledger.import (
  org_id bigint NOT NULL,
  id uuid NOT NULL,
  owner text NOT NULL,
  file_name text NOT NULL,
  version integer NOT NULL,
  state text NOT NULL CONSTRAINT import_state CHECK (state IN ('open', 'stopped', 'done', 'gone')),
  tables jsonb NOT NULL,
  work jsonb NOT NULL,
  counts jsonb,
  brought_at timestamptz NOT NULL,
  touched_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id)
);
CREATE INDEX import_owner ON ledger.import (org_id, owner, brought_at);

CREATE TABLE ledger.import_part (
  org_id bigint NOT NULL,
  import uuid NOT NULL,
  table_at integer NOT NULL,
  part integer NOT NULL,
  rows bytea NOT NULL,
  PRIMARY KEY (org_id, import, table_at, part)
);

CREATE TABLE ledger.import_row (
  org_id bigint NOT NULL,
  import uuid NOT NULL,
  register text NOT NULL,
  table_name text NOT NULL,
  row integer NOT NULL,
  record uuid NOT NULL,
  PRIMARY KEY (org_id, import, register, table_name, row)
);

CREATE TABLE ledger.import_mapping (
  org_id bigint NOT NULL,
  register text NOT NULL,
  headers text NOT NULL,
  mapping jsonb NOT NULL,
  used_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, register, headers)
);
`

/** What is thrown away leaves an empty row: nothing is deleted in this schema. */
const grants = {
  import: ['SELECT', 'INSERT', 'UPDATE'],
  import_part: ['SELECT', 'INSERT', 'UPDATE'],
  import_row: ['SELECT', 'INSERT'],
  import_mapping: ['SELECT', 'INSERT', 'UPDATE'],
} as const

/**
 * Files that somebody brought to be recorded, outside the log: their cells as they were read, in
 * parts; how they become records; which of their rows are written. And how columns were mapped
 * before, by the register and the heads that a table had.
 */
export const importTables = `${tables};\n${appTables(grants).join(';\n')}`
