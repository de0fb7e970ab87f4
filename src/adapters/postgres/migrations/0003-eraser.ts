import { roles } from '../roles.ts'

/** An erasure writes its own entry in the same transaction that takes the fields away. */
export const eraserGrants = `
GRANT SELECT, UPDATE ON ledger.log_head TO ${roles.eraser};
GRANT SELECT, INSERT ON ledger.entry, ledger.payload TO ${roles.eraser};
GRANT SELECT, INSERT, UPDATE ON ledger.record TO ${roles.eraser};
REVOKE UPDATE ON ledger.payload FROM ${roles.eraser};
GRANT UPDATE (secret, fields, erased) ON ledger.payload TO ${roles.eraser};
`
