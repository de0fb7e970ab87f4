import { periodText } from '../../ledger/day/period.ts'
import { missedWindows, shortBy } from '../check/settle-said.ts'
import { dateText } from '../render/render-text.ts'
import type { Shortfall } from '../template/template.ts'
import { boundFigure, restsOnDuty } from './draft-case.ts'
import type { BoundClaim } from './draft-case.ts'
import type { ReportSources } from './report-sources.ts'

/** Days that are written out; of more the first ones stand with 等. */
const daysMax = 5

/** What a claim's duty or comparison fell short by, as a report prints it; null: by nothing. */
export function shortfallText(
  show: Shortfall,
  binding: BoundClaim,
  sources: ReportSources,
): string | null {
  const standing = restsOnDuty(binding) ? sources.standing(binding.id) : null
  switch (show) {
    case 'count': {
      const count = shortBy({ figure: boundFigure(binding, sources), standing })
      return count === null ? null : String(count)
    }
    case 'days': {
      const days = (standing?.against ?? [])
        .flatMap((id) => sources.record(id)?.occurredOn ?? [])
        .sort()
      const within = (day: string) => dateText(day).replace(`${sources.year}年`, '')
      const all = [...new Set(days)].map(within)
      const rest = all.length > daysMax ? '等' : ''
      return all.length === 0 ? null : `${all.slice(0, daysMax).join('、')}${rest}`
    }
    case 'periods': {
      const missed = (standing ? missedWindows(standing) : []).map(({ period }) =>
        periodText(period).zh.replace(`${sources.year}年`, ''),
      )
      if (missed.length === 0) return null
      const isWhole = missed.length === standing?.windows.length || missed.includes('')
      return isWhole ? '全年' : [...new Set(missed)].join('、')
    }
  }
}
