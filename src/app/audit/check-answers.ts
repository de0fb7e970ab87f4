import { answerDigest } from '../../append/prepare-write.ts'
import type { Fault } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import type { AuditedAnswer } from '../ports/audit-ports.ts'
import { sizeOf } from './checked-position.ts'
import { difference } from './difference.ts'
import type { Examined, Walk } from './walk-entries.ts'

const pageAnswers = 5_000

/**
 * Answers must name the entry that was written under their key, each entry at most one. Entries of
 * an older version do not say their key: of those only a second answer shows.
 */
export async function checkAnswers(
  { crypto, ledger, organisation, since }: Examined,
  { range, answered: { byEntry } }: Walk,
): Promise<Fault[]> {
  const faults: Fault[] = []
  const add = (key: string | number, code: string, text: Label): void => {
    faults.push(difference(organisation.publicId, ['answer', key], { code, text }))
  }
  const told = [...byEntry].filter(([, digest]) => digest !== null).map(([index]) => index)
  const begins = told[0] ?? Number.POSITIVE_INFINITY
  const named = new Set<number>()
  let after: string | null = null
  for (;;) {
    const page: readonly AuditedAnswer[] = await ledger.answers({
      after,
      count: pageAnswers,
      since: sizeOf(since),
    })
    for (const { key, digest, index } of page) {
      const expected = byEntry.get(index)
      if (index < 0 || index >= range.size) {
        add(key, 'answer.stray', {
          zh: `防重键 ${key} 指向不存在的条目 ${index}。`,
          en: `Idempotency key ${key} names entry ${index}, which does not exist.`,
        })
      } else if (
        named.has(index) ||
        (expected === undefined && index >= begins) ||
        (typeof expected === 'string' && expected !== answerDigest(crypto, { key, digest }))
      ) {
        add(key, 'answer.other', {
          zh: `防重键 ${key} 指向条目 ${index}，该条目不是以此键写入的。`,
          en: `Idempotency key ${key} names entry ${index}, which was not written under it.`,
        })
      }
      named.add(index)
    }
    after = page.at(-1)?.key ?? null
    if (after === null) break
  }
  for (const index of told.filter((one) => !named.has(one))) {
    add(index, 'answer.missing', {
      zh: `条目 ${index} 的防重键缺失：同一请求再次发来会重复登记。`,
      en: `The idempotency key of entry ${index} is gone: the same request would be entered twice.`,
    })
  }
  return faults
}
