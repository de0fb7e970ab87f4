import { roles } from '../roles.ts'
import { checkOf } from './app-tables.ts'

/** What left the outbox long ago may be taken out of it. */
export const outboxPruned = `
SET LOCAL ROLE ${roles.jobs};
CREATE POLICY outbox_delete ON jobs.outbox FOR DELETE ${checkOf('DELETE')};
SET LOCAL ROLE ${roles.tables};
`
