/** To which reviewer a draft was handed in, by whom, when, and after which step. */
export const draftHandedIn = 'ALTER TABLE ledger.draft ADD COLUMN handed_in jsonb'
