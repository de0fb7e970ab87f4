import { hashFromBase64 } from '../base64.ts'
import type { PayloadField } from '../flatten-fields.ts'
import type { JointField, JointOpening } from '../joint-opening.ts'
import type { LogCrypto } from '../log-crypto.ts'
import { merkleNode, sameBytes } from '../merkle-hash.ts'
import { isTreeSize, splitPoint } from '../tree-arithmetic.ts'
import type { Verdict } from '../verdict.ts'
import { refused } from '../verdict.ts'
import { isObject, isPlacedField, isSalt, openedHash } from './opened-field.ts'

/** Why a joint opening is refused. */
export type JointOpeningReason =
  | 'opening.form'
  | 'opening.root'
  | 'opening.salt'
  | 'opening.value'
  | 'opening.repeated'

const leavesMax = 20_000
const hashesMax = 20_000

/**
 * Checks that all opened fields stand in the payload with this root (base64, from a leaf that was
 * itself proved) and gives them back. Every hash given must be used: no byte of an opening is idle.
 */
export function verifyJointOpening(
  crypto: LogCrypto,
  { root, opening }: { root: string; opening: JointOpening },
): Verdict<{ fields: PayloadField[] }, JointOpeningReason> {
  const rootHash = hashFromBase64(root)
  if (rootHash === null) return refused('opening.root')
  if (!isJointOpening(opening)) return refused('opening.form')
  const { fields } = opening
  if (new Set(fields.map(({ path }) => path)).size !== fields.length) {
    return refused('opening.repeated')
  }
  if (!fields.every(({ salt }) => isSalt(salt))) return refused('opening.salt')
  const leaves: Uint8Array[] = []
  for (const field of fields) {
    const hash = openedHash(crypto, field)
    if (hash === null) return refused('opening.value')
    leaves.push(hash)
  }
  const folded = new Fold(crypto, opening, leaves).root()
  if (folded === null || !sameBytes(folded, rootHash)) return refused('opening.root')
  return { ok: true, fields: fields.map(({ path, value }) => ({ path, value })) }
}

/** Walks the tree that the size says, taking opened leaves and given hashes from left to right. */
class Fold {
  readonly #crypto: LogCrypto
  readonly #opening: JointOpening
  readonly #leaves: readonly Uint8Array[]
  #leaf = 0
  #hash = 0

  constructor(crypto: LogCrypto, opening: JointOpening, leaves: readonly Uint8Array[]) {
    this.#crypto = crypto
    this.#opening = opening
    this.#leaves = leaves
  }

  root(): Uint8Array | null {
    const root = this.#span({ start: 0, size: this.#opening.size })
    const isWhole = this.#leaf === this.#leaves.length && this.#hash === this.#opening.hashes.length
    return isWhole ? root : null
  }

  #span({ start, size }: { start: number; size: number }): Uint8Array | null {
    const next = this.#opening.fields[this.#leaf]
    if (next === undefined || next.index >= start + size) return this.#given()
    if (size === 1) return this.#leaves[this.#leaf++] ?? null
    const split = splitPoint(size)
    const left = this.#span({ start, size: split })
    const right = left && this.#span({ start: start + split, size: size - split })
    return left && right && merkleNode(this.#crypto, { left, right })
  }

  #given(): Uint8Array | null {
    const text = this.#opening.hashes[this.#hash++]
    return text === undefined ? null : hashFromBase64(text)
  }
}

function isJointOpening(value: unknown): value is JointOpening {
  if (!isObject(value)) return false
  const { size, fields, hashes } = value
  if (typeof size !== 'number' || !isTreeSize(size) || size < 1 || size > leavesMax) return false
  if (!Array.isArray(fields) || !Array.isArray(hashes) || hashes.length > hashesMax) return false
  if (!hashes.every((hash) => typeof hash === 'string')) return false
  let last = -1
  for (const field of fields) {
    if (!isJointField(field) || field.index <= last || field.index >= size) return false
    last = field.index
  }
  return true
}

function isJointField(value: unknown): value is JointField {
  return isPlacedField(value) && Number.isSafeInteger(value.index) && value.value !== undefined
}
