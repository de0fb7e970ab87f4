import { appTables } from './app-tables.ts'

const tables = `
CREATE TABLE ledger.draft (
  org_id bigint NOT NULL,
  id uuid NOT NULL,
  record uuid NOT NULL,
  report text NOT NULL,
  year integer NOT NULL,
  replaces uuid,
  open boolean NOT NULL,
  tree jsonb NOT NULL,
  revision integer NOT NULL,
  writers text[] NOT NULL,
  opened_at timestamptz NOT NULL,
  saved_at timestamptz NOT NULL,
  saved_by text NOT NULL,
  PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX draft_open ON ledger.draft (org_id, report, year) WHERE open;

CREATE TABLE ledger.draft_version (
  org_id bigint NOT NULL,
  draft uuid NOT NULL,
  slot text NOT NULL,
  revision integer NOT NULL,
  tree jsonb NOT NULL,
  saved_at timestamptz NOT NULL,
  saved_by text NOT NULL,
  PRIMARY KEY (org_id, draft, slot)
);

CREATE TABLE ledger.draft_comment (
  org_id bigint NOT NULL,
  draft uuid NOT NULL,
  id uuid NOT NULL,
  block text NOT NULL,
  said text NOT NULL,
  said_by text NOT NULL,
  said_at timestamptz NOT NULL,
  settled_by text,
  settled_at timestamptz,
  PRIMARY KEY (org_id, draft, id)
);

CREATE TABLE ledger.report_file (
  org_id bigint NOT NULL,
  record uuid NOT NULL,
  kind text NOT NULL CONSTRAINT report_file_kind CHECK (kind IN ('frozen', 'docx')),
  digest text NOT NULL,
  bytes bytea NOT NULL,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, record, kind, digest)
);
`

/** Drafts change; what was frozen is only ever added. */
const grants = {
  draft: ['SELECT', 'INSERT', 'UPDATE'],
  draft_version: ['SELECT', 'INSERT', 'UPDATE'],
  draft_comment: ['SELECT', 'INSERT', 'UPDATE'],
  report_file: ['SELECT', 'INSERT'],
} as const

/**
 * Drafts of reports and the files of frozen ones. A draft stands outside the log until somebody
 * reviews it; a frozen file is named in the log by its digest.
 */
export const reportFlow = `${tables};\n${appTables(grants).join(';\n')}`
