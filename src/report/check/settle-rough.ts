import type { CalendarWindow } from '../../ledger/day/period.ts'
import { parsePeriod } from '../../ledger/day/period.ts'
import type { FigureValue } from '../../ledger/figure/figure.ts'
import type { Label } from '../../ledger/label.ts'
import type { Bounds } from '../propose/bounds.ts'
import type { Quantity } from '../read/reading.ts'
import type { ClaimVerdict } from './settle-claim.ts'
import { numberOf, say, verdict } from './settle-claim.ts'

/** Holds a loose number (近40次, 十余次) against the ledger; on its edges nobody can say. */
export function settleWithin(
  { value }: Pick<Quantity, 'value'>,
  { least, most, slack }: Bounds,
  figure: FigureValue,
): ClaimVerdict {
  const ledger = numberOf(figure)
  if (ledger === null || value === null) return verdict('unsupported', say.noValue, { figure })
  const isIn = (room: number) => ledger >= least - room && (most === null || ledger <= most + room)
  if (isIn(0)) return verdict('supported', say.agrees(ledger, figure.records.length), { figure })
  if (isIn(slack)) return verdict('unsupported', onTheEdge(ledger), { figure })
  const range = { stated: value, upper: most === null || slack > 0 ? null : most }
  return verdict('contradicted', say.differs(range, ledger), { figure })
}

/** Holds 平均每月2次 against the number of the ledger, shared out over the months. */
export function settleMean(
  { value, digits }: Pick<Quantity, 'value' | 'digits'>,
  window: CalendarWindow,
  figure: FigureValue,
): ClaimVerdict {
  const whole = numberOf(figure)
  const windows = monthsIn(figure.period) / months[window]
  if (whole === null || value === null || windows < 1) {
    return verdict('unsupported', say.noValue, { figure })
  }
  const mean = whole / windows
  const places = digits ?? String(value).split('.')[1]?.length ?? 0
  const step = 10 ** -places
  const reason = shared(whole, windows, Number(mean.toFixed(places + 1)))
  // A mean halfway to the next number may be meant by either.
  const off = Math.abs(mean - value) / step
  const state = off <= 0.5 ? 'supported' : off < 1 ? 'unsupported' : 'contradicted'
  return verdict(state, reason, { figure })
}

const months = { month: 1, quarter: 3, 'half-year': 6, year: 12 } as const

/** A period, or the first months of a year up to one: `2025-01/09`. */
function monthsIn(period: string): number {
  const [, until] = /\/(\d{2})$/.exec(period) ?? []
  if (until !== undefined) return Number(until)
  return months[parsePeriod(period)?.window ?? 'year']
}

function onTheEdge(ledger: number): Label {
  return {
    zh: `文中是约数，台账为${ledger}，正在边上，不好判定`,
    en: `The text speaks loosely; the ledger has ${ledger}, on the edge of it`,
  }
}

function shared(whole: number, windows: number, mean: number): Label {
  return {
    zh: `台账为${whole}，按${windows}个时段平均为${mean}`,
    en: `The ledger has ${whole}: ${mean} on average over ${windows} windows`,
  }
}
