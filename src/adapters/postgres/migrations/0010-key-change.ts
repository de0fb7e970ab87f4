import { roles } from '../roles.ts'

/**
 * Whether the key before was lost when a key was announced. Who erases writes an entry, and so
 * must know which key signs its receipt.
 */
export const keyChange = `
ALTER TABLE ledger.log_key ADD COLUMN lost boolean NOT NULL DEFAULT false;
GRANT SELECT ON ledger.log_key TO ${roles.eraser};
`
