import { fromBase64, hashFromBase64, toBase64 } from './base64.ts'
import type { Json } from './canonical-json.ts'
import type { SaltScheme, SaltSource } from './field-salts.ts'
import { fieldSalts } from './field-salts.ts'
import type { PayloadField } from './flatten-fields.ts'
import { byPath, flattenFields } from './flatten-fields.ts'
import type { LogCrypto } from './log-crypto.ts'
import { auditPath, rootOfLeaves, treeLevels } from './merkle-tree.ts'
import type { Opening } from './opening.ts'
import type { SaltedField } from './payload-leaf.ts'
import { fieldHash } from './payload-leaf.ts'
import type { Verdict } from './verdict.ts'
import { refused } from './verdict.ts'

/** Bytes of an entry's secret, drawn at random for every entry. */
export const secretBytes = 32

/** Leaves of one payload at most: 300 present and 200 rows of 40 cells fit with room. */
export const payloadFieldsMax = 20_000

/** A payload as it was written: all fields, sorted by path, and what salts them. */
export interface WholePayload extends SaltSource {
  readonly fields: readonly PayloadField[]
}

/** What is left of a leaf that was erased. The path stays to say which field is gone. */
export interface ErasedField {
  readonly path: string
  /** Base64. */
  readonly hash: string
}

/** A leaf of the payload tree as a store keeps it. */
export type PayloadCell = SaltedField | ErasedField

/** A payload after an erasure: no secret, so that the values that were erased cannot be tried. */
export interface ErasedPayload {
  readonly cells: readonly PayloadCell[]
}

/** What a store keeps beside a leaf. */
export type Payload = WholePayload | ErasedPayload

/** A payload of fields in any order. Throws on two of one path, too many, or a short secret. */
export function payloadOf(
  { secret, salts }: SaltSource,
  fields: readonly PayloadField[],
): WholePayload {
  if (secret.length !== secretBytes) throw new RangeError('an entry secret has 32 bytes')
  if (fields.length > payloadFieldsMax) throw new RangeError('too many fields in one payload')
  const sorted = [...fields].sort(byPath)
  if (sorted.some((field, at) => field.path === sorted[at + 1]?.path)) {
    throw new TypeError('two payload fields have one path')
  }
  return { secret, salts, fields: sorted }
}

/** The payload of an entry from how a store gives it; null where nothing of it is left. */
export function payloadOfEntry(entry: {
  /** Base64. */
  readonly secret: string | null
  readonly salts: SaltScheme | null
  readonly fields: { readonly [key: string]: unknown } | null
  readonly erased: ErasedPayload['cells'] | null
}): Payload | null {
  if (entry.erased !== null) return { cells: entry.erased }
  const secret = entry.secret === null ? null : fromBase64(entry.secret)
  const { salts, fields } = entry
  if (secret === null || salts === null || fields === null) return null
  return payloadOf({ secret, salts }, flattenFields(fields as { readonly [key: string]: Json }))
}

/** Root of the payload tree, base64, as a leaf carries it. Erasure does not change it. */
export function payloadRoot(crypto: LogCrypto, payload: Payload): string {
  return toBase64(rootOfLeaves(crypto, saltPayload(crypto, payload).hashes))
}

/** The leaves of a payload with their hashes, in order. */
export interface SaltedPayload {
  readonly cells: readonly PayloadCell[]
  readonly hashes: readonly Uint8Array[]
}

/** Salts and hashes all of a payload, to open or to erase some of it. */
export function saltPayload(crypto: LogCrypto, payload: Payload): SaltedPayload {
  const cells = 'secret' in payload ? saltedCells(crypto, payload) : payload.cells
  return { cells, hashes: cells.map((cell) => cellHash(crypto, cell)) }
}

/** Opens the fields of these paths and no other: value, salt and audit path of each. */
export function openFields(
  crypto: LogCrypto,
  payload: Payload,
  paths: readonly string[],
): Verdict<{ opening: Opening }, 'opening.absent' | 'opening.erased'> {
  const { cells, hashes } = saltPayload(crypto, payload)
  const levels = treeLevels(crypto, hashes)
  const places = new Map(cells.map(({ path }, index) => [path, index]))
  const fields: Opening['fields'][number][] = []
  for (const path of new Set(paths)) {
    const index = places.get(path)
    const cell = index === undefined ? undefined : cells[index]
    if (index === undefined || cell === undefined) return refused('opening.absent')
    if ('hash' in cell) return refused('opening.erased')
    const proof = auditPath(levels, index).map(toBase64)
    fields.push({ ...cell, index, proof })
  }
  return { ok: true, opening: { size: hashes.length, fields } }
}

/**
 * The payload without the fields of these paths, nor anything under them (`present` takes its
 * elements and its shape along), and without the secret. The root stays. An erased payload may
 * be erased further. Throws on a path that names nothing: an erasure must not miss silently.
 */
export function erasePayload(
  crypto: LogCrypto,
  payload: Payload,
  paths: readonly string[],
): ErasedPayload {
  const { cells, hashes } = saltPayload(crypto, payload)
  for (const name of paths) {
    if (!cells.some(({ path }) => isUnder(path, name))) throw new RangeError(`no field ${name}`)
  }
  return {
    cells: cells.map((cell, index) => {
      if (!paths.some((name) => isUnder(cell.path, name))) return cell
      return { path: cell.path, hash: toBase64(hashes[index] ?? new Uint8Array(0)) }
    }),
  }
}

/** The fields that can still be read. */
export function readableFields(payload: Payload): PayloadField[] {
  if ('secret' in payload) return [...payload.fields]
  return payload.cells.flatMap((cell) =>
    'hash' in cell ? [] : [{ path: cell.path, value: cell.value }],
  )
}

function isUnder(path: string, name: string): boolean {
  return path === name || path.startsWith(`${name}/`)
}

function saltedCells(crypto: LogCrypto, payload: WholePayload): SaltedField[] {
  const salts = fieldSalts(crypto, payload, payload.fields)
  return payload.fields.map(({ path, value }, at) => ({ path, value, salt: salts[at] ?? '' }))
}

function cellHash(crypto: LogCrypto, cell: PayloadCell): Uint8Array {
  if (!('hash' in cell)) return fieldHash(crypto, cell)
  const hash = hashFromBase64(cell.hash)
  if (hash === null) throw new TypeError('the hash of an erased field must be 32 bytes')
  return hash
}
