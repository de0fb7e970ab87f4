import { elapsedShare, forecastOf, paceKnownShare } from '../../duty/forecast.ts'
import { amount, forecastText, joinLabels } from '../../duty/reason.ts'
import { dayInYearText, dayText } from '../../ledger/day/day.ts'
import { spanOf, windowsOfYear } from '../../ledger/day/period.ts'
import type { FigureDefinition } from '../../ledger/figure/figure.ts'
import type { Label } from '../../ledger/label.ts'
import type { YearBook } from './year-book.ts'

/** One thing that a year cost, month by month, against the year before. */
export interface BurdenLine {
  readonly figure: string
  readonly label: Label
  readonly unit: Label
  /** `now` is null in a month that has not begun. */
  readonly months: readonly {
    readonly month: string
    readonly now: number | null
    readonly last: number | null
  }[]
  readonly soFar: number
  /**
   * The year before up to the same day, and all of it; null, as `last` of each month, where the
   * ledger does not know that year wholly: what it has of it is no measure.
   */
  readonly lastToSameDay: number | null
  readonly lastWhole: number | null
  /** The year's end at this pace; null where too little of the year is known to tell a pace. */
  readonly forecast: number | null
  readonly sentence: Label
  /** The records behind `soFar`. */
  readonly records: readonly string[]
}

/** Null where the reader may not see the figure. */
export function burdenLine(
  book: YearBook,
  { figure: id, label }: { readonly figure: string; readonly label?: Label },
): BurdenLine | null {
  const definition = book.pack.figures.get(id)
  const value = book.figure(id)
  if (definition === undefined || value === null) return null
  const { year, today } = book
  const span = spanOf(`${year}`)
  const day = today > span.to ? span.to : today
  const now = book.monthly(id, year)
  const last = book.monthly(id, year - 1)
  const soFar = typeof value.value === 'number' ? value.value : 0
  const start = book.pack.unit?.start ?? ''
  const isLastKnown = start <= `${year - 1}-01-01`
  const lastToSameDay = isLastKnown ? book.until(id, sameDayLastYear(day)) : null
  const lastWhole = isLastKnown ? book.until(id, `${year - 1}-12-31`) : null
  const elapsed = elapsedShare(span, today)
  const hasPace = elapsed >= paceKnownShare && today <= span.to && start <= span.from
  const forecast = hasPace ? forecastOf(soFar, elapsed) : null
  return {
    figure: id,
    label: label ?? definition.label,
    unit: definition.unit,
    months: windowsOfYear(year, 'month').map((month, nth) => ({
      month,
      now: month <= today.slice(0, 7) ? (now[nth] ?? 0) : null,
      last: isLastKnown ? (last[nth] ?? 0) : null,
    })),
    soFar,
    lastToSameDay,
    lastWhole,
    forecast,
    sentence: burdenText(book, { definition, day, soFar, lastToSameDay, lastWhole, forecast }),
    records: value.records,
  }
}

/** 29 February is compared with 28 February. */
function sameDayLastYear(day: string): string {
  const then = `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`
  return then.endsWith('-02-29') ? then.replace('-29', '-28') : then
}

function burdenText(
  { year, pack: registers, today }: YearBook,
  given: Pick<BurdenLine, 'soFar' | 'lastToSameDay' | 'lastWhole' | 'forecast'> & {
    readonly definition: FigureDefinition
    readonly day: string
  },
): Label {
  const { definition, day, soFar, lastToSameDay, lastWhole, forecast } = given
  const say = (count: number) => amount(count, definition, registers)
  if (today < `${year}-01-01`) return { zh: '本年尚未开始', en: 'the year has not begun' }
  const isOver = day === `${year}-12-31` && today > day
  const now = say(soFar)
  const on: Label = { zh: dayInYearText(day, 'zh'), en: dayInYearText(day, 'en') }
  const said: Label = isOver
    ? { zh: `全年${now.zh}`, en: `${now.en} in the year` }
    : { zh: `截至${on.zh}${now.zh}`, en: `${now.en} by ${on.en}` }
  const pace: Label =
    forecast === null
      ? unsaid
      : forecastText({ count: forecast, on: `${year}-12-31` }, definition, registers)
  if (lastToSameDay === null || lastWhole === null) {
    return joinLabels(said, pace, notCompared(registers.unit?.start ?? ''))
  }
  const [then, all] = [say(lastToSameDay), say(lastWhole)]
  const change = changeText(say, soFar - lastToSameDay)
  if (isOver) {
    const before = `, ${all.en} in the year before: ${change.en}`
    return joinLabels(said, { zh: `，上年${all.zh}，${change.zh}`, en: before })
  }
  const before: Label = {
    zh: `，上年同日${then.zh}，${change.zh}`,
    en: `, ${then.en} by that day last year: ${change.en}`,
  }
  const whole: Label = { zh: `，上年全年${all.zh}`, en: `, ${all.en} in all of last year` }
  return joinLabels(said, before, pace, forecast === null ? unsaid : whole)
}

const unsaid: Label = { zh: '', en: '' }

function notCompared(start: string): Label {
  return {
    zh: `；台账自${dayText(start, 'zh')}起，不与上年比较`,
    en: `; the ledger’s first day is ${dayText(start, 'en')}: not compared with the year before`,
  }
}

function changeText(say: (count: number) => Label, change: number): Label {
  if (change === 0) return { zh: '持平', en: 'no change' }
  const size = say(Math.abs(change))
  return change > 0
    ? { zh: `增加${size.zh}`, en: `${size.en} more` }
    : { zh: `减少${size.zh}`, en: `${size.en} fewer` }
}
