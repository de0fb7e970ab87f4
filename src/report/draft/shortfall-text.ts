import { parsePeriod, periodText } from '../../ledger/day/period.ts'
import { missedWindows, shortBy } from '../check/settle-said.ts'
import { dateText } from '../render/render-text.ts'
import type { Shortfall } from '../template/template.ts'
import type { BoundClaim } from './draft-case.ts'
import { boundFigure, restsOnDuty } from './draft-case.ts'
import type { ReportSources } from './report-sources.ts'
import { wholeYearText } from './whole-year-text.ts'

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
      const missed = (standing ? missedWindows(standing) : []).map(({ period }) => period)
      if (missed.length === 0) return null
      const isWhole =
        missed.length === standing?.windows.length || missed.includes(String(sources.year))
      return isWhole
        ? wholeYearText(standing, sources.year)
        : periodsText([...new Set(missed)], sources.year)
    }
  }
}

/** From so many windows in a row on, the first and the last of them stand for all. */
const runMin = 3

/** 2月、4月至9月, 第二季度至第四季度: in the order of the year, windows in a row by their ends. */
function periodsText(periods: readonly string[], year: number): string {
  const runs: string[][] = []
  for (const period of [...periods].sort()) {
    const run = runs.at(-1)
    if (run && isNext(run.at(-1) ?? '', period)) run.push(period)
    else runs.push([period])
  }
  const text = (period: string) => periodText(period).zh.replace(`${year}年`, '')
  return runs
    .flatMap((run) => {
      const said = run.map(text)
      return said.length < runMin ? said : [`${said[0]}至${said.at(-1)}`]
    })
    .join('、')
}

function isNext(before: string, period: string): boolean {
  const [one, next] = [parsePeriod(before), parsePeriod(period)]
  if (one === null || next === null || one.window !== next.window) return false
  return one.year === next.year && one.index + 1 === next.index
}
