/**
 * The tables of organisations. Every key begins with `org_id`, so that the same schema can be
 * distributed by it; there are no triggers and no sequences: numbers come from `log_head`.
 * Foreign keys are few: each costs a look-up on every write, and `fsck` proves what they would.
 */
export const ledgerTables = `
CREATE TABLE ledger.organisation (
  org_id bigint NOT NULL PRIMARY KEY,
  public_id text NOT NULL CONSTRAINT organisation_public_id UNIQUE,
  kind text NOT NULL CONSTRAINT organisation_kind CHECK (kind IN ('real', 'demo')),
  name_zh text NOT NULL,
  name_en text NOT NULL,
  parent_id bigint,
  path text COLLATE "C" NOT NULL CONSTRAINT organisation_path UNIQUE,
  zone text NOT NULL,
  origin text NOT NULL,
  founded_at timestamptz NOT NULL
);

CREATE TABLE ledger.log_head (
  org_id bigint NOT NULL PRIMARY KEY REFERENCES ledger.organisation,
  size bigint NOT NULL CONSTRAINT log_head_size CHECK (size >= 0),
  compact_range bytea NOT NULL,
  root bytea NOT NULL,
  recorded_at timestamptz
);

CREATE TABLE ledger.log_key (
  org_id bigint NOT NULL,
  purpose text NOT NULL CONSTRAINT log_key_purpose CHECK (purpose IN ('log', 'receipt')),
  since bigint NOT NULL,
  vkey text NOT NULL,
  PRIMARY KEY (org_id, purpose, since)
);

CREATE TABLE ledger.entry (
  org_id bigint NOT NULL,
  index bigint NOT NULL,
  leaf text NOT NULL,
  leaf_hash bytea NOT NULL,
  kind text NOT NULL,
  register text,
  record uuid,
  version integer NOT NULL,
  recorded_at timestamptz NOT NULL,
  receipt text NOT NULL,
  PRIMARY KEY (org_id, index),
  CONSTRAINT entry_version UNIQUE (org_id, record, version)
);

CREATE TABLE ledger.payload (
  org_id bigint NOT NULL,
  index bigint NOT NULL,
  secret bytea,
  fields text,
  erased jsonb,
  PRIMARY KEY (org_id, index)
);

CREATE TABLE ledger.record (
  org_id bigint NOT NULL,
  id uuid NOT NULL,
  register text NOT NULL,
  version integer NOT NULL,
  state text NOT NULL CONSTRAINT record_state CHECK (state IN ('live', 'void')),
  occurred_on date,
  title text NOT NULL,
  search text NOT NULL,
  late_days integer NOT NULL,
  late_reason text,
  entry bigint NOT NULL,
  first_entry bigint NOT NULL,
  recorded_at timestamptz NOT NULL,
  first_recorded_at timestamptz NOT NULL,
  values jsonb NOT NULL,
  PRIMARY KEY (org_id, id)
);
CREATE INDEX record_by_date ON ledger.record
  (org_id, register, (coalesce(occurred_on, '-infinity'::date)), id);
CREATE INDEX record_by_entry ON ledger.record (org_id, register, entry);

CREATE TABLE ledger.answer (
  org_id bigint NOT NULL,
  key text NOT NULL,
  digest text NOT NULL,
  index bigint NOT NULL,
  PRIMARY KEY (org_id, key)
);

CREATE TABLE ledger.checkpoint (
  org_id bigint NOT NULL,
  size bigint NOT NULL,
  root bytea NOT NULL,
  compact_range bytea NOT NULL,
  recorded_at timestamptz NOT NULL,
  note text NOT NULL,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, size)
);

CREATE TABLE ledger.cosignature (
  org_id bigint NOT NULL,
  size bigint NOT NULL,
  witness text NOT NULL,
  line text NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, size, witness)
);

CREATE TABLE ledger.tile (
  org_id bigint NOT NULL,
  level integer NOT NULL,
  index bigint NOT NULL,
  hashes bytea NOT NULL,
  PRIMARY KEY (org_id, level, index)
);

CREATE TABLE ledger.figure_value (
  org_id bigint NOT NULL,
  figure text NOT NULL,
  period text NOT NULL,
  upward boolean NOT NULL,
  size bigint NOT NULL,
  value jsonb NOT NULL,
  PRIMARY KEY (org_id, figure, period)
);

CREATE TABLE ledger.pack_version (
  org_id bigint NOT NULL,
  digest text NOT NULL,
  files jsonb NOT NULL,
  PRIMARY KEY (org_id, digest)
);

CREATE TABLE ledger.trail (
  org_id bigint NOT NULL,
  at timestamptz NOT NULL,
  id uuid NOT NULL,
  actor text NOT NULL,
  act text NOT NULL,
  subject text,
  outcome text NOT NULL CONSTRAINT trail_outcome CHECK (outcome IN ('done', 'refused')),
  detail text,
  PRIMARY KEY (org_id, at, id)
);
`
