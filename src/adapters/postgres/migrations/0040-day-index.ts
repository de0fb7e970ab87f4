/**
 * The order of lists says of which entry each record is: a search that knows entries then reads the
 * records of its page and no others. `occurred_on` stands in it beside the key that is made of it,
 * as PostgreSQL believes an index to hold columns, not what is made of them.
 */
export const dayIndex = `
CREATE INDEX record_by_day ON ledger.record
  (org_id, register, (CASE WHEN occurred_on IS NULL THEN '-infinity'::date ELSE occurred_on END), id)
  INCLUDE (entry, occurred_on);
DROP INDEX ledger.record_by_date;
`
