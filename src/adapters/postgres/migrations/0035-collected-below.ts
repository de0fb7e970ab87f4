/**
 * What the sender of an answer added up of those below it, and all that totals are made of in the
 * index, so that sums over thousands of answers read no row.
 */
export const collectedBelow = `
ALTER TABLE ledger.collected
  ADD COLUMN below double precision,
  ADD COLUMN answered integer,
  ADD COLUMN lacking integer;
ALTER TABLE ledger.collected DROP CONSTRAINT collected_pkey;
ALTER TABLE ledger.collected ADD CONSTRAINT collected_pkey PRIMARY KEY (org_id, call, item, record)
  INCLUDE (value, below, answered, lacking, verdict)`
