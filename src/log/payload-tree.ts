import { fromBase64, hashFromBase64, toBase64 } from './base64.ts'
import type { Json } from './canonical-json.ts'
import { byPath, flattenFields } from './flatten-fields.ts'
import type { PayloadField } from './flatten-fields.ts'
import type { LogCrypto } from './log-crypto.ts'
import { inclusionProof, readerOverLeaves, rootOfLeaves } from './merkle-tree.ts'
import type { Opening } from './opening.ts'
import { fieldHash, fieldSalt } from './payload-leaf.ts'
import type { SaltedField } from './payload-leaf.ts'
import { refused } from './verdict.ts'
import type { Verdict } from './verdict.ts'

/** Bytes of an entry's secret, drawn at random for every entry. */
export const secretBytes = 32

/** Leaves of one payload at most: 300 present and 200 rows of 40 cells fit with room. */
export const payloadFieldsMax = 20_000

/** A payload as it was written: all fields, sorted by path, and the secret that salts them. */
export interface WholePayload {
  readonly secret: Uint8Array
  readonly fields: readonly PayloadField[]
}

/** What is left of a leaf that was erased. The path stays to say which field is gone. */
export interface ErasedField {
  readonly path: string
  /** Base64. */
  readonly hash: string
}

/** A payload after an erasure: no secret, so that the values that were erased cannot be tried. */
export interface ErasedPayload {
  readonly cells: readonly (SaltedField | ErasedField)[]
}

/** What a store keeps beside a leaf. */
export type Payload = WholePayload | ErasedPayload

/** A payload of fields in any order. Throws on two of one path, too many, or a short secret. */
export function payloadOf(secret: Uint8Array, fields: readonly PayloadField[]): WholePayload {
  if (secret.length !== secretBytes) throw new RangeError('an entry secret has 32 bytes')
  if (fields.length > payloadFieldsMax) throw new RangeError('too many fields in one payload')
  const sorted = [...fields].sort(byPath)
  if (sorted.some((field, at) => field.path === sorted[at + 1]?.path)) {
    throw new TypeError('two payload fields have one path')
  }
  return { secret, fields: sorted }
}

/** The payload of an entry from how a store gives it; null where nothing of it is left. */
export function payloadOfEntry(entry: {
  /** Base64. */
  readonly secret: string | null
  readonly fields: { readonly [key: string]: unknown } | null
  readonly erased: ErasedPayload['cells'] | null
}): Payload | null {
  if (entry.erased !== null) return { cells: entry.erased }
  const secret = entry.secret === null ? null : fromBase64(entry.secret)
  if (secret === null || entry.fields === null) return null
  return payloadOf(secret, flattenFields(entry.fields as { readonly [key: string]: Json }))
}

/** Root of the payload tree, base64, as a leaf carries it. Erasure does not change it. */
export function payloadRoot(crypto: LogCrypto, payload: Payload): string {
  return toBase64(rootOfLeaves(crypto, leafHashes(crypto, payload)))
}

/** Hashes of the leaves of the payload tree, erased ones included, in order. */
export function payloadHashes(crypto: LogCrypto, payload: Payload): Uint8Array[] {
  return leafHashes(crypto, payload)
}

/** The fields of these paths with salt and place, by place; absent and erased ones are left out. */
export function saltedFields(
  crypto: LogCrypto,
  payload: Payload,
  paths: ReadonlySet<string>,
): (SaltedField & { readonly index: number })[] {
  const cells = 'secret' in payload ? payload.fields : payload.cells
  return cells.flatMap(({ path }, index) => {
    const cell = paths.has(path) ? saltedCell(crypto, payload, index) : null
    return cell === null ? [] : [{ ...cell, index }]
  })
}

/** Opens the fields of these paths and no other: value, salt and audit path of each. */
export function openFields(
  crypto: LogCrypto,
  payload: Payload,
  paths: readonly string[],
): Verdict<{ opening: Opening }, 'opening.absent' | 'opening.erased'> {
  const hashes = leafHashes(crypto, payload)
  const size = hashes.length
  const read = readerOverLeaves(crypto, hashes)
  const cells = 'secret' in payload ? payload.fields : payload.cells
  const places = new Map(cells.map(({ path }, index) => [path, index]))
  const fields: Opening['fields'][number][] = []
  for (const path of new Set(paths)) {
    const index = places.get(path)
    if (index === undefined) return refused('opening.absent')
    const cell = saltedCell(crypto, payload, index)
    if (cell === null) return refused('opening.erased')
    const proof = inclusionProof(crypto, { index, size }, read).map(toBase64)
    fields.push({ ...cell, index, proof })
  }
  return { ok: true, opening: { size, fields } }
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
  const cells = 'secret' in payload ? payload.fields : payload.cells
  const hashes = leafHashes(crypto, payload)
  for (const name of paths) {
    if (!cells.some(({ path }) => isUnder(path, name))) throw new RangeError(`no field ${name}`)
  }
  return {
    cells: hashes.map((hash, index) => {
      const path = cells[index]?.path ?? ''
      const kept = paths.some((name) => isUnder(path, name))
        ? null
        : saltedCell(crypto, payload, index)
      return kept ?? { path, hash: toBase64(hash) }
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

function saltedCell(crypto: LogCrypto, payload: Payload, index: number): SaltedField | null {
  if ('secret' in payload) {
    const field = payload.fields[index]
    if (field === undefined) return null
    const { path, value } = field
    return { path, value, salt: fieldSalt(crypto, payload.secret, path) }
  }
  const cell = payload.cells[index]
  return cell === undefined || 'hash' in cell ? null : cell
}

function leafHashes(crypto: LogCrypto, payload: Payload): Uint8Array[] {
  if ('secret' in payload) {
    return payload.fields.map(({ path, value }) =>
      fieldHash(crypto, { path, value, salt: fieldSalt(crypto, payload.secret, path) }),
    )
  }
  return payload.cells.map((cell) => {
    if (!('hash' in cell)) return fieldHash(crypto, cell)
    const hash = hashFromBase64(cell.hash)
    if (hash === null) throw new TypeError('the hash of an erased field must be 32 bytes')
    return hash
  })
}
