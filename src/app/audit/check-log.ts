import type { Fault } from '../../ledger/fault.ts'
import type { FigureValue } from '../../ledger/figure.ts'
import type { Label } from '../../ledger/label.ts'
import { toBase64 } from '../../log/base64.ts'
import { canonicalJson } from '../../log/canonical-json.ts'
import { encodeRange, rangeRoot } from '../../log/compact-range.ts'
import { sameBytes } from '../../log/merkle-hash.ts'
import type { Organisation } from '../ports.ts'
import { difference } from './difference.ts'
import type { Examined, Walk } from './walk-entries.ts'

/** The head row against the entries. */
export async function checkHead(
  { crypto, evidence, organisation }: Examined,
  { range, recordedAt }: Walk,
): Promise<Fault[]> {
  const head = await evidence.head()
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
export async function checkPayloads({ evidence, organisation }: Examined): Promise<Fault[]> {
  return (await evidence.strayPayloads()).map((index) =>
    difference(organisation.publicId, ['payload', index], {
      code: 'payload.stray',
      text: {
        zh: `字段内容 ${index} 没有对应的条目。`,
        en: `Payload ${index} belongs to no entry.`,
      },
    }),
  )
}

/** Stored figures against the log position they name and, where given, a recount. */
export async function checkFigures(
  { evidence, organisation }: Examined,
  { roots }: Walk,
  recompute?: (organisation: Organisation, stored: FigureValue) => Promise<FigureValue | null>,
): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const stored of await evidence.figures()) {
    const name = `${stored.figure} ${stored.period}`
    const add = (code: string, text: Label): void => {
      faults.push(difference(organisation.publicId, ['figure', name], { code, text }))
    }
    if (roots.get(stored.asOf.size) !== stored.asOf.root) {
      add('figure.position', {
        zh: `数据项 ${name} 所依据的日志位置与条目不符。`,
        en: `Figure ${name} names a place in the log that the entries do not have.`,
      })
    }
    const again = (await recompute?.(organisation, stored)) ?? null
    if (again !== null && canonicalJson(again) !== canonicalJson(stored)) {
      add('figure.differs', {
        zh: `数据项 ${name} 的存值与重新计算的结果不同。`,
        en: `The stored value of figure ${name} differs from a recount.`,
      })
    }
  }
  return faults
}
