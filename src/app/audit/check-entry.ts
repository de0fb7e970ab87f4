import type { Fault } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import { NotCanonical } from '../../log/canonical-json.ts'
import type { Json } from '../../log/canonical-json.ts'
import { flattenFields } from '../../log/flatten-fields.ts'
import { leafHash, parseLeaf } from '../../log/leaf.ts'
import type { Leaf } from '../../log/leaf.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { sameBytes } from '../../log/merkle-hash.ts'
import { payloadOf, payloadRoot } from '../../log/payload-tree.ts'
import type { Payload } from '../../log/payload-tree.ts'
import { toUtf8 } from '../../log/utf8.ts'
import type { ReceiptVerifier } from '../../log/verify/receipt.ts'
import type { AuditedEntry, Organisation } from '../ports/store-ports.ts'
import { difference } from './difference.ts'

/** What an entry is held against. */
export interface EntryContext {
  readonly crypto: LogCrypto
  readonly organisation: Organisation
  /** Moment of the entry before; '' for the first. */
  readonly after: string
  /** By the key that was in force. */
  readonly verifyReceipt: ReceiptVerifier
}

/** An entry as its own bytes make it. */
export interface CheckedEntry {
  /** Null when the bytes are no leaf. */
  readonly leaf: Leaf | null
  /** Hash of the bytes that are stored, whatever the column says. */
  readonly hash: Uint8Array
  readonly faults: readonly Fault[]
}

/** Recomputes everything that one entry alone can show. */
export function checkEntry(context: EntryContext, entry: AuditedEntry): CheckedEntry {
  const { crypto, organisation } = context
  const bytes = toUtf8(entry.leafText)
  const hash = leafHash(crypto, bytes)
  const faults: Fault[] = []
  const add = (code: string, text: Label): void => {
    faults.push(difference(organisation.publicId, ['entry', entry.index], { code, text }))
  }
  if (!sameBytes(hash, entry.leafHash)) {
    add('entry.hash', {
      zh: `条目 ${entry.index} 的内容与其散列不符。`,
      en: `The bytes of entry ${entry.index} are not those of its hash.`,
    })
  }
  const parsed = parseLeaf(bytes)
  if (!parsed.ok) {
    add('entry.leaf', {
      zh: `条目 ${entry.index} 的内容不合格式（${parsed.reason}）。`,
      en: `The bytes of entry ${entry.index} are not those of a leaf (${parsed.reason}).`,
    })
    return { leaf: null, hash, faults }
  }
  const { leaf } = parsed
  for (const column of differingColumns(entry, leaf)) {
    add('entry.column', {
      zh: `条目 ${entry.index} 的 ${column} 列与其内容不符。`,
      en: `Column ${column} of entry ${entry.index} differs from its bytes.`,
    })
  }
  if (leaf.org !== organisation.publicId) {
    add('entry.organisation', {
      zh: `条目 ${entry.index} 属于另一个单位。`,
      en: `Entry ${entry.index} is of another organisation.`,
    })
  }
  if (leaf.recordedAt < context.after) {
    add('entry.back-dated', {
      zh: `条目 ${entry.index} 的登记时间早于前一条。`,
      en: `Entry ${entry.index} is recorded before the one in front of it.`,
    })
  }
  const payload = payloadFault(crypto, entry, leaf)
  if (payload !== null) {
    const place = ['payload', entry.index] as const
    faults.push(difference(organisation.publicId, place, payload))
  }
  const receipt = receiptFault(context, entry, { leaf, hash })
  if (receipt !== null) add('entry.receipt', receipt)
  return { leaf, hash, faults }
}

function differingColumns(entry: AuditedEntry, leaf: Leaf): string[] {
  const columns = ['kind', 'register', 'record', 'version', 'recordedAt'] as const
  return columns.filter((column) => entry[column] !== leaf[column])
}

function payloadFault(
  crypto: LogCrypto,
  entry: AuditedEntry,
  leaf: Leaf,
): { code: string; text: Label } | null {
  const payload = storedPayload(entry)
  if (payload === null) {
    return {
      code: 'payload.missing',
      text: {
        zh: `条目 ${entry.index} 的字段内容缺失。`,
        en: `The fields of entry ${entry.index} are missing.`,
      },
    }
  }
  if (rootOf(crypto, payload) === leaf.payload) return null
  return {
    code: 'payload.root',
    text: {
      zh: `条目 ${entry.index} 的字段内容或密值已被改动。`,
      en: `The fields or the secret of entry ${entry.index} were changed.`,
    },
  }
}

function rootOf(crypto: LogCrypto, payload: Payload): string | null {
  try {
    return payloadRoot(crypto, payload)
  } catch {
    // Cells that a stranger wrote may be of any form.
    return null
  }
}

function storedPayload({ secret, salts, fields, erased }: AuditedEntry): Payload | null {
  if (erased !== null) return { cells: erased }
  if (secret === null || salts === null || fields === null) return null
  try {
    const values = JSON.parse(fields) as { readonly [key: string]: Json }
    return payloadOf({ secret, salts }, flattenFields(values))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof NotCanonical) return { cells: [] }
    if (error instanceof TypeError || error instanceof RangeError) return { cells: [] }
    throw error
  }
}

function receiptFault(
  { verifyReceipt }: EntryContext,
  entry: AuditedEntry,
  { leaf, hash }: { leaf: Leaf; hash: Uint8Array },
): Label | null {
  const verdict = verifyReceipt(entry.receipt, hash)
  const isSame =
    verdict.ok &&
    verdict.receipt.index === entry.index &&
    verdict.receipt.recordedAt === leaf.recordedAt
  if (isSame) return null
  const reason = verdict.ok ? 'receipt.other-entry' : verdict.reason
  return {
    zh: `条目 ${entry.index} 的入账凭证不成立（${reason}）。`,
    en: `The receipt of entry ${entry.index} does not hold (${reason}).`,
  }
}
