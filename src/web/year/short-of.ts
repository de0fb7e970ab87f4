import type { YearView } from '../../api/contract/year.ts'
import { isDoneLate } from '../../duty/done-late.ts'
import type { DutyWindow } from '../../duty/duty-standing.ts'
import type { Label } from '../../ledger/label.ts'
import { both } from '../../ledger/label.ts'
import { periodInWords } from '../components/day.ts'
import { standingLook } from '../duty/state-words.ts'

/** A window that falls short, with the sentence that says by how much. */
export interface ShortWindow {
  readonly duty: string
  readonly period: string
  readonly text: Label
}

/**
 * What falls short, apart: `atRisk` can still be helped, `overdue` is past. A duty whose first
 * half-year is overdue and whose second is at risk stands in both; hidden among what is over, the
 * half that can be saved would be missed. What was done late asks for nothing.
 */
export function shortOf(view: YearView, state: 'atRisk' | 'overdue'): readonly ShortWindow[] {
  return view.fallsShort.flatMap(({ duty, reason }) => {
    const standing = view.standings.find((one) => one.duty === duty)
    if (!standing) return []
    const isWhole = standingLook(standing) === state
    const window = standing.windows.find((one) => one.state === state && !isDoneLate(one))
    const shown = window ?? (isWhole ? standing.windows.at(-1) : undefined)
    if (!shown) return []
    return [{ duty, period: shown.period, text: isWhole ? reason : countsOf(shown) }]
  })
}

function countsOf({ period, owed, done }: DutyWindow): Label {
  return both((lang) => {
    const when = periodInWords(period, lang)
    return lang === 'zh' ? `${when}应 ${owed}，实 ${done}` : `${when}: ${done} of ${owed}`
  })
}
