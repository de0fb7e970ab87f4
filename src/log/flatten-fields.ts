import type { Json } from './canonical-json.ts'
import { NotCanonical } from './canonical-json.ts'

/**
 * One leaf of a payload before it is hashed. `path` names fields and positions from the outside
 * in: `kind`, `agenda/0/topic`, `present/3`. A path that ends in `#` holds the shape of a
 * container: how many elements a list has, which fields a row or the record has. Opening the
 * shape shows that no element and no field was left out, without showing any of them.
 */
export interface PayloadField {
  readonly path: string
  readonly value: Json
}

/** Last step of a path that holds a shape. */
export const shapeStep = '#'

type JsonObject = { readonly [key: string]: Json }

/**
 * The fields of a record as payload leaves, sorted by path. Lists become one leaf per element,
 * rows one per cell; an object that is a value by itself (money, a span of days) stays whole.
 */
export function flattenFields(values: JsonObject): PayloadField[] {
  const fields: PayloadField[] = []
  flattenObject('', values, fields)
  return fields.sort(byPath)
}

/** Order of payload leaves: UTF-16 units, as keys in canonical JSON. */
export function byPath(one: { path: string }, other: { path: string }): number {
  return one.path < other.path ? -1 : one.path > other.path ? 1 : 0
}

function flattenObject(prefix: string, values: JsonObject, fields: PayloadField[]): void {
  const names = Object.keys(values).sort()
  fields.push({ path: prefix + shapeStep, value: names })
  for (const name of names) {
    if (!isFieldName(name)) throw new NotCanonical(`/${prefix}${name}`, 'not a field name')
    const value = values[name]
    if (value === undefined) throw new NotCanonical(`/${prefix}${name}`, 'JSON has no undefined')
    if (isList(value)) flattenList(`${prefix}${name}/`, value, fields)
    else fields.push({ path: prefix + name, value })
  }
}

function flattenList(prefix: string, list: readonly Json[], fields: PayloadField[]): void {
  fields.push({ path: prefix + shapeStep, value: list.length })
  list.forEach((value, at) => {
    if (isList(value)) flattenList(`${prefix}${at}/`, value, fields)
    else if (isObject(value)) flattenObject(`${prefix}${at}/`, value, fields)
    else fields.push({ path: `${prefix}${at}`, value })
  })
}

// A name that begins with a digit could be taken for a position, one with `#` for a shape.
function isFieldName(name: string): boolean {
  return name !== '' && !name.includes('/') && !name.includes(shapeStep) && !/^\d/.test(name)
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null
}

/**
 * The fields of a record from its payload leaves; the inverse of `flattenFields`. Where leaves
 * were erased, their fields, cells and elements are left out. Null when the leaves do not fit
 * together, as those of a stranger may.
 */
export function unflattenFields(fields: readonly PayloadField[]): Record<string, Json> | null {
  const root: Branch = { children: new Map() }
  for (const { path, value } of fields) if (!plant(root, path.split('/'), value)) return null
  const object = objectOf(root)
  return object === null ? null : object
}

interface Branch {
  shape?: Json
  value?: Json
  readonly children: Map<string, Branch>
}

function plant(root: Branch, steps: readonly string[], value: Json): boolean {
  let branch = root
  for (const [at, step] of steps.entries()) {
    if (step === shapeStep) {
      if (at !== steps.length - 1 || branch.shape !== undefined) return false
      branch.shape = value
      return true
    }
    if (step === '' || branch.value !== undefined) return false
    const next: Branch = branch.children.get(step) ?? { children: new Map() }
    branch.children.set(step, next)
    branch = next
  }
  if (branch.value !== undefined || branch.shape !== undefined) return false
  if (branch.children.size > 0) return false
  branch.value = value
  return true
}

// What a container is shows in its steps when its shape was erased: lists have positions.
function valueOf(branch: Branch): Json | null | undefined {
  if (branch.value !== undefined) return branch.shape === undefined ? branch.value : undefined
  if (typeof branch.shape === 'number') return listOf(branch) ?? undefined
  if (branch.shape !== undefined) return objectOf(branch) ?? undefined
  const positions = [...branch.children.keys()].every((step) => /^\d+$/.test(step))
  return (positions ? listOf(branch) : objectOf(branch)) ?? undefined
}

function listOf(branch: Branch): Json[] | null {
  const list: Json[] = []
  const places = [...branch.children].map(([step, child]) => ({ at: Number(step), step, child }))
  places.sort((one, other) => one.at - other.at)
  for (const { at, step, child } of places) {
    if (String(at) !== step) return null
    if (typeof branch.shape === 'number' && at >= branch.shape) return null
    const value = valueOf(child)
    if (value === undefined) return null
    list.push(value)
  }
  return list
}

function objectOf(branch: Branch): Record<string, Json> | null {
  const names = branch.shape
  if (names !== undefined && !Array.isArray(names)) return null
  // No prototype: a field may be called `__proto__` by a stranger.
  const object: Record<string, Json> = Object.create(null) as Record<string, Json>
  for (const [name, child] of [...branch.children].sort(([one], [other]) =>
    one < other ? -1 : 1,
  )) {
    if (names !== undefined && !names.includes(name)) return null
    const value = valueOf(child)
    if (value === undefined) return null
    object[name] = value
  }
  return { ...object }
}
