import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { refuse } from '../../ledger/fault.ts'
import { fromBase64, toBase64 } from '../../log/base64.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import type { NamedSigner } from '../../log/sign-note.ts'
import type { KeyUse } from '../../log/verifier-key.ts'
import { formatVerifierKey, verifierKey } from '../../log/verifier-key.ts'
import { ed25519Signer } from '../crypto/node-crypto.ts'
import { makeFolder } from '../make-folder.ts'

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
  const { vkey, text } = keyFrom(crypto, place, seed)
  write(pathOf(place), text)
  return vkey
}

/**
 * Writes a key that is to follow the one announced, to a file of its own that its id names: until
 * the log announces it, it is nothing, and a crash leaves at most a file that the next call takes
 * away. On disk when this returns, as a log must not announce a key that a power cut takes.
 */
export function makeFollowingKey(
  crypto: LogCrypto,
  place: KeyPlace,
  { announced, seed }: { readonly announced: string; readonly seed: Uint8Array },
): string {
  // Put in place first: whoever is held up while it does so must not put an older key over a newer.
  settleKey(place, announced)
  clearFollowing(place)
  const { vkey, text } = keyFrom(crypto, place, seed)
  write(followingPath(place, vkey), text)
  return vkey
}

// Keys that no log announced: none will ever sign.
function clearFollowing(place: KeyPlace): void {
  const prefix = `${place.publicId}.${place.purpose}.`
  for (const name of existsSync(place.keysDir) ? readdirSync(place.keysDir) : []) {
    const isFollowing = name.startsWith(prefix) && followingName.test(name.slice(prefix.length))
    if (isFollowing) rmSync(join(place.keysDir, name), { force: true })
  }
}

const followingName = /^[0-9a-f]{8}\.skey$/

/** Reads the key of this verifier key, in use or following. Refuses as `readKey`. */
export function readKeyOf(crypto: LogCrypto, place: KeyPlace, vkey: string): NamedSigner {
  const seed = findSeed(crypto, place, vkey)
  return seed === null ? missing(place) : { name: keyName(place), signer: ed25519Signer(seed) }
}

/** The 32 bytes of the key of this verifier key. Refuses as `readKey`. */
export function readSeedOf(crypto: LogCrypto, place: KeyPlace, vkey: string): Uint8Array {
  return findSeed(crypto, place, vkey) ?? missing(place)
}

/** Whether the key of this verifier key is there. */
export function holdsKey(crypto: LogCrypto, place: KeyPlace, vkey: string): boolean {
  return findSeed(crypto, place, vkey) !== null
}

/**
 * Whether a file that is there names this verifier key: by its id, without working the key out of
 * its secret, which is done before it signs. A start asks it of every log.
 */
export function namesKey(place: KeyPlace, vkey: string): boolean {
  const named = `${namePrefix(place)}${idOf(place, vkey)}+`
  return [pathOf(place), followingPath(place, vkey)].some((path) => {
    const text = textIn(path)
    return text?.startsWith(named) === true && secretIn(place, text) !== null
  })
}

/**
 * Puts the key of this verifier key in the place of the one in use, whose file is gone from then
 * on: a key that nobody needs any more can only be stolen. Does nothing where it stands there.
 */
export function settleKey(place: KeyPlace, vkey: string): void {
  const following = followingPath(place, vkey)
  if (!existsSync(following)) return
  try {
    renameSync(following, pathOf(place))
    syncFolder(place.keysDir)
  } catch (error) {
    // Another process of this data folder may have been first.
    if (existsSync(following)) throw error
  }
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
  const seed = seedIn(place, pathOf(place)) ?? missing(place)
  return { name: keyName(place), signer: ed25519Signer(seed) }
}

function keyFrom(
  crypto: LogCrypto,
  place: KeyPlace,
  seed: Uint8Array,
): { readonly vkey: string; readonly text: string } {
  const name = keyName(place)
  const { publicKey } = ed25519Signer(seed)
  const vkey = formatVerifierKey(verifierKey(crypto, { name, use: useOf(place), publicKey }))
  const secret = toBase64(Uint8Array.of(1, ...seed))
  return { vkey, text: `${namePrefix(place)}${idOf(place, vkey)}+${secret}\n` }
}

// The file in use is looked at again at the end: the key may have been put there meanwhile.
function findSeed(crypto: LogCrypto, place: KeyPlace, vkey: string): Uint8Array | null {
  const [inUse, following] = [pathOf(place), followingPath(place, vkey)]
  for (const path of [inUse, following, inUse]) {
    const seed = seedAt(crypto, { place, path }, vkey)
    if (seed !== null) return seed
  }
  return null
}

function seedAt(
  crypto: LogCrypto,
  { place, path }: { place: KeyPlace; path: string },
  vkey: string,
): Uint8Array | null {
  const seed = seedIn(place, path)
  return seed !== null && keyFrom(crypto, place, seed).vkey === vkey ? seed : null
}

/** The bytes in a key file; null when it is gone or is another key's. */
function seedIn(place: KeyPlace, path: string): Uint8Array | null {
  const text = textIn(path)
  return text === null ? null : secretIn(place, text)
}

function textIn(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return null
  }
}

function secretIn(place: KeyPlace, text: string): Uint8Array | null {
  const prefix = namePrefix(place)
  const bytes = text.startsWith(prefix) ? fromBase64(text.slice(prefix.length + 9)) : null
  return bytes?.length === 33 && bytes[0] === 1 ? bytes.slice(1) : null
}

function namePrefix(place: KeyPlace): string {
  return `PRIVATE+KEY+${keyName(place)}+`
}

function write(path: string, text: string): void {
  makeFolder(dirname(path), 0o700)
  const file = openSync(path, 'wx', 0o600)
  try {
    writeFileSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  syncFolder(dirname(path))
}

function syncFolder(folder: string): void {
  const opened = openSync(folder, 'r')
  try {
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}

function pathOf({ keysDir, publicId, purpose }: KeyPlace): string {
  return join(keysDir, `${publicId}.${purpose}.skey`)
}

function followingPath(place: KeyPlace, vkey: string): string {
  const { keysDir, publicId, purpose } = place
  return join(keysDir, `${publicId}.${purpose}.${idOf(place, vkey)}.skey`)
}

// The id of `name+id+base64`; names hold no plus.
function idOf(place: KeyPlace, vkey: string): string {
  const name = keyName(place)
  return vkey.slice(name.length + 1, name.length + 9)
}

function missing(place: KeyPlace): never {
  refuse('key.missing', {
    text: {
      zh: `密钥文件 ${basename(pathOf(place))} 不存在或不属于这个单位（${place.origin}），不能登记。`,
      en: `The key file ${basename(pathOf(place))} of ${place.origin} is missing or another unit's: nothing can be recorded.`,
    },
    hint: {
      zh: '请从备份中恢复数据目录下的 keys 文件夹；确已丢失的，用 taizhang log key renew --lost 换新。',
      en: 'Restore the folder keys from a backup; if it is lost for good, taizhang log key renew --lost.',
    },
  })
}
