import { roles } from '../roles.ts'
import { appTables } from './app-tables.ts'

const table = `
CREATE TABLE ledger.facet (
  org_id bigint NOT NULL,
  register text COLLATE "C" NOT NULL,
  field text COLLATE "C" NOT NULL,
  value text COLLATE "C" NOT NULL,
  day date NOT NULL,
  id uuid NOT NULL,
  PRIMARY KEY (org_id, register, field, value, day, id)
)`

/**
 * What lists find records by and put them in order by (`src/ledger/record/facet.ts`). The one table
 * of this schema from which rows are taken away: it says nothing that the records do not say, and
 * what a correction or an erasure took out of a record must not stay here. `meta.facet_fill` holds
 * the organisations whose records have none yet, and how far they have come.
 */
export const facets = [
  table,
  ...appTables({ facet: ['SELECT', 'INSERT', 'DELETE'] }),
  `GRANT SELECT, INSERT, DELETE ON ledger.facet TO ${roles.eraser}`,
  'CREATE TABLE meta.facet_fill (org_id bigint PRIMARY KEY, after uuid)',
  'INSERT INTO meta.facet_fill (org_id) SELECT org_id FROM ledger.organisation',
].join(';\n')
