import { hashFromBase64 } from '../base64.ts'
import type { PayloadField } from '../flatten-fields.ts'
import type { LogCrypto } from '../log-crypto.ts'
import type { OpenedField, Opening } from '../opening.ts'
import type { Verdict } from '../verdict.ts'
import { refused } from '../verdict.ts'
import type { InclusionReason } from './inclusion.ts'
import { verifyInclusion } from './inclusion.ts'
import { isObject, isPlacedField, isSalt, openedHash } from './opened-field.ts'

/** Why an opening is refused. */
export type OpeningReason =
  | 'opening.form'
  | 'opening.root'
  | 'opening.salt'
  | 'opening.value'
  | 'opening.repeated'
  | InclusionReason

const openedFieldsMax = 20_000

/**
 * Checks that every opened field stands in the payload with this root (base64, from a leaf that
 * was itself proved), and gives them back. `opening` may come from a file of a stranger.
 */
export function verifyOpening(
  crypto: LogCrypto,
  { root, opening }: { root: string; opening: Opening },
): Verdict<{ fields: PayloadField[] }, OpeningReason> {
  const rootHash = hashFromBase64(root)
  if (rootHash === null) return refused('opening.root')
  if (!isOpening(opening) || opening.fields.length > openedFieldsMax) return refused('opening.form')
  const fields: PayloadField[] = []
  const seen = new Set<string>()
  for (const field of opening.fields) {
    if (seen.has(field.path)) return refused('opening.repeated')
    seen.add(field.path)
    const verdict = verifyField(crypto, { field, size: opening.size, root: rootHash })
    if (!verdict.ok) return verdict
    fields.push({ path: field.path, value: field.value })
  }
  return { ok: true, fields }
}

function verifyField(
  crypto: LogCrypto,
  { field, size, root }: { field: OpenedField; size: number; root: Uint8Array },
): Verdict<object, OpeningReason> {
  if (!isSalt(field.salt)) return refused('opening.salt')
  const proof: Uint8Array[] = []
  for (const text of field.proof) {
    const hash = hashFromBase64(text)
    if (hash === null) return refused('inclusion.hash-length')
    proof.push(hash)
  }
  const leafHash = openedHash(crypto, field)
  if (leafHash === null) return refused('opening.value')
  return verifyInclusion(crypto, { index: field.index, size, leafHash, proof, root })
}

function isOpening(value: unknown): value is Opening {
  return (
    isObject(value) &&
    typeof value['size'] === 'number' &&
    Array.isArray(value['fields']) &&
    value['fields'].every(isOpenedField)
  )
}

function isOpenedField(value: unknown): value is OpenedField {
  if (!isPlacedField(value)) return false
  const proof = 'proof' in value ? value.proof : null
  return Array.isArray(proof) && proof.every((hash) => typeof hash === 'string')
}
