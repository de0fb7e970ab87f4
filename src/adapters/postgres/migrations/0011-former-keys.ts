/** Keys that were believed of a watched log before: reports of their time are still on their way. */
export const formerKeys =
  "ALTER TABLE ledger.watched_log ADD COLUMN former text[] NOT NULL DEFAULT '{}'"
