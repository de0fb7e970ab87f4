import { valueAt } from '../read-value.ts'
import type { LedgerRecord } from '../record/record.ts'
import type { EvaluateContext } from './evaluate.ts'

type Answers = NonNullable<EvaluateContext['answers']>

/**
 * Answers `answeredBy` from a set of records: live ones that happened by `today`. Each pair of
 * register and field is indexed once, on its first question.
 */
export function answersAmong(
  records: readonly LedgerRecord[],
  { today }: { today: string },
): Answers {
  return answersIn(() => [records], { today })
}

/** As `answersAmong`, from several lists of each register; the index of a list is kept with it. */
export function answersIn(
  listsOf: (register: string) => readonly (readonly LedgerRecord[])[],
  { today }: { today: string },
): Answers {
  const indexes = new Map<string, readonly ReadonlySet<string>[]>()
  return ({ register, via, record }) => {
    const key = `${register} ${via}`
    const found =
      indexes.get(key) ?? listsOf(register).map((list) => targetsOf(list, { register, via, today }))
    indexes.set(key, found)
    return found.some((index) => index.has(record))
  }
}

const indexed = new WeakMap<readonly LedgerRecord[], Map<string, ReadonlySet<string>>>()

function targetsOf(
  records: readonly LedgerRecord[],
  { register, via, today }: { register: string; via: string; today: string },
): ReadonlySet<string> {
  const known = indexed.get(records) ?? new Map<string, ReadonlySet<string>>()
  indexed.set(records, known)
  const key = `${register} ${via} ${today}`
  const found = known.get(key)
  if (found !== undefined) return found
  const targets = new Set<string>()
  for (const record of records) {
    if (record.register !== register || record.state === 'void') continue
    if (record.occurredOn !== null && record.occurredOn > today) continue
    const value = valueAt(record.values, via)
    if (typeof value === 'string') targets.add(value)
  }
  known.set(key, targets)
  return targets
}
