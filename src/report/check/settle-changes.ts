import type { FigureValue } from '../../ledger/figure/figure.ts'
import type { Label } from '../../ledger/label.ts'
import type { Change } from '../propose/changes.ts'
import type { ClaimVerdict } from './settle-claim.ts'
import { lastYearOf, numberOf, say } from './settle-claim.ts'

/**
 * Holds what a text says of a number and the year before against both numbers of the ledger. One
 * that is wrong makes the whole wrong, however right the number of the year itself is.
 */
export function settleChanges(
  settled: ClaimVerdict,
  changes: readonly Change[],
  { figure, last }: { readonly figure: FigureValue | null; readonly last: FigureValue | null },
): ClaimVerdict {
  const now = numberOf(figure)
  const before = (figure && lastYearOf(figure)) ?? counted(last)
  if (now === null || before === null) {
    return { ...settled, state: 'unsupported', reason: say.noLastYear }
  }
  const reason = both(now, before)
  const isSo = changes.every((change) => isRight(change, now, before))
  return { ...settled, state: isSo ? 'supported' : 'contradicted', reason }
}

/** A year without a record of it was more likely not kept than empty. */
function counted(last: FigureValue | null): number | null {
  return last !== null && last.records.length > 0 ? numberOf(last) : null
}

function isRight(
  { before: said, by, rate, times, course }: Change,
  now: number,
  before: number,
): boolean {
  return (
    (said === null || said === before) &&
    (by === null || by === now - before) &&
    (times === undefined || now === times * before) &&
    (rate === null || isRate(rate, now, before)) &&
    isCourse(course, now, before)
  )
}

function isRate({ value, digits }: NonNullable<Change['rate']>, now: number, before: number) {
  if (before === 0) return false
  return ((Math.abs(now - before) / before) * 100).toFixed(digits) === value.toFixed(digits)
}

function isCourse(course: Change['course'], now: number, before: number): boolean {
  switch (course) {
    case null:
      return true
    case 'more':
      return now > before
    case 'fewer':
      return now < before
    case 'same':
      return now === before
    case 'notMore':
      return now <= before
  }
}

function both(now: number, before: number): Label {
  return {
    zh: `台账本年${now}，上年${before}`,
    en: `The ledger has ${now} this year and ${before} last year`,
  }
}
