import { fromBase64, toBase64 } from './base64.ts'
import type { LogCrypto } from './log-crypto.ts'
import { isWellFormed, toUtf8 } from './utf8.ts'
import type { Verdict } from './verdict.ts'
import { refused } from './verdict.ts'

/** What a key signs: a note itself, or a checkpoint together with a time (c2sp.org/signed-note). */
export type KeyUse = 'note' | 'cosignature'

/** A public key as notes know it: by name and by a short id, which is no strong hash. */
export interface VerifierKey {
  readonly name: string
  /** Unsigned 32 bits. */
  readonly id: number
  readonly use: KeyUse
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array
}

/** Why a text is not a verifier key. */
export type VerifierKeyReason =
  | 'vkey.form'
  | 'vkey.name'
  | 'vkey.base64'
  | 'vkey.algorithm'
  | 'vkey.length'
  | 'vkey.id'

const useBytes: { readonly [use in KeyUse]: number } = { note: 0x01, cosignature: 0x04 }
const vkeyUnitsMax = 1024

/** Builds a key with its id. Throws on a name that notes cannot carry. */
export function verifierKey(
  crypto: LogCrypto,
  { name, use, publicKey }: Omit<VerifierKey, 'id'>,
): VerifierKey {
  if (!isKeyName(name)) throw new TypeError('a key name has no space and no plus')
  if (publicKey.length !== 32) throw new RangeError('an Ed25519 public key has 32 bytes')
  return { name, use, publicKey, id: keyId(crypto, { name, material: material(use, publicKey) }) }
}

/** The key as text: `name+hex8(id)+base64(type || key)`. */
export function formatVerifierKey({ name, id, use, publicKey }: VerifierKey): string {
  return `${name}+${hex8(id)}+${toBase64(material(use, publicKey))}`
}

/** Reads what `formatVerifierKey` writes. Never throws; takes Ed25519 keys only. */
export function parseVerifierKey(
  crypto: LogCrypto,
  text: string,
): Verdict<{ key: VerifierKey }, VerifierKeyReason> {
  const [name = '', id = '', ...rest] = text.slice(0, vkeyUnitsMax + 1).split('+')
  if (rest.length === 0 || text.length > vkeyUnitsMax) return refused('vkey.form')
  if (!isKeyName(name)) return refused('vkey.name')
  // Base64 has its own plus signs.
  const bytes = fromBase64(rest.join('+'))
  if (bytes === null || bytes.length === 0) return refused('vkey.base64')
  const use = bytes[0] === useBytes.note ? 'note' : 'cosignature'
  if (bytes[0] !== useBytes[use]) return refused('vkey.algorithm')
  if (bytes.length !== 33) return refused('vkey.length')
  const number = keyId(crypto, { name, material: bytes })
  if (hex8(number) !== id) return refused('vkey.id')
  return { ok: true, key: { name, id: number, use, publicKey: bytes.slice(1) } }
}

/** Whether a name may stand in a signature line: not empty, no Unicode space, no plus. */
export function isKeyName(name: string): boolean {
  return name !== '' && isWellFormed(name) && !/[\p{White_Space}+\p{Cc}]/u.test(name)
}

function keyId(
  crypto: LogCrypto,
  { name, material: bytes }: { name: string; material: Uint8Array },
): number {
  const prefix = toUtf8(`${name}\n`)
  const joined = new Uint8Array(prefix.length + bytes.length)
  joined.set(prefix)
  joined.set(bytes, prefix.length)
  return new DataView(Uint8Array.from(crypto.sha256(joined)).buffer).getUint32(0)
}

function material(use: KeyUse, publicKey: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(publicKey.length + 1)
  bytes[0] = useBytes[use]
  bytes.set(publicKey, 1)
  return bytes
}

function hex8(id: number): string {
  return id.toString(16).padStart(8, '0')
}
