import { fieldKindOf } from '../../ledger/fields/field-kinds.ts'
import type { Field } from '../../ledger/register/register.ts'
import type { Value, Values } from '../../ledger/value.ts'
import type { Json } from '../../log/canonical-json.ts'
import { shapeStep } from '../../log/flatten-fields.ts'
import type { FieldNeeds } from './field-needs.ts'

/** The leaves of a payload by path; undefined stands for one that was erased. */
export type Cells = ReadonlyMap<string, Json | undefined>

/** The payload paths to be opened so that `valuesShown` finds all it needs. */
export function pathsToShow(needs: FieldNeeds, cells: Cells): string[] {
  const paths: string[] = []
  collect('', needs, { cells, paths })
  return paths
}

function collect(
  prefix: string,
  needs: FieldNeeds,
  { cells, paths }: { cells: Cells; paths: string[] },
): void {
  paths.push(prefix + shapeStep)
  for (const [name, need] of needs) {
    const at = prefix + name
    const shape = `${at}/${shapeStep}`
    if (!cells.has(shape)) {
      if (need === 'value' && cells.has(at)) paths.push(at)
    } else if (need === 'value') {
      for (const path of cells.keys()) if (path.startsWith(`${at}/`)) paths.push(path)
    } else {
      paths.push(shape)
      if (need === 'shape') continue
      for (let row = 0; row < Number(cells.get(shape) ?? 0); row += 1) {
        collect(`${at}/${row}/`, need, { cells, paths })
      }
    }
  }
}

/** What opened fields show of a record, or the first path that is not there. */
export type Shown =
  | { readonly values: Values; readonly missing?: undefined }
  | { readonly missing: string; readonly values?: undefined }

class Missing extends Error {
  readonly path: string

  constructor(path: string) {
    super(path)
    this.path = path
  }
}

/** Elements of one list at most, as of one payload: a stranger's count must not fill the memory. */
const elementsMax = 20_000

/** A value whose content nobody looks at: it is there, that is all. */
const present = true

/**
 * The values that definitions look at, from opened fields. Shapes must show that nothing was left
 * out: a field that the record has, an element, a row. What is among `erased` counts as absent.
 */
export function valuesShown(
  needs: FieldNeeds,
  fields: readonly Field[],
  opened: { readonly cells: Cells; readonly erased: ReadonlySet<string> },
): Shown {
  try {
    return { values: read('', { needs, fields }, opened) }
  } catch (error) {
    if (error instanceof Missing) return { missing: error.path }
    throw error
  }
}

interface Opened {
  readonly cells: Cells
  readonly erased: ReadonlySet<string>
}

function read(
  prefix: string,
  { needs, fields }: { needs: FieldNeeds; fields: readonly Field[] },
  opened: Opened,
): Record<string, Value> {
  const names = opened.cells.get(prefix + shapeStep)
  if (!Array.isArray(names)) {
    if (opened.erased.has(prefix + shapeStep)) return {}
    throw new Missing(prefix + shapeStep)
  }
  const values: [string, Value][] = []
  for (const [name, need] of needs) {
    const field = fields.find(({ id }) => id === name)
    if (!field || !names.includes(name)) continue
    const value = readField(prefix + name, { need, field }, opened)
    if (value !== undefined) values.push([name, value])
  }
  return Object.fromEntries(values)
}

function readField(
  at: string,
  { need, field }: { need: 'value' | 'shape' | FieldNeeds; field: Field },
  opened: Opened,
): Value | undefined {
  const shape = `${at}/${shapeStep}`
  const isMany = fieldKindOf(field.type).many || opened.cells.has(shape)
  if (need === 'value') return whole(at, opened) as Value | undefined
  if (!isMany) return present
  const count = countAt(shape, opened)
  if (count === null) {
    if (isGone(shape, opened) || isGone(at, opened)) return undefined
    throw new Missing(shape)
  }
  if (need === 'shape') return Array.from({ length: count }, () => '')
  return Array.from({ length: count }, (_, row) =>
    read(`${at}/${row}/`, { needs: need, fields: field.fields ?? [] }, opened),
  )
}

function whole(at: string, opened: Opened): Json | undefined {
  const value = opened.cells.get(at)
  if (value !== undefined) return value
  const count = countAt(`${at}/${shapeStep}`, opened)
  if (count !== null) {
    return Array.from({ length: count }, (_, nth) => whole(`${at}/${nth}`, opened) ?? null)
  }
  const shape = opened.cells.get(`${at}/${shapeStep}`)
  if (Array.isArray(shape)) {
    const parts = shape.map((name) => [String(name), whole(`${at}/${String(name)}`, opened)])
    return Object.fromEntries(parts.filter(([, part]) => part !== undefined)) as Json
  }
  if (isGone(at, opened) || isGone(`${at}/${shapeStep}`, opened)) return undefined
  throw new Missing(at)
}

function countAt(shape: string, { cells }: Opened): number | null {
  const count = cells.get(shape)
  if (typeof count !== 'number' || !Number.isSafeInteger(count)) return null
  if (count < 0 || count > elementsMax) throw new Missing(shape)
  return count
}

function isGone(path: string, { erased }: Opened): boolean {
  return erased.has(path)
}
