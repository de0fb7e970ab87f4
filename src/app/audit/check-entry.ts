import { answerOf } from '../../append/prepare-write.ts'
import type { Fault } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import type { Values } from '../../ledger/value.ts'
import { toBase64 } from '../../log/base64.ts'
import type { Json } from '../../log/canonical-json.ts'
import { flattenFields } from '../../log/flatten-fields.ts'
import type { Leaf } from '../../log/leaf.ts'
import { leafHash, parseLeaf } from '../../log/leaf.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { sameBytes } from '../../log/merkle-hash.ts'
import type { Payload } from '../../log/payload-tree.ts'
import { payloadOf, payloadRoot } from '../../log/payload-tree.ts'
import type { ReceiptVerifier } from '../../log/verify/receipt.ts'
import type { AuditedEntry } from '../ports/audit-ports.ts'
import type { Organisation } from '../ports/store-ports.ts'
import type { CheckedRecord } from './check-record.ts'
import { checkRecord } from './check-record.ts'
import { difference } from './difference.ts'
import type { SaidByEntry } from './said-by-entry.ts'
import { fieldsOf } from './said-by-entry.ts'

/** What an entry is held against. */
export interface EntryContext {
  readonly crypto: LogCrypto
  readonly organisation: Pick<Organisation, 'publicId'>
  /** By the key that was in force. */
  readonly verifyReceipt: ReceiptVerifier
}

/** An entry as its own bytes make it. */
export interface CheckedEntry extends SaidByEntry {
  /** Null when the bytes are no leaf. */
  readonly leaf: Leaf | null
  /** Hash of the bytes that are stored, whatever the column says. */
  readonly hash: Uint8Array
  /** The row of its record that it left; null where it left none, or another entry left it. */
  readonly row: CheckedRecord | null
  /** Hash of the idempotency key that it answers; null where it says none, or that was erased. */
  readonly answer: string | null
  readonly faults: readonly Fault[]
}

/** Recomputes everything that one entry alone can show. */
export function checkEntry(context: EntryContext, entry: AuditedEntry): CheckedEntry {
  const { crypto, organisation } = context
  const { index, fields: text, erased } = entry
  const hash = leafHash(crypto, entry.leafText)
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
  const parsed = parseLeaf(entry.leafText)
  if (!parsed.ok) {
    add('entry.leaf', {
      zh: `条目 ${entry.index} 的内容不合格式（${parsed.reason}）。`,
      en: `The bytes of entry ${entry.index} are not those of a leaf (${parsed.reason}).`,
    })
    return { index, fields: text, erased, leaf: null, hash, row: null, answer: null, faults }
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
  const fields = fieldsOf(entry)
  const payload = payloadFault(crypto, entry, { leaf, fields })
  if (payload !== null) {
    const place = ['payload', entry.index] as const
    faults.push(difference(organisation.publicId, place, payload))
  }
  const receipt = receiptFault(context, entry, { leaf, hash })
  if (receipt !== null) add('entry.receipt', receipt)
  const read = { index, leaf, hash: toBase64(hash) }
  const row = entry.row === null ? null : checkRecord(crypto, entry.row, { read, fields })
  return { index, fields: text, erased, leaf, hash, row, answer: answerOf(fields), faults }
}

function differingColumns(entry: AuditedEntry, leaf: Leaf): string[] {
  const columns = ['kind', 'register', 'record', 'version', 'recordedAt'] as const
  return columns.filter((column) => entry[column] !== leaf[column])
}

function payloadFault(
  crypto: LogCrypto,
  { index, secret, salts, erased, ...stored }: AuditedEntry,
  { leaf, fields }: { leaf: Leaf; fields: Values },
): { code: string; text: Label } | null {
  const source = secret === null || salts === null ? null : { secret, salts }
  if (erased === null && (source === null || stored.fields === null)) {
    return {
      code: 'payload.missing',
      text: {
        zh: `条目 ${index} 的字段内容缺失。`,
        en: `The fields of entry ${index} are missing.`,
      },
    }
  }
  const root = rootOf(crypto, () =>
    source === null || erased !== null
      ? { cells: erased ?? [] }
      : payloadOf(source, flattenFields(fields as { readonly [key: string]: Json })),
  )
  if (root === leaf.payload) return null
  return {
    code: 'payload.root',
    text: {
      zh: `条目 ${index} 的字段内容或密值已被改动。`,
      en: `The fields or the secret of entry ${index} were changed.`,
    },
  }
}

function rootOf(crypto: LogCrypto, payload: () => Payload): string | null {
  try {
    return payloadRoot(crypto, payload())
  } catch {
    // What a stranger wrote may be of any form.
    return null
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
