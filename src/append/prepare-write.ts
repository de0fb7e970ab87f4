import { refuse } from '../ledger/fault.ts'
import type { PayloadParts } from '../ledger/record/fold.ts'
import type { Values } from '../ledger/value.ts'
import { toBase64 } from '../log/base64.ts'
import type { Json } from '../log/canonical-json.ts'
import { canonicalJson, NotCanonical } from '../log/canonical-json.ts'
import type { SaltSource } from '../log/field-salts.ts'
import { flattenFields } from '../log/flatten-fields.ts'
import type { LogCrypto } from '../log/log-crypto.ts'
import { payloadFieldsMax, payloadOf, payloadRoot, secretBytes } from '../log/payload-tree.ts'
import type { AppendRequest } from './append-request.ts'
import type { Random } from './effects.ts'

/** Canonical characters of one entry's values at most. */
const valuesCharactersMax = 1_000_000

/** What of a write does not depend on its turn: computed before the log head is locked. */
export interface PreparedWrite extends SaltSource {
  readonly request: AppendRequest
  /** Id of the record; null when the entry is about none. */
  readonly record: string | null
  /** Canonical text of the fields that the payload tree is over. */
  readonly fields: string
  /** Root of the payload tree, base64. */
  readonly payload: string
}

/** A write that is prepared once, at the latest when its turn comes. */
export interface ReadyWrite {
  readonly request: AppendRequest
  prepared(): PreparedWrite
}

/** Names that a register cannot give to a field, for what the log keeps beside the values. */
const lateDaysField = '$lateDays'
const lateReasonField = '$lateReason'
const shownField = '$shown'
const erasesField = '$erases'
const reasonField = '$reason'
const answerField = '$answer'

/**
 * The fields that the payload tree of an entry is over: the values; for a late entry, how late
 * it was and why; for a record, a hash of its title and search text; what it erases; a hash of the
 * idempotency key that it answers. So none of what a list shows, and no answer to a repeated
 * request, can be changed afterwards without the log showing it.
 */
function payloadFieldsOf(crypto: LogCrypto, request: AppendRequest): Values {
  const { values, lateDays, lateReason, register, erases, reason } = request
  const { idempotency } = request
  return {
    ...values,
    ...(lateDays === 0 ? {} : { [lateDaysField]: lateDays }),
    ...(lateReason === null ? {} : { [lateReasonField]: lateReason }),
    ...(register === null ? {} : { [shownField]: shownDigest(crypto, request) }),
    ...(erases === undefined ? {} : { [erasesField]: erases.map(String) }),
    ...(reason === undefined ? {} : { [reasonField]: reason }),
    ...(idempotency === null ? {} : { [answerField]: answerDigest(crypto, idempotency) }),
  }
}

/** Hash (base64) of what a list shows of a record and finds it by. */
export function shownDigest(
  crypto: LogCrypto,
  { title, search }: { title: string; search: string },
): string {
  return toBase64(crypto.sha256(JSON.stringify([title, search])))
}

/** Hash (base64) of an idempotency key and of the request that it stood for. */
export function answerDigest(
  crypto: LogCrypto,
  { key, digest }: { key: string; digest: string },
): string {
  return toBase64(crypto.sha256(JSON.stringify([key, digest])))
}

/** The inverse of `payloadFieldsOf`. */
export function partsOfPayload(fields: Values): PayloadParts {
  const { [lateDaysField]: days = 0, [lateReasonField]: reason = null } = fields
  const values = Object.fromEntries(Object.entries(fields).filter(([id]) => !id.startsWith('$')))
  return {
    values,
    lateDays: typeof days === 'number' ? days : 0,
    lateReason: typeof reason === 'string' ? reason : null,
  }
}

/** The hash of title and search text in a payload; null when there is none, or it was erased. */
export function shownOf(fields: Values): string | null {
  const shown = fields[shownField]
  return typeof shown === 'string' ? shown : null
}

/** The hash of the idempotency key in a payload; null when it has none, or it was erased. */
export function answerOf(fields: Values): string | null {
  const answer = fields[answerField]
  return typeof answer === 'string' ? answer : null
}

/** Payload paths that an erasure takes along: they are hashes over what must be gone. */
export const shownPaths: readonly string[] = [shownField, answerField]

/** Draws the secret, builds the payload tree. Refuses values that JSON cannot say exactly. */
export function prepareWrite(
  { crypto, random }: { crypto: LogCrypto; random: Random },
  request: AppendRequest,
): PreparedWrite {
  const fields = payloadFieldsOf(crypto, request)
  const text = canonicalFields(fields)
  const source: SaltSource = { secret: random.bytes(secretBytes), salts: 'shake256' }
  const leaves = flattenFields(fields as { readonly [key: string]: Json })
  if (leaves.length > payloadFieldsMax) tooLarge()
  const isNewRecord = request.register !== null && request.record === null
  return {
    request,
    record: isNewRecord ? random.uuid() : request.record,
    ...source,
    fields: text,
    payload: payloadRoot(crypto, payloadOf(source, leaves)),
  }
}

/** One that is prepared already. */
export function readyWrite(write: PreparedWrite): ReadyWrite {
  return { request: write.request, prepared: () => write }
}

/** One that is prepared when its turn comes: a large import is entered while the rest waits. */
export function prepareLater(
  parts: Parameters<typeof prepareWrite>[0],
  request: AppendRequest,
): ReadyWrite {
  let made: PreparedWrite | null = null
  return { request, prepared: () => (made ??= prepareWrite(parts, request)) }
}

// PostgreSQL has no U+0000 in text or jsonb. In canonical JSON it reads \u0000 after an even
// number of backslashes.
const nulCharacter = /(?<!\\)(?:\\\\)*\\u0000/

function canonicalFields(fields: Values): string {
  try {
    const text = canonicalJson(fields)
    if (text.length > valuesCharactersMax) tooLarge()
    if (nulCharacter.test(text)) throw new NotCanonical('', 'the character U+0000')
    return text
  } catch (error) {
    if (!(error instanceof NotCanonical)) throw error
    refuse('write.values', {
      at: error.place.split('/').slice(1),
      text: { zh: '内容含有无法保存的字符或数值。', en: 'A value cannot be stored exactly.' },
      hint: {
        zh: '请删去不可见字符，数值须为有限数。',
        en: 'Remove invisible characters; numbers must be finite.',
      },
    })
  }
}

function tooLarge(): never {
  refuse('write.too-large', {
    text: { zh: '一条记录的内容过多。', en: 'The record holds too much.' },
    hint: { zh: '请分成几条记录。', en: 'Split it into several records.' },
  })
}
