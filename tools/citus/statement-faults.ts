import { loadModule, parseSync } from 'libpg-query'
import type { Node } from './syntax.ts'
import { calledFunctions, columnName, isNode, kindOf, nodesBelow, nodesOf } from './syntax.ts'

/** Tables of the schema `ledger` that every machine has a copy of: the tree, and packs. */
const referenceTables = new Set(['organisation', 'pack', 'pack_in_force'])

/** Functions that answer the same for the same; held against PostgreSQL in a test. */
export const immutableFunctions: ReadonlySet<string> = new Set([
  ...[
    'abs',
    'array_append',
    'array_length',
    'jsonb_path_query_array',
    'btrim',
    'jsonb_array_length',
    'lower',
    'octet_length',
  ],
  ...['replace', 'strpos', 'substr', 'upper'],
])

/** Functions that answer otherwise each time. */
const volatileFunctions = new Set([
  ...['clock_timestamp', 'gen_random_uuid', 'nextval', 'random', 'timeofday', 'uuidv7'],
])

await loadModule()

/**
 * What Citus refuses, or does wrong, in one text that a program sends; nothing where all is well.
 * The tables of the schema `ledger` count as distributed by `org_id`.
 */
export function statementFaults(text: string): readonly string[] {
  const parsed = parseSync(text) as unknown as { stmts: readonly { stmt: Node }[] }
  const statements = parsed.stmts.map(({ stmt }) => stmt)
  const faults = statements.flatMap(faultsOf)
  return statements.length > 1 ? ['several statements in one text', ...faults] : faults
}

function faultsOf(statement: Node): readonly string[] {
  const faults: string[] = []
  if (calledFunctions(statement).includes('set_config')) {
    faults.push('set_config does not reach the shards')
  }
  if (setsForSession(statement)) faults.push('a setting of the session outlives its transaction')
  const tables = distributedIn(statement)
  if (tables.length === 0) return faults
  const isOfOne = saysOrganisation(statement)
  return [
    ...faults,
    ...shapeFaults(statement),
    ...writeFaults(statement),
    ...(isOfOne ? [] : manyShardFaults(statement)),
  ]
}

function setsForSession(statement: Node): boolean {
  const set = nodesOf(statement, 'VariableSetStmt')[0]
  return set !== undefined && set['is_local'] !== true && String(set['name']).startsWith('app.')
}

/** Tables of organisations that a statement names. */
function distributedIn(statement: unknown): readonly Node[] {
  return nodesOf(statement, 'RangeVar').filter(isDistributed)
}

/** Whether a table of a statement is spread by `org_id`. */
export function isDistributed(table: Node): boolean {
  const { schemaname, relname } = table
  return schemaname === 'ledger' && !referenceTables.has(String(relname))
}

function shapeFaults(statement: Node): readonly string[] {
  const faults: string[] = []
  if (nodesOf(statement, 'CopyStmt').length > 0) faults.push('COPY under row-level security')
  if (nodesOf(statement, 'MergeStmt').length > 0) faults.push('MERGE')
  const writes = nodesOf(statement, 'CommonTableExpr').filter(
    ({ ctequery }) => kindOf(ctequery) !== 'SelectStmt',
  )
  if (writes.length > 0) faults.push('a WITH that writes')
  return faults
}

function writeFaults(statement: Node): readonly string[] {
  return [
    ...nodesOf(statement, 'InsertStmt').filter(writesShards).flatMap(insertFaults),
    ...nodesOf(statement, 'UpdateStmt').filter(writesShards).flatMap(updateFaults),
    ...nodesOf(statement, 'DeleteStmt').filter(writesShards).flatMap(volatileFaults),
  ]
}

function writesShards({ relation }: Node): boolean {
  return isNode(relation) && isDistributed(relation)
}

function insertFaults(insert: Node): readonly string[] {
  const faults: string[] = []
  const [first] = nodesDirectly(insert['cols'], 'ResTarget')
  if (first?.['name'] !== 'org_id') faults.push('an INSERT whose first column is not org_id')
  const select = isNode(insert['selectStmt']) ? insert['selectStmt']['SelectStmt'] : undefined
  if (isNode(select) && select['valuesLists'] === undefined && !takesOrganisation(select)) {
    faults.push('an INSERT … SELECT that does not take org_id from a distributed table')
  }
  const conflict = isNode(insert['onConflictClause']) ? insert['onConflictClause'] : {}
  if (setsOrganisation(conflict)) faults.push('org_id is changed')
  if (isMutable([conflict['targetList'], conflict['whereClause']])) {
    faults.push('ON CONFLICT with something that is not immutable')
  }
  return [...faults, ...returningFaults(insert)]
}

// Rows of an array only go to their shard together with a row that is already there.
function takesOrganisation(select: Node): boolean {
  const [first] = nodesDirectly(select['targetList'], 'ResTarget')
  const isColumn = columnName(first?.['val'])?.at(-1) === 'org_id'
  return isColumn && distributedIn(select['fromClause']).length > 0
}

function updateFaults(update: Node): readonly string[] {
  const faults = [...volatileFaults(update), ...returningFaults(update)]
  if (setsOrganisation(update)) faults.push('org_id is changed')
  const choices = [...nodesOf(update, 'CaseExpr'), ...nodesOf(update, 'CoalesceExpr')]
  if (isMutable(choices)) faults.push('CASE or COALESCE with something that is not immutable')
  return faults
}

function setsOrganisation(change: Node): boolean {
  return nodesDirectly(change['targetList'], 'ResTarget').some(({ name }) => name === 'org_id')
}

function volatileFaults(change: Node): readonly string[] {
  const called = calledFunctions(change).filter((name) => volatileFunctions.has(name))
  return called.map((name) => `${name}() in an UPDATE or DELETE`)
}

function returningFaults(change: Node): readonly string[] {
  return isMutable([change['returningList'], change['returningClause']])
    ? ['RETURNING something that is not immutable']
    : []
}

const readsClock = /^(timestamptz?|date|timetz?)$/

function isMutable(below: unknown): boolean {
  // A parameter has the type that it is written with, and is not worked out from another.
  const casts = nodesOf(below, 'TypeCast')
    .filter(({ arg }) => kindOf(arg) !== 'ParamRef')
    .flatMap(({ typeName }) => nodesOf(typeName, 'String'))
  return (
    nodesOf(below, 'SQLValueFunction').length > 0 ||
    calledFunctions(below).some((name) => !immutableFunctions.has(name)) ||
    casts.some(({ sval }) => readsClock.test(String(sval)))
  )
}

/**
 * Whether each part of a statement says of which organisation its rows are: of each distributed
 * table `org_id` is held against a parameter, or against that of another that is.
 */
function saysOrganisation(statement: Node): boolean {
  return levelsOf(statement).every(({ tables, conditions }) => {
    if (tables.length === 0) return true
    const isSaid = conditions.some(({ sides }) => sides.includes('given'))
    const named = conditions.flatMap(({ sides }) => sides)
    return isSaid && tables.every((one) => tables.length === 1 || named.includes(one))
  })
}

interface Level {
  /** How its distributed tables are called. */
  readonly tables: readonly string[]
  /** What it holds against `org_id`: the tables' names, or `given` for a value from outside. */
  readonly conditions: readonly { readonly sides: readonly string[] }[]
}

function levelsOf(statement: Node): readonly Level[] {
  const kinds = ['SelectStmt', 'UpdateStmt', 'DeleteStmt']
  return kinds
    .flatMap((kind) => nodesOf(statement, kind))
    .map((level) => {
      const { relation, fromClause, usingClause } = level
      const from = [{ relation }, fromClause, usingClause]
      const own = nodesBelow(from, (kind) => !kinds.includes(kind))
      const tables = own
        .flatMap(([kind, node]) => (kind === 'RangeVar' ? [node] : []))
        .filter(isDistributed)
      const inJoins = own.flatMap(([kind, node]) => (kind === 'JoinExpr' ? [node['quals']] : []))
      const conditions = [level['whereClause'], ...inJoins].flatMap(conjuncts).flatMap(equality)
      return { tables: tables.map(aliasOf), conditions }
    })
}

function aliasOf({ alias, relname }: Node): string {
  return String(isNode(alias) ? alias['aliasname'] : relname)
}

function conjuncts(condition: unknown): readonly Node[] {
  if (!isNode(condition)) return []
  const both = condition['BoolExpr']
  if (!isNode(both)) return [condition]
  return both['boolop'] === 'AND_EXPR' ? (both['args'] as readonly Node[]).flatMap(conjuncts) : []
}

function equality(condition: Node): readonly { sides: readonly string[] }[] {
  const compared = condition['A_Expr']
  if (!isNode(compared) || compared['kind'] !== 'AEXPR_OP') return []
  if (nodesDirectly(compared['name'], 'String')[0]?.['sval'] !== '=') return []
  const sides = [compared['lexpr'], compared['rexpr']].map(sideOf)
  return sides.includes(null) ? [] : [{ sides: sides as string[] }]
}

// A column without its table is of the only one; where there are several, each must be named.
function sideOf(side: unknown): string | null {
  const name = columnName(side)
  if (name === null) return nodesOf([side], 'ParamRef').length > 0 ? 'given' : null
  return name.at(-1) === 'org_id' ? (name.at(-2) ?? 'org_id') : null
}

function manyShardFaults(statement: Node): readonly string[] {
  const faults: string[] = []
  const refuse = (kind: string, what: string) => {
    if (nodesOf(statement, kind).length > 0) faults.push(`${what} over many organisations`)
  }
  if (kindOf(statement) !== 'SelectStmt' && kindOf(statement) !== 'DeclareCursorStmt') {
    const insert = nodesOf(statement, 'InsertStmt')[0]
    const isRow = insert !== undefined && nodesOf(insert['selectStmt'], 'ColumnRef').length === 0
    if (!isRow) faults.push('a write that does not say org_id = $n')
  }
  refuse('LockingClause', 'FOR UPDATE')
  refuse('GroupingSet', 'GROUPING SETS')
  refuse('WindowDef', 'a window')
  if (nodesOf(statement, 'WithClause').some(({ recursive }) => recursive === true)) {
    faults.push('WITH RECURSIVE over many organisations')
  }
  if (nodesOf(statement, 'SubLink').some(({ subselect }) => distributedIn(subselect).length > 0)) {
    faults.push('a sub-select in an expression over many organisations')
  }
  return faults
}

function nodesDirectly(list: unknown, kind: string): readonly Node[] {
  if (!Array.isArray(list)) return []
  return list.flatMap((one: Node) => (isNode(one[kind]) ? [one[kind]] : []))
}
