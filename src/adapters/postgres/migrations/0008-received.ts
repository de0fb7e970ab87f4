import { roles } from '../roles.ts'
import { appTables } from './app-tables.ts'

const tables = `
CREATE TABLE ledger.watched_log (
  org_id bigint NOT NULL,
  origin text NOT NULL,
  name text NOT NULL,
  vkey text NOT NULL,
  size bigint NOT NULL CONSTRAINT watched_log_size CHECK (size >= 0),
  root bytea NOT NULL,
  since timestamptz NOT NULL,
  PRIMARY KEY (org_id, origin)
);

CREATE TABLE ledger.received_file (
  org_id bigint NOT NULL,
  record uuid NOT NULL,
  sha256 text NOT NULL,
  bytes bytea NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, record)
);
`

/** What is known of a log goes forward; a file that came in is only ever added. */
const grants = {
  watched_log: ['SELECT', 'INSERT', 'UPDATE'],
  received_file: ['SELECT', 'INSERT'],
} as const

/**
 * The logs that an organisation watches, with the largest tree it has seen of each, and the files
 * it received. A cosignature proves itself, so the server may keep those that witnesses send back.
 */
export const received = [
  tables,
  ...appTables(grants),
  `GRANT INSERT ON ledger.cosignature TO ${roles.app}`,
].join(';\n')
