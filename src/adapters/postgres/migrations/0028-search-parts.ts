import { roles } from '../roles.ts'
import { appTables, checkOf } from './app-tables.ts'

const tables = `
CREATE TABLE ledger.search_part (
  org_id bigint NOT NULL,
  from_entry bigint NOT NULL,
  to_entry bigint NOT NULL,
  PRIMARY KEY (org_id, from_entry)
);

CREATE TABLE ledger.search_pair (
  org_id bigint NOT NULL,
  from_entry bigint NOT NULL,
  register text COLLATE "C" NOT NULL,
  pair text COLLATE "C" NOT NULL,
  entries bytea NOT NULL,
  PRIMARY KEY (org_id, from_entry, register, pair)
)`

const eraserMay = ['search_part', 'search_pair'].flatMap((table) => [
  `CREATE POLICY ${table}_delete ON ledger.${table} FOR DELETE ${checkOf('DELETE')}`,
  `GRANT SELECT, DELETE ON ledger.${table} TO ${roles.eraser}`,
])

/**
 * In which records two characters follow each other, for a part of the log at a time: so many
 * entries (`src/adapters/postgres/search-parts.ts`). A part is written whole; an erasure throws
 * those away that may still hold what must be gone, and they are written anew.
 */
export const searchParts = [
  tables,
  ...appTables({ search_part: ['SELECT', 'INSERT'], search_pair: ['SELECT', 'INSERT'] }),
  ...eraserMay,
].join(';\n')
