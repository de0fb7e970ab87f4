import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { refuse } from '../../ledger/fault.ts'
import { fromBase64, toBase64 } from '../../log/base64.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import type { NamedSigner } from '../../log/sign-note.ts'
import { formatVerifierKey, verifierKey } from '../../log/verifier-key.ts'
import type { KeyUse } from '../../log/verifier-key.ts'
import { ed25519Signer } from '../crypto/node-crypto.ts'

/** What an organisation's keys are for: its checkpoints, its receipts, and other logs' checkpoints. */
export type KeyPurpose = 'log' | 'receipt' | 'witness'

/** Which key of which log. */
export interface KeyPlace {
  readonly keysDir: string
  /** Public id of the organisation. */
  readonly publicId: string
  readonly origin: string
  readonly purpose: KeyPurpose
}

/** Name of a key in notes: the log's own is the origin, as checkpoints ask. */
export function keyName({ origin, purpose }: Pick<KeyPlace, 'origin' | 'purpose'>): string {
  return purpose === 'log' ? origin : `${origin}/${purpose}`
}

/**
 * Writes a new key to its file (mode 0600; never over one that exists) and answers its verifier
 * key. The file holds the signer key text of c2sp.org/signed-note.
 */
export function makeKey(crypto: LogCrypto, place: KeyPlace, seed: Uint8Array): string {
  const name = keyName(place)
  const { publicKey } = ed25519Signer(seed)
  const vkey = formatVerifierKey(verifierKey(crypto, { name, use: useOf(place), publicKey }))
  const id = vkey.slice(name.length + 1, name.length + 9)
  const text = `PRIVATE+KEY+${name}+${id}+${toBase64(Uint8Array.of(1, ...seed))}\n`
  mkdirSync(place.keysDir, { recursive: true, mode: 0o700 })
  writeFileSync(pathOf(place), text, { flag: 'wx', mode: 0o600 })
  return vkey
}

/** The verifier key of a key that is there. Refuses as `readKey`. */
export function verifierKeyOf(crypto: LogCrypto, place: KeyPlace): string {
  const { name, signer } = readKey(place)
  const { publicKey } = signer
  return formatVerifierKey(verifierKey(crypto, { name, use: useOf(place), publicKey }))
}

function useOf({ purpose }: Pick<KeyPlace, 'purpose'>): KeyUse {
  return purpose === 'witness' ? 'cosignature' : 'note'
}

/** Whether there is a key of this purpose. */
export function hasKey(place: KeyPlace): boolean {
  return existsSync(pathOf(place))
}

/** Reads a key. Refuses with `key.missing` when its file is gone or is another key's. */
export function readKey(place: KeyPlace): NamedSigner {
  return { name: keyName(place), signer: ed25519Signer(readSeed(place)) }
}

/** The 32 bytes a key is made from. Refuses as `readKey`. */
export function readSeed(place: KeyPlace): Uint8Array {
  let text = ''
  try {
    text = readFileSync(pathOf(place), 'utf8').trim()
  } catch {
    missing(place)
  }
  const prefix = `PRIVATE+KEY+${keyName(place)}+`
  const bytes = text.startsWith(prefix) ? fromBase64(text.slice(prefix.length + 9)) : null
  if (bytes?.length !== 33 || bytes[0] !== 1) missing(place)
  return bytes.slice(1)
}

function pathOf({ keysDir, publicId, purpose }: KeyPlace): string {
  return join(keysDir, `${publicId}.${purpose}.skey`)
}

function missing(place: KeyPlace): never {
  refuse('key.missing', {
    text: {
      zh: `密钥文件 ${pathOf(place)} 不存在或不属于这个单位。`,
      en: `The key file ${pathOf(place)} is missing or belongs to another unit.`,
    },
    hint: {
      zh: '请从备份中恢复数据目录下的 keys 文件夹。',
      en: 'Restore the folder keys of the data folder from a backup.',
    },
  })
}
