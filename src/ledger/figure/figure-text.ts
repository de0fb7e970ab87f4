import { decimalsOf, groupDigits } from '../fields/decimal.ts'
import { durationText } from '../fields/duration/duration.ts'
import { moneyText } from '../fields/money/money.ts'
import type { Lang } from '../label.ts'
import { singular } from '../units.ts'
import type { FigureNumber } from './figure.ts'
import { shareOf } from './percent.ts'

/** A figure as a reader sees it, unit included: `12次`, `1,200元`, `75%（6/8）`, `—`. */
export function figureText(figure: FigureNumber, lang: Lang): string {
  const { value, unit } = figure
  if (value === null) return '—'
  if (typeof value === 'object') {
    const share = shareOf(figure)
    const percent = share === null ? '—' : `${share}%`
    return lang === 'zh'
      ? `${percent}（${value.part}/${value.whole}）`
      : `${percent} (${value.part}/${value.whole})`
  }
  if (figure.scale === 'fen') return moneyText(value, lang)
  if (figure.scale === 'minutes') return durationText(value, lang)
  const digits = groupDigits(value, { decimals: decimalsOf(value) })
  return lang === 'zh'
    ? `${digits}${unit.zh}`
    : `${digits} ${value === 1 ? singular(unit.en) : unit.en}`.trim()
}
