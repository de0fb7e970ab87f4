/** The log key's word on when a checkpoint was made and which came before; null for older ones. */
export const checkpointSeal = 'ALTER TABLE ledger.checkpoint ADD COLUMN seal text'
