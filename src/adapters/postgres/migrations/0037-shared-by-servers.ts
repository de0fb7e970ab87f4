import { roles } from '../roles.ts'

/**
 * The packs that were in force in the installation, one after the other, for all of its servers;
 * the last one is. It is no organisation's, so its table names none.
 */
const inForce = [
  `CREATE TABLE ledger.pack_in_force (
  number bigint NOT NULL PRIMARY KEY,
  digest text COLLATE "C" NOT NULL,
  since timestamptz NOT NULL
)`,
  'ALTER TABLE ledger.pack_in_force ENABLE ROW LEVEL SECURITY',
  'ALTER TABLE ledger.pack_in_force FORCE ROW LEVEL SECURITY',
  'CREATE POLICY pack_in_force_select ON ledger.pack_in_force FOR SELECT USING (true)',
  'CREATE POLICY pack_in_force_insert ON ledger.pack_in_force FOR INSERT WITH CHECK (true)',
  `GRANT SELECT, INSERT ON ledger.pack_in_force TO ${roles.app}`,
  `GRANT SELECT ON ledger.pack_in_force TO ${roles.auditor}`,
].join(';\n')

/** How much went to an address in a minute, by all servers: after a crash it is counted anew. */
const sent = [
  `SET LOCAL ROLE ${roles.jobs}`,
  `CREATE UNLOGGED TABLE jobs.sent (
  address bytea NOT NULL,
  minute bigint NOT NULL,
  count integer NOT NULL,
  PRIMARY KEY (address, minute)
)`,
  `SET LOCAL ROLE ${roles.tables}`,
]

/** What servers that share a database know in common. */
export const sharedByServers = [inForce, ...sent].join(';\n')
