import { dayInYearText } from '../ledger/day/day.ts'
import { weekdays, workdaysBetween } from '../ledger/day/late.ts'
import { periodText } from '../ledger/day/period.ts'
import { durationText } from '../ledger/fields/duration/duration.ts'
import { moneyText } from '../ledger/fields/money/money.ts'
import { scaleOf } from '../ledger/figure/evaluate-figure.ts'
import type { FigureDefinition } from '../ledger/figure/figure.ts'
import type { Label } from '../ledger/label.ts'
import { both } from '../ledger/label.ts'
import type { Registers } from '../ledger/register/register.ts'
import { singular } from '../ledger/units.ts'
import type { DateSpan } from '../ledger/value.ts'
import type { DutyContext } from './duty-context.ts'
import type { Statement } from './statements.ts'

/** The bound a pack sets, in what the figure counts: packs state money in yuan, figures in fen. */
export function boundOf(bound: number, figure: FigureDefinition, registers: Registers): number {
  return scaleOf(figure, registers) === 'fen' ? Math.round(bound * 100) : bound
}

/** A count with the figure's unit: `2次`, `2 times`; money in yuan. */
export function amount(number: number, figure: FigureDefinition, registers: Registers): Label {
  const scale = scaleOf(figure, registers)
  if (scale === 'fen') return both((lang) => moneyText(number, lang))
  if (scale === 'minutes') return both((lang) => durationText(number, lang))
  const digits = Math.round(number * 100) / 100
  const { zh, en } = figure.unit
  return { zh: `${digits}${zh}`, en: `${digits} ${digits === 1 ? singular(en) : en}`.trim() }
}

/** `2025年第一季度已开展1次，应开展2次`. */
export function doneOfOwed(
  { done, owed, period }: { done: number; owed: number; period: string },
  figure: FigureDefinition,
  registers: Registers,
): Label {
  const [has, should] = [amount(done, figure, registers), amount(owed, figure, registers)]
  const when = periodText(period)
  return {
    zh: `${when.zh}已开展${has.zh}，应开展${should.zh}`,
    en: `${has.en} in ${when.en}, ${should.en} owed`,
  }
}

/** `；按此进度到12月31日为3次`. */
export function forecastText(
  { count, on }: { count: number; on: string },
  figure: FigureDefinition,
  registers: Registers,
): Label {
  const will = amount(count, figure, registers)
  return {
    zh: `；按此进度到${dayInYearText(on, 'zh')}为${will.zh}`,
    en: `; at this pace ${will.en} by ${dayInYearText(on, 'en')}`,
  }
}

/**
 * `；距时段结束还有12个工作日`: working days left after today until a window closes; nothing
 * outside the window.
 */
export function closingText(
  { from, to }: DateSpan,
  { today, isWorkday = weekdays }: Pick<DutyContext, 'today' | 'isWorkday'>,
): Label {
  if (today < from || today > to) return { zh: '', en: '' }
  const left = workdaysBetween({ from: today, to }, isWorkday)
  if (left === 0) {
    return { zh: '；今天之后没有剩余工作日', en: '; no working day is left after today' }
  }
  return {
    zh: `；距时段结束还有${left}个工作日`,
    en: `; the window closes in ${left} working ${left === 1 ? 'day' : 'days'}`,
  }
}

/** Of an office that existed for too short a part of a window to owe anything in it. */
export function tooBriefText(period: string): Label {
  const when = periodText(period)
  return {
    zh: `${when.zh}存续时间短，不作要求`,
    en: `existed too briefly in ${when.en} to owe anything`,
  }
}

/** What somebody stated, with the reason given. */
export function statedText({ state, reason }: Statement, period: string): Label {
  const when = periodText(period)
  const zh = state === 'notDone' ? '未开展' : '不适用'
  const en = state === 'notDone' ? 'not done' : 'not applicable'
  if (reason === '') return { zh: `${when.zh}${zh}`, en: `${en} in ${when.en}` }
  return { zh: `${when.zh}${zh}：${reason}`, en: `${en} in ${when.en}: ${reason}` }
}

/** Appends one sentence part to another, in both languages. */
export function joinLabels(...parts: readonly Label[]): Label {
  return both((lang) => parts.map((part) => part[lang]).join(''))
}
