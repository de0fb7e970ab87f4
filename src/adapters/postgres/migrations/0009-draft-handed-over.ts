/** Who answers for a draft that its opener handed over: a random id of a person. */
export const draftHandedOver = 'ALTER TABLE ledger.draft ADD COLUMN handed_to text'
