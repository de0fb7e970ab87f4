import { roles } from '../roles.ts'
import type { Command } from './app-tables.ts'
import { checkOf } from './app-tables.ts'

/** What belongs to one organisation, and what the server does with it. */
const ofOrganisations = {
  reminder_settings: ['SELECT', 'INSERT', 'UPDATE'],
  reminder_choice: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  outbox: ['SELECT', 'INSERT', 'UPDATE'],
} satisfies Record<string, readonly Command[]>

/**
 * Jobs of the server and its outbox, in a schema of their own whose role reaches nothing else.
 * `job`, `run` and `reminding` are the server's own; the others are organisations' tables. Text of
 * the outbox is not kept: two numbers and the address of the page are all that a message says.
 */
export const jobTables = `
SET LOCAL ROLE ${roles.jobs};

CREATE TABLE jobs.job (
  id text NOT NULL PRIMARY KEY,
  first_seen timestamptz NOT NULL
);

CREATE TABLE jobs.run (
  job text NOT NULL REFERENCES jobs.job,
  due_at timestamptz NOT NULL,
  holder uuid NOT NULL,
  tries integer NOT NULL,
  started_at timestamptz NOT NULL,
  held_until timestamptz NOT NULL,
  ended_at timestamptz,
  outcome text CONSTRAINT run_outcome CHECK (outcome IN ('done', 'failed', 'cut-off')),
  note_zh text,
  note_en text,
  PRIMARY KEY (job, due_at)
);
CREATE INDEX run_unfinished ON jobs.run (job) WHERE outcome IS NULL;

CREATE TABLE jobs.reminding (
  org_id bigint NOT NULL PRIMARY KEY,
  made_day date,
  deliver_at timestamptz
);
CREATE INDEX reminding_deliver ON jobs.reminding (deliver_at) WHERE deliver_at IS NOT NULL;

CREATE TABLE jobs.reminder_settings (
  org_id bigint NOT NULL PRIMARY KEY,
  settings jsonb NOT NULL,
  mail_password bytea
);

CREATE TABLE jobs.reminder_choice (
  org_id bigint NOT NULL,
  person text NOT NULL,
  channel text NOT NULL,
  address bytea NOT NULL,
  secret bytea,
  PRIMARY KEY (org_id, person)
);

CREATE TABLE jobs.outbox (
  org_id bigint NOT NULL,
  person text NOT NULL,
  day date NOT NULL,
  channel text NOT NULL,
  id uuid NOT NULL,
  waiting integer,
  escalated integer,
  link text NOT NULL,
  state text NOT NULL
    CONSTRAINT outbox_state CHECK (state IN ('waiting', 'sending', 'sent', 'dead', 'unknown')),
  tries integer NOT NULL,
  next_at timestamptz NOT NULL,
  held_until timestamptz,
  reason_zh text,
  reason_en text,
  made_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (org_id, person, day, channel),
  CONSTRAINT outbox_id UNIQUE (org_id, id)
);
CREATE INDEX outbox_open ON jobs.outbox (org_id, next_at) WHERE state IN ('waiting', 'sending');
CREATE INDEX outbox_newest ON jobs.outbox (org_id, made_at DESC, id);

${Object.entries(ofOrganisations).flatMap(secured).join(';\n')};

SET LOCAL ROLE ${roles.tables};
`

// Their owner is the role that works with them; forced, the policies hold for it as well.
function secured([table, commands]: [string, readonly Command[]]): string[] {
  return [
    `ALTER TABLE jobs.${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE jobs.${table} FORCE ROW LEVEL SECURITY`,
    ...commands.map(
      (command) => `CREATE POLICY ${table}_${command.toLowerCase()} ON jobs.${table}
     FOR ${command} ${checkOf(command)}`,
    ),
  ]
}
