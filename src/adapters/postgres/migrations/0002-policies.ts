import { roles } from '../roles.ts'

/** What a row must say to be seen: no context means no rows, never all. */
export const policyExpression =
  "(org_id = (NULLIF(current_setting('app.org'::text, true), ''::text))::bigint)"

type Command = 'SELECT' | 'INSERT' | 'UPDATE'

/** What the roles that work inside one organisation may do with each table. */
const grants: Readonly<Record<string, Partial<Record<'app' | 'signer' | 'eraser', Command[]>>>> = {
  log_head: { app: ['SELECT', 'INSERT', 'UPDATE'], eraser: ['SELECT'] },
  log_key: { app: ['SELECT', 'INSERT'], signer: ['SELECT'] },
  entry: { app: ['SELECT', 'INSERT'], signer: ['SELECT'], eraser: ['SELECT'] },
  payload: { app: ['SELECT', 'INSERT'], eraser: ['SELECT', 'UPDATE'] },
  record: { app: ['SELECT', 'INSERT', 'UPDATE'] },
  answer: { app: ['SELECT', 'INSERT'] },
  checkpoint: { app: ['SELECT'], signer: ['SELECT', 'INSERT'] },
  cosignature: { app: ['SELECT'], signer: ['SELECT', 'INSERT'] },
  tile: { app: ['SELECT'], signer: ['SELECT', 'INSERT', 'UPDATE'] },
  figure_value: { app: ['SELECT', 'INSERT', 'UPDATE'] },
  pack_version: { app: ['SELECT', 'INSERT'] },
  trail: { app: ['SELECT', 'INSERT'] },
}

/** Row-level security and grants. The tree of bodies is for all to read, as names on doors are. */
export const ledgerPolicies = [
  `GRANT USAGE ON SCHEMA ledger TO ${[roles.app, roles.signer, roles.auditor, roles.totals, roles.eraser].join(', ')}`,
  ...Object.entries(grants).flatMap(([table, byRole]) => tablePolicies(table, byRole)),
  ...rowSecurity('organisation'),
  'CREATE POLICY organisation_select ON ledger.organisation FOR SELECT USING (true)',
  `CREATE POLICY organisation_insert ON ledger.organisation FOR INSERT
     WITH CHECK ${policyExpression}`,
  `GRANT SELECT, INSERT ON ledger.organisation TO ${roles.app}`,
  `GRANT SELECT ON ledger.organisation TO ${[roles.signer, roles.auditor, roles.totals].join(', ')}`,
  // The checkpointer asks at once which of all logs have grown; it reads entries one log a time.
  `CREATE POLICY log_head_signer ON ledger.log_head FOR SELECT TO ${roles.signer} USING (true)`,
  `GRANT SELECT ON ledger.log_head TO ${roles.signer}`,
  `CREATE POLICY figure_value_totals ON ledger.figure_value FOR SELECT TO ${roles.totals}
     USING (upward)`,
  `GRANT SELECT ON ledger.figure_value TO ${roles.totals}`,
].join(';\n')

function tablePolicies(
  table: string,
  byRole: Partial<Record<'app' | 'signer' | 'eraser', Command[]>>,
): string[] {
  const commands: Command[] = ['SELECT', 'INSERT', 'UPDATE']
  const used = commands.filter((one) => Object.values(byRole).some((list) => list.includes(one)))
  return [
    ...rowSecurity(table),
    ...used.map((command) => policy(table, command)),
    ...Object.entries(byRole).map(
      ([role, list]) => `GRANT ${list.join(', ')} ON ledger.${table} TO ${roles[role as 'app']}`,
    ),
    `CREATE POLICY ${table}_auditor ON ledger.${table} FOR SELECT TO ${roles.auditor} USING (true)`,
    `GRANT SELECT ON ledger.${table} TO ${roles.auditor}`,
  ]
}

function rowSecurity(table: string): string[] {
  return [
    `ALTER TABLE ledger.${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE ledger.${table} FORCE ROW LEVEL SECURITY`,
  ]
}

function policy(table: string, command: Command): string {
  const checks = {
    SELECT: `USING ${policyExpression}`,
    INSERT: `WITH CHECK ${policyExpression}`,
    UPDATE: `USING ${policyExpression} WITH CHECK ${policyExpression}`,
  }
  return `CREATE POLICY ${table}_${command.toLowerCase()} ON ledger.${table}
     FOR ${command} ${checks[command]}`
}
