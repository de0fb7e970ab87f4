/**
 * The index of entries says of which record each is: a search that knows entries, and gathers ids
 * to go through another order of the list with, visits no record for them.
 */
export const entryIndex = `
CREATE INDEX record_of_entry ON ledger.record (org_id, register, entry) INCLUDE (id);
DROP INDEX ledger.record_by_entry;
`
