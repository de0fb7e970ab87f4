import { loadModule, parseSync } from 'libpg-query'
import { isDistributed, statementFaults } from './statement-faults.ts'
import type { Node } from './syntax.ts'
import { isNode, kindOf, nodesOf } from './syntax.ts'

await loadModule()

/**
 * What Citus refuses of the statements of one migration, where the tables that were there are
 * spread already: an upgrade runs it then. What a migration makes itself is spread only afterwards.
 */
export function migrationFaults(statements: readonly string[]): readonly string[] {
  const parsed = statements.map((text) => ({ text, nodes: nodesIn(text) }))
  const made = new Set(parsed.flatMap(({ nodes }) => nodes.flatMap(madeBy)))
  return parsed.flatMap(({ text, nodes }) => {
    const isOwn = nodes.some((node) => made.has(tableOf(innerOf(node))))
    return isOwn ? [] : [...statementFaults(text), ...nodes.flatMap(changeFaults)]
  })
}

function nodesIn(text: string): readonly Node[] {
  const { stmts } = parseSync(text) as unknown as { stmts: readonly { stmt: Node }[] }
  return stmts.map(({ stmt }) => stmt)
}

function innerOf(statement: Node): Node {
  const inner = statement[kindOf(statement) ?? '']
  return isNode(inner) ? inner : {}
}

function madeBy(statement: Node): readonly string[] {
  return kindOf(statement) === 'CreateStmt' ? [tableOf(innerOf(statement))] : []
}

/** The table that a statement is about; a policy calls it `table`. */
function tableOf(inner: Node): string {
  const table = inner['relation'] ?? inner['table']
  return isNode(table) ? `${String(table['schemaname'])}.${String(table['relname'])}` : ''
}

/** Of `ALTER TABLE`; with `SET (…)`, which migration 39 needs. */
const altered = new Set([
  ...['AT_AddColumn', 'AT_DropColumn', 'AT_ColumnDefault', 'AT_AlterColumnType'],
  ...['AT_DropNotNull', 'AT_SetNotNull', 'AT_AddConstraint', 'AT_DropConstraint'],
  ...['AT_ValidateConstraint', 'AT_ReplicaIdentity', 'AT_SetRelOptions', 'AT_ResetRelOptions'],
])
const givesNumbers = /^(small|big)?serial\d?$/

function changeFaults(statement: Node): readonly string[] {
  const inner = innerOf(statement)
  const relation = inner['relation']
  if (!isNode(relation) || !isDistributed(relation)) return []
  switch (kindOf(statement)) {
    case 'AlterTableStmt':
      return alterFaults(nodesOf(inner['cmds'], 'AlterTableCmd'))
    case 'IndexStmt':
      return inner['unique'] === true && !namesOrganisation(inner['indexParams'])
        ? ['a unique index without org_id']
        : []
    case 'CreateTrigStmt':
      return ['a trigger']
    default:
      return []
  }
}

function alterFaults(commands: readonly Node[]): readonly string[] {
  return commands.flatMap(({ subtype, name, def }) => {
    const kind = String(subtype)
    if (!altered.has(kind)) return [`${kind} on a table that is spread`]
    if (name === 'org_id') return [`${kind} of org_id`]
    const [constraint] = kind === 'AT_AddConstraint' ? nodesOf(def, 'Constraint') : []
    if (constraint === undefined) return hasSerial(def) ? ['a column that counts by itself'] : []
    const faults: string[] = []
    if (commands.length > 1) faults.push('a constraint beside other changes')
    if (constraint['conname'] === undefined) faults.push('a constraint without a name')
    const isUnique = /^CONSTR_(UNIQUE|PRIMARY|EXCLUSION)$/.test(String(constraint['contype']))
    if (isUnique && !nodesOf(constraint['keys'], 'String').some(isOrganisation)) {
      faults.push('a unique constraint without org_id')
    }
    return faults
  })
}

function hasSerial(def: unknown): boolean {
  const types = nodesOf(def, 'ColumnDef').flatMap((one) => nodesOf(one['typeName'], 'String'))
  return types.some(({ sval }) => givesNumbers.test(String(sval)))
}

function namesOrganisation(params: unknown): boolean {
  return nodesOf(params, 'IndexElem').some(({ name }) => name === 'org_id')
}

function isOrganisation({ sval }: Node): boolean {
  return sval === 'org_id'
}
