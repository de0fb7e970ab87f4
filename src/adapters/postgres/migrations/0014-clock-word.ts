import { roles } from '../roles.ts'
import { appTables } from './app-tables.ts'

/**
 * Words of administrators that the server's clock is right: when, by that clock, and over which
 * newest entry. Never changed; who erases writes an entry, and so must know them.
 */
export const clockWord = [
  `CREATE TABLE ledger.clock_word (
     org_id bigint NOT NULL,
     at timestamptz NOT NULL,
     last timestamptz,
     actor text NOT NULL,
     PRIMARY KEY (org_id, at)
   )`,
  ...appTables({ clock_word: ['SELECT', 'INSERT'] }),
  `GRANT SELECT ON ledger.clock_word TO ${roles.eraser}`,
].join(';\n')
