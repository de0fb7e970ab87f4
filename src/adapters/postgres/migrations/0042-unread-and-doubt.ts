import { roles } from '../roles.ts'

/**
 * What nothing reads: when a file of a report was kept, when a witness's line came, since when a
 * pack is in force. No entry vouches for these moments; the entry of the report, the line itself
 * and the order of the packs say what is to be known. From here on nobody writes them either, so
 * that a version behind this one may take them away.
 */
const unread = `
ALTER TABLE ledger.report_file ALTER COLUMN made_at DROP NOT NULL;
ALTER TABLE ledger.cosignature ALTER COLUMN received_at DROP NOT NULL;
ALTER TABLE ledger.pack_in_force ALTER COLUMN since DROP NOT NULL;
`

/** What a server says of its own clock, where that is in doubt. */
const doubt = `
SET LOCAL ROLE ${roles.jobs};
ALTER TABLE jobs.instance ADD COLUMN doubt jsonb;
SET LOCAL ROLE ${roles.tables};
`

/** What nothing reads is no longer asked for, and what only a server knows of its clock is told. */
export const unreadAndDoubt = unread + doubt
