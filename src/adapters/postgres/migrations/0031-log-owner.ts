/** Which server takes the writes of a log, and until when: a hint beside the lock of the row. */
export const logOwner =
  'ALTER TABLE ledger.log_head ADD COLUMN owner text, ADD COLUMN owned_until timestamptz'
