import { loadModule, parseSync } from 'libpg-query'
import type { Node } from '../citus/syntax.ts'
import { isNode, kindOf, nodesOf } from '../citus/syntax.ts'

await loadModule()

/** What a migration does that a program of the version before could not live with. */
export function takenAway(statements: readonly string[]): readonly string[] {
  const parsed = statements.flatMap((text) => {
    const { stmts } = parseSync(text) as unknown as { stmts: readonly { stmt: Node }[] }
    return stmts.map(({ stmt }) => stmt)
  })
  // With a table that it makes itself a migration may do what it likes.
  const made = new Set(parsed.flatMap(madeBy))
  return parsed.flatMap((statement) => faultsOf(statement, made))
}

function madeBy(statement: Node): readonly string[] {
  const make = statement['CreateStmt']
  return isNode(make) ? [tableOf(make['relation'])] : []
}

function tableOf(relation: unknown): string {
  if (!isNode(relation)) return ''
  const { schemaname, relname } = relation
  return `${String(schemaname)}.${String(relname)}`
}

const dropped = ['DropStmt', 'RenameStmt', 'AlterObjectSchemaStmt', 'TruncateStmt', 'DropRoleStmt']

function faultsOf(statement: Node, made: ReadonlySet<string>): readonly string[] {
  const kind = kindOf(statement) ?? ''
  const inner = isNode(statement[kind]) ? statement[kind] : {}
  if (made.has(tableOf(inner['relation']))) return []
  // What an index says the table says too: without it a statement is slower, and no other.
  if (kind === 'DropStmt' && inner['removeType'] === 'OBJECT_INDEX') return []
  if (dropped.includes(kind)) return [`${kind} ${namesIn(inner)}`]
  if (kind === 'AlterTableStmt') {
    return nodesOf(inner['cmds'], 'AlterTableCmd').flatMap(alterFaults)
  }
  if (kind === 'GrantStmt' && inner['is_grant'] !== true) return ['REVOKE']
  if (kind === 'CreateTrigStmt') return ['a trigger on a table that was there']
  // What the version before writes may be twice what the new index wants once.
  if (kind === 'IndexStmt' && inner['unique'] === true)
    return ['a unique index over rows of before']
  return []
}

const tolerated = new Set([
  ...['AT_AddColumn', 'AT_ColumnDefault', 'AT_DropNotNull', 'AT_SetStatistics', 'AT_SetStorage'],
  ...['AT_EnableRowSecurity', 'AT_ForceRowSecurity', 'AT_NoForceRowSecurity', 'AT_SetRelOptions'],
])

function alterFaults(command: Node): readonly string[] {
  const { subtype, name, def } = command
  const column = isNode(def) && isNode(def['ColumnDef']) ? def['ColumnDef'] : {}
  const called = String(name ?? column['colname'] ?? '')
  if (subtype === 'AT_AddColumn') {
    const kinds = nodesOf(column['constraints'], 'Constraint').map(({ contype }) => contype)
    const isAsked = kinds.includes('CONSTR_NOTNULL') && !kinds.includes('CONSTR_DEFAULT')
    const isHeld = kinds.some((one) => one === 'CONSTR_UNIQUE' || one === 'CONSTR_PRIMARY')
    return isAsked || isHeld ? [`the column ${called} is asked for without a default`] : []
  }
  if (subtype === 'AT_ColumnDefault' && def === undefined) return [`${called} loses its default`]
  return tolerated.has(String(subtype)) ? [] : [`${String(subtype)} ${called}`.trim()]
}

function namesIn(value: unknown): string {
  const named = nodesOf(value, 'String').map(({ sval }) => String(sval))
  return named.join('.') || tableOf(isNode(value) ? value['relation'] : null)
}
