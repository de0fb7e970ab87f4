/** A part of PostgreSQL's syntax tree, as its own parser writes it: `{ Kind: { … } }` in a field. */
export type Node = Readonly<Record<string, unknown>>

/** Whether something is a part of the tree. */
export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The kind of a part that is wrapped in it, such as `SelectStmt`. */
export function kindOf(value: unknown): string | null {
  const [kind] = isNode(value) ? Object.keys(value) : []
  return kind ?? null
}

/** Every part in or below, with its kind; `goesInto` says of which kinds to look inside. */
export function nodesBelow(
  value: unknown,
  goesInto: (kind: string) => boolean = () => true,
): readonly (readonly [string, Node])[] {
  if (Array.isArray(value)) return value.flatMap((one) => nodesBelow(one, goesInto))
  if (!isNode(value)) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const kind = isNode(inner) ? kindAt(key, inner) : null
    if (kind === null) return nodesBelow(inner, goesInto)
    const self = [[kind, inner as Node] as const]
    return goesInto(kind) ? [...self, ...nodesBelow(inner, goesInto)] : self
  })
}

/** Fields whose parts are written without their kind, because they can be of one only. */
const kindOfField: Readonly<Record<string, string>> = {
  relation: 'RangeVar',
  over: 'WindowDef',
  withClause: 'WithClause',
}

function kindAt(field: string, inner: Node): string | null {
  if (/^[A-Z]/.test(field)) return field
  // The two halves of a UNION; those of a JOIN have their kind.
  if (/^[lr]arg$/.test(field)) return 'limitOption' in inner ? 'SelectStmt' : null
  return kindOfField[field] ?? null
}

/** Parts of one kind, in or below. */
export function nodesOf(value: unknown, kind: string): readonly Node[] {
  return nodesBelow(value).flatMap(([found, node]) => (found === kind ? [node] : []))
}

/** Names of the functions that are called, in or below, without their schema. */
export function calledFunctions(value: unknown): readonly string[] {
  return nodesOf(value, 'FuncCall').map(({ funcname }) => {
    const names = nodesOf(funcname, 'String').map(({ sval }) => String(sval))
    return names.at(-1) ?? ''
  })
}

/** The parts of a column's name, `['e', 'org_id']`; null for what is no column. */
export function columnName(value: unknown): readonly string[] | null {
  const column = isNode(value) ? value['ColumnRef'] : undefined
  if (!isNode(column)) return null
  return nodesOf(column['fields'], 'String').map(({ sval }) => String(sval))
}
