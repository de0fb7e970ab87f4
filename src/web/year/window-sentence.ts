import type { DutyStanding, DutyWindow } from '../../duty/duty-standing.ts'
import type { Label } from '../../ledger/label.ts'
import { both } from '../../ledger/label.ts'
import { periodInWords } from '../components/day.ts'
import { windowWord } from '../duty/state-words.ts'

/** What a cell of the grid says: “支委会，2025年3月：已完成，应 1，实 2，其中补录 1。” */
export function windowSentence(
  duty: Label,
  window: DutyWindow,
  { standing, late }: { standing: Pick<DutyStanding, 'against'>; late: number },
): Label {
  return both((lang) => {
    const period = periodInWords(window.period, lang)
    const word = windowWord(window, standing)[lang]
    if (lang === 'zh') {
      const counts = window.owed > 0 ? `，应 ${window.owed}，实 ${window.done}` : ''
      const entered = late > 0 ? `，其中补录 ${late}` : ''
      return `${duty.zh}，${period}：${word}${counts}${entered}。`
    }
    const counts = window.owed > 0 ? `, ${window.done} of ${window.owed}` : ''
    const entered = late > 0 ? `, ${late} entered late` : ''
    return `${duty.en}, ${period}: ${word.toLowerCase()}${counts}${entered}.`
  })
}

/** The months (1 to 12) a window stretches over in the grid. */
export function monthsOf(window: DutyWindow, year: number): { from: number; to: number } {
  const month = (day: string) => {
    const [y = 0, m = 1] = day.split('-').map(Number)
    if (y < year) return 1
    return y > year ? 12 : m
  }
  return { from: month(window.from), to: month(window.to) }
}
