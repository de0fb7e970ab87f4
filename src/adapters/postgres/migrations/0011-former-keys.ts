/** Keys once believed of a watched log: reports of their time may still be on their way. */
export const formerKeys =
  "ALTER TABLE ledger.watched_log ADD COLUMN former text[] NOT NULL DEFAULT '{}'"
