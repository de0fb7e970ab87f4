import type { Fault } from '../../ledger/fault.ts'
import { toBase64 } from '../../log/base64.ts'
import { encodeRange, rangeRoot } from '../../log/compact-range.ts'
import { sameBytes } from '../../log/merkle-hash.ts'
import { sizeOf } from './checked-position.ts'
import { difference } from './difference.ts'
import type { Examined, Walk } from './walk-entries.ts'

/** The head row against the entries. */
export async function checkHead(
  { crypto, ledger, organisation }: Examined,
  { range, recordedAt }: Walk,
): Promise<Fault[]> {
  const head = await ledger.head()
  const isSame =
    head !== null &&
    head.size === range.size &&
    (head.recordedAt ?? '') === recordedAt &&
    head.root === toBase64(rangeRoot(crypto, range)) &&
    sameBytes(head.range, encodeRange(range))
  if (isSame) return []
  return [
    difference(organisation.publicId, ['head', head?.size ?? 0], {
      code: 'head.differs',
      text: {
        zh: `日志头（${head?.size ?? '无'} 条）与现存的 ${range.size} 条条目不符。`,
        en: `The head (${head?.size ?? 'none'}) differs from the ${range.size} entries there are.`,
      },
    }),
  ]
}

/** Payloads that stand under no entry. */
export async function checkPayloads({ ledger, organisation, since }: Examined): Promise<Fault[]> {
  return (await ledger.strayPayloads(sizeOf(since))).map((index) =>
    difference(organisation.publicId, ['payload', index], {
      code: 'payload.stray',
      text: {
        zh: `字段内容 ${index} 没有对应的条目。`,
        en: `Payload ${index} belongs to no entry.`,
      },
    }),
  )
}
