import type { Reader } from '../src/app/ports/store-ports.ts'
import type { FigureDefinition } from '../src/ledger/figure/figure.ts'
import type { EvaluateContext } from '../src/ledger/predicate/evaluate.ts'
import { holds } from '../src/ledger/predicate/evaluate.ts'
import type { LedgerRecord } from '../src/ledger/record/record.ts'
import { yearFor } from '../src/ledger/record/year-of.ts'
import type { Value } from '../src/ledger/value.ts'
import type { Pack } from '../src/pack/pack.ts'

/** Reads all live records of the registers, page by page as a list shows them. */
export async function readPages(
  reader: Reader,
  registers: readonly string[],
): Promise<readonly LedgerRecord[]> {
  const all: LedgerRecord[] = []
  for (const register of registers) {
    let after: string | null = null
    do {
      const page: Awaited<ReturnType<Reader['records']>> = await reader.records({
        register,
        limit: 500,
        ...(after === null ? {} : { after }),
      })
      all.push(...page.items)
      after = page.next
    } while (after !== null)
  }
  return all
}

/**
 * The value of a figure in a year, counted in the plainest way: every record is looked at, nothing
 * is indexed or kept. Only the predicate, and the year that a record is for, come from the code
 * that is measured.
 */
export function recount(
  { measure, where }: FigureDefinition,
  records: readonly LedgerRecord[],
  { year, today, registers }: { year: number; today: string; registers: Pack['registers'] },
): unknown {
  const declared = registers.get(measure.register)
  const context: EvaluateContext = {
    today,
    answers: ({ register, via, record }) =>
      records.some(
        (one) =>
          one.register === register &&
          one.values[via] === record &&
          (one.occurredOn === null || one.occurredOn <= today),
      ),
  }
  const isState = measure.kind === 'inForce'
  const counted = records.filter(
    (one) =>
      one.register === measure.register &&
      one.occurredOn !== null &&
      (isState ? one.occurredOn <= `${year}-12-31` : yearFor(declared, one) === year) &&
      one.occurredOn <= today &&
      (where === undefined || holds(where, one, context)),
  )
  switch (measure.kind) {
    case 'count':
    case 'list':
      return counted.length
    case 'latest':
      return Math.min(1, counted.length)
    case 'share':
      return {
        part: counted.filter((one) => holds(measure.part, one, context)).length,
        whole: counted.length,
      }
    case 'sum': {
      const amounts = counted.flatMap((one) => valuesAt(one, measure.field)).map(amountOf)
      return amounts.reduce((sum, one) => sum + one, 0)
    }
    case 'inForce':
      return inForce(measure, counted, today < `${year}-12-31` ? today : `${year}-12-31`)
    case 'distinct':
      return new Set(counted.flatMap((one) => valuesAt(one, measure.field)).map(keyOf)).size
  }
}

/** Of those begun by the day: not ended, and nothing newer in the same place. */
function inForce(
  { until, newestPer }: Extract<FigureDefinition['measure'], { kind: 'inForce' }>,
  begun: readonly LedgerRecord[],
  on: string,
): number {
  const dayOf = (one: LedgerRecord) => `${one.occurredOn} ${one.id}`
  const placeOf = (one: LedgerRecord) =>
    newestPer === undefined ? '' : valuesAt(one, newestPer).map(keyOf).join()
  const isReplaced = (one: LedgerRecord) => {
    if (newestPer === undefined ? until !== undefined : placeOf(one) === '') return false
    return begun.some((other) => placeOf(other) === placeOf(one) && dayOf(other) > dayOf(one))
  }
  const last = (one: LedgerRecord) => (until === undefined ? null : (one.values[until] ?? null))
  return begun.filter((one) => {
    const end = last(one)
    return !isReplaced(one) && (typeof end !== 'string' || on <= end)
  }).length
}

function valuesAt({ values }: LedgerRecord, path: string): readonly Value[] {
  const [outer = '', inner] = path.split('.')
  const value = values[outer]
  const rows = inner === undefined ? [value] : (value as readonly { [id: string]: Value }[] | null)
  return [...(rows ?? [])]
    .map((one) => (inner === undefined ? one : (one as { [id: string]: Value })[inner]))
    .flat()
    .filter((one) => one !== null && one !== undefined) as readonly Value[]
}

function amountOf(value: Value): number {
  if (typeof value === 'number') return value
  return typeof value === 'object' && value !== null && 'minor' in value ? Number(value.minor) : 0
}

function keyOf(value: Value): string {
  return JSON.stringify(value)
}
