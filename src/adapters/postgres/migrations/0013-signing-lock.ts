import { roles } from '../roles.ts'
import type { Command } from './app-tables.ts'
import { checkOf } from './app-tables.ts'

const commands: readonly Command[] = ['SELECT', 'INSERT', 'UPDATE']

/**
 * One row a log, which whoever stores a checkpoint holds until the end of its transaction. It is a
 * row and no advisory lock, so that it holds behind a pooler and in a distributed database alike,
 * and it is not the row of the head, so that signing never keeps a write waiting.
 */
export const signingLock = [
  `CREATE TABLE ledger.signing (
     org_id bigint NOT NULL PRIMARY KEY,
     rounds bigint NOT NULL
   )`,
  'ALTER TABLE ledger.signing ENABLE ROW LEVEL SECURITY',
  'ALTER TABLE ledger.signing FORCE ROW LEVEL SECURITY',
  ...commands.map(
    (command) => `CREATE POLICY signing_${command.toLowerCase()} ON ledger.signing
     FOR ${command} ${checkOf(command)}`,
  ),
  `GRANT ${commands.join(', ')} ON ledger.signing TO ${roles.signer}`,
  `CREATE POLICY signing_auditor ON ledger.signing FOR SELECT TO ${roles.auditor} USING (true)`,
  `GRANT SELECT ON ledger.signing TO ${roles.auditor}`,
].join(';\n')
