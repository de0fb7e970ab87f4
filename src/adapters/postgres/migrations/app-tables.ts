import { roles } from '../roles.ts'
import { policyExpression } from './0002-policies.ts'

/** What may be done with the rows of a table. */
export type Command = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE'

/**
 * Statements that secure tables of organisations which the server's role works with, by what it may
 * do with each; auditors read all of them.
 */
export function appTables(grants: Readonly<Record<string, readonly Command[]>>): string[] {
  return Object.entries(grants).flatMap(([table, commands]) => [
    `ALTER TABLE ledger.${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE ledger.${table} FORCE ROW LEVEL SECURITY`,
    ...commands.map(
      (command) => `CREATE POLICY ${table}_${command.toLowerCase()} ON ledger.${table}
     FOR ${command} ${checkOf(command)}`,
    ),
    `GRANT ${commands.join(', ')} ON ledger.${table} TO ${roles.app}`,
    `CREATE POLICY ${table}_auditor ON ledger.${table} FOR SELECT TO ${roles.auditor} USING (true)`,
    `GRANT SELECT ON ledger.${table} TO ${roles.auditor}`,
  ])
}

/** What a row must say to be read, written or changed: that it is this organisation's. */
export function checkOf(command: Command): string {
  const using = `USING ${policyExpression}`
  const check = `WITH CHECK ${policyExpression}`
  switch (command) {
    case 'SELECT':
    case 'DELETE':
      return using
    case 'INSERT':
      return check
    case 'UPDATE':
      return `${using} ${check}`
  }
}
