import { isDayText, isInstantText } from './calendar-text.ts'
import type { LogCrypto } from './log-crypto.ts'
import { merkleLeaf } from './merkle-hash.ts'
import { fromUtf8 } from './utf8.ts'
import type { Verdict } from './verdict.ts'
import { refused } from './verdict.ts'

/** What an entry does; `found` is the first entry of an organisation. */
export const entryKinds = [
  'create',
  'correct',
  'void',
  'attest',
  'sign',
  'submit',
  'adopt',
  'erase',
  'key',
  'override',
  'found',
] as const

/** What an entry does. */
export type EntryKind = (typeof entryKinds)[number]

/** Bytes of one leaf at most: entry bundles of tlog-tiles give the length in 16 bits. */
const leafBytesMax = 65_535

/**
 * One immutable line of the log as others can check it. It names no person but by a random id,
 * and no value: those stand under `payload`, where each can be opened or erased by itself.
 */
export interface Leaf {
  readonly v: 1
  /** Public id of the organisation. */
  readonly org: string
  /** Digest of the pack in force; null before the first is adopted. */
  readonly pack: string | null
  readonly kind: EntryKind
  readonly register: string | null
  readonly record: string | null
  /** 1 for a record's first entry, then one more for each that names it; 0 without a record. */
  readonly version: number
  /** Leaf hash (base64) of the record's version before; null for the first. */
  readonly prev: string | null
  /** The event's day, `YYYY-MM-DD`. */
  readonly occurredOn: string | null
  /** UTC, `2025-03-01T08:00:00.000Z`. */
  readonly recordedAt: string
  /** Random id of the person, or `cli:…`, `token:…`, `job:…`. */
  readonly actor: string
  /** Root (base64) of the payload tree. */
  readonly payload: string
}

/** One entry of a log, read. */
export interface IndexedLeaf {
  readonly index: number
  readonly leaf: Leaf
  /** Leaf hash, base64. */
  readonly hash: string
}

/** Why a text is not a leaf. */
export type LeafReason =
  | 'leaf.too-long'
  | 'leaf.not-utf8'
  | 'leaf.not-json'
  | 'leaf.keys'
  | 'leaf.not-canonical'
  | `leaf.${keyof Leaf}`

const kinds: ReadonlySet<unknown> = new Set(entryKinds)
const leafKeys = 'actor,kind,occurredOn,org,pack,payload,prev,record,recordedAt,register,v,version'

/** The canonical text of a leaf. Throws on a leaf that `parseLeaf` would not read back. */
export function leafText(leaf: Leaf): string {
  const reason = faultOfValues(leaf)
  if (reason !== null) throw new TypeError(`not a leaf: ${reason}`)
  return write(leaf)
}

/** RFC 6962 leaf hash over what is stored, as bytes or as their text. */
export function leafHash(crypto: LogCrypto, stored: Uint8Array | string): Uint8Array {
  return merkleLeaf(crypto, stored)
}

/** Reads a leaf strictly: known keys only, each value in its form, the bytes canonical. */
export function parseLeaf(input: Uint8Array | string): Verdict<{ leaf: Leaf }, LeafReason> {
  if (input.length > leafBytesMax) return refused('leaf.too-long')
  const source = typeof input === 'string' ? input : fromUtf8(input)
  if (source === null) return refused('leaf.not-utf8')
  return parsePlain(source) ?? parseAny(source)
}

// Nearly every leaf has names of plain ASCII. Where this pattern holds, the text is canonical by
// its form, and reading it costs a third of parsing and writing again.
const plain = '[\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]{1,512}'
const plainOrNull = `(?:null|"${plain}")`
const plainLeaf = new RegExp(
  `^\\{"actor":"(${plain})","kind":"([a-z]+)","occurredOn":(null|"[0-9-]+"),"org":"(${plain})"` +
    `,"pack":(${plainOrNull}),"payload":"([^"\\\\]{44})","prev":(null|"[^"\\\\]{44}")` +
    `,"record":(${plainOrNull}),"recordedAt":"([0-9T:.Z-]+)","register":(${plainOrNull})` +
    `,"v":1,"version":(0|[1-9][0-9]{0,15})\\}$`,
)

function parsePlain(source: string): Verdict<{ leaf: Leaf }, LeafReason> | null {
  const parts = plainLeaf.exec(source)
  if (parts === null) return null
  const leaf = {
    v: 1,
    org: parts[4] ?? '',
    pack: unquoted(parts[5]),
    kind: parts[2] as EntryKind,
    register: unquoted(parts[10]),
    record: unquoted(parts[8]),
    version: Number(parts[11]),
    prev: unquoted(parts[7]),
    occurredOn: unquoted(parts[3]),
    recordedAt: parts[9] ?? '',
    actor: parts[1] ?? '',
    payload: parts[6] ?? '',
  } as const
  const reason = faultOfValues(leaf)
  return reason === null ? { ok: true, leaf } : refused(reason)
}

function unquoted(text: string | undefined): string | null {
  return text === undefined || text === 'null' ? null : text.slice(1, -1)
}

function parseAny(source: string): Verdict<{ leaf: Leaf }, LeafReason> {
  let value: unknown
  try {
    value = JSON.parse(source)
  } catch {
    return refused('leaf.not-json')
  }
  if (typeof value !== 'object' || value === null) return refused('leaf.keys')
  const reason = faultOf(value as Fields)
  if (reason !== null) return refused(reason)
  const leaf = value as Leaf
  return write(leaf) === source ? { ok: true, leaf } : refused('leaf.not-canonical')
}

type Fields = { readonly [key in keyof Leaf]?: unknown }

// The keys stand here in UTF-16 order, so that this is RFC 8785 without sorting on every write;
// a property test compares it with `canonicalJson`.
function write(leaf: Leaf): string {
  return (
    `{"actor":${quote(leaf.actor)},"kind":"${leaf.kind}","occurredOn":${quote(leaf.occurredOn)}` +
    `,"org":${quote(leaf.org)},"pack":${quote(leaf.pack)},"payload":${quote(leaf.payload)}` +
    `,"prev":${quote(leaf.prev)},"record":${quote(leaf.record)}` +
    `,"recordedAt":${quote(leaf.recordedAt)},"register":${quote(leaf.register)}` +
    `,"v":1,"version":${leaf.version}}`
  )
}

const needsNoEscape = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/

function quote(text: string | null): string {
  if (text === null) return 'null'
  return needsNoEscape.test(text) ? `"${text}"` : JSON.stringify(text)
}

function faultOf(fields: Fields): LeafReason | null {
  if (Object.keys(fields).sort().join(',') !== leafKeys) return 'leaf.keys'
  return faultOfValues(fields)
}

function faultOfValues(fields: Fields): LeafReason | null {
  if (fields['v'] !== 1) return 'leaf.v'
  if (!isName(fields['org'])) return 'leaf.org'
  if (!isNameOrNull(fields['pack'])) return 'leaf.pack'
  if (!kinds.has(fields['kind'])) return 'leaf.kind'
  if (!isNameOrNull(fields['register'])) return 'leaf.register'
  if (!isNameOrNull(fields['record'])) return 'leaf.record'
  const version = fields['version']
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 0) {
    return 'leaf.version'
  }
  if ((fields['record'] === null) !== (version === 0)) return 'leaf.version'
  const prev = fields['prev']
  if (version <= 1 ? prev !== null : !isHash(prev)) return 'leaf.prev'
  const day = fields['occurredOn']
  if (day !== null && (typeof day !== 'string' || !isDayText(day))) return 'leaf.occurredOn'
  const moment = fields['recordedAt']
  if (typeof moment !== 'string' || !isInstantText(moment)) return 'leaf.recordedAt'
  if (!isName(fields['actor'])) return 'leaf.actor'
  return isHash(fields['payload']) ? null : 'leaf.payload'
}

// Names are short enough that no leaf can come near the limit of a bundle.
const namePattern = /^[^\p{Cc}\p{Surrogate}]{1,512}$/u
const plainName = /^[\x20-\x7e]{1,512}$/

function isName(value: unknown): boolean {
  return typeof value === 'string' && (plainName.test(value) || namePattern.test(value))
}

function isNameOrNull(value: unknown): boolean {
  return value === null || isName(value)
}

// 43 characters and one pad: the last character carries four bits, the rest must be zero.
const hashPattern = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/

function isHash(value: unknown): boolean {
  return typeof value === 'string' && hashPattern.test(value)
}
