import { appTables } from './app-tables.ts'

/** Who has a draft open at the moment, on whichever server; of no use after a crash. */
export const draftReaders = [
  `CREATE UNLOGGED TABLE ledger.draft_reader (
  org_id bigint NOT NULL,
  draft uuid NOT NULL,
  person text COLLATE "C" NOT NULL,
  seen_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, draft, person)
)`,
  ...appTables({ draft_reader: ['SELECT', 'INSERT', 'DELETE'] }),
].join(';\n')
