/** The order of lists as an expression that row-level security lets an index answer. */
export const dateIndex = `
DROP INDEX ledger.record_by_date;
CREATE INDEX record_by_date ON ledger.record
  (org_id, register, (CASE WHEN occurred_on IS NULL THEN '-infinity'::date ELSE occurred_on END), id);
`
