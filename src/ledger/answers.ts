import type { EvaluateContext } from './evaluate.ts'
import type { LedgerRecord } from './record.ts'

/**
 * Answers `answeredBy` from a set of records: live ones that happened by `today`. Each pair of
 * register and field is indexed once, on its first question.
 */
export function answersAmong(
  records: readonly LedgerRecord[],
  { today }: { today: string },
): NonNullable<EvaluateContext['answers']> {
  const indexes = new Map<string, ReadonlySet<string>>()
  return ({ register, via, record }) => {
    const key = `${register} ${via}`
    const index = indexes.get(key) ?? targetsOf(records, { register, via, today })
    indexes.set(key, index)
    return index.has(record)
  }
}

function targetsOf(
  records: readonly LedgerRecord[],
  { register, via, today }: { register: string; via: string; today: string },
): ReadonlySet<string> {
  const targets = new Set<string>()
  for (const record of records) {
    if (record.register !== register || record.state === 'void') continue
    if (record.occurredOn !== null && record.occurredOn > today) continue
    const value = Object.hasOwn(record.values, via) ? record.values[via] : null
    if (typeof value === 'string') targets.add(value)
  }
  return targets
}
