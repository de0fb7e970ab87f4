/** Sentences of a draft that somebody accepted by name though nothing supports them. */
export const draftAccepted =
  "ALTER TABLE ledger.draft ADD COLUMN accepted jsonb NOT NULL DEFAULT '[]'"
