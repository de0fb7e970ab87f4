import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { YearView } from '../../api/contract/year.ts'
import { isBrokenInYear } from '../../duty/broken.ts'
import type { Label } from '../../ledger/label.ts'
import { soonWord } from '../../matter/soon.ts'
import { waitingAsks } from '../../matter/waiting.ts'
import { standingLook } from '../duty/state-words.ts'
import { useSay } from '../say.tsx'
import { waitingQuery } from '../waiting/waiting-query.ts'
import { waitingWords } from '../waiting/waiting-words.ts'
import { useLastYearLate } from './last-year-late.ts'
import { listsId } from './short-lists.tsx'
import type { YearFilter } from './year-filter.ts'

const words = {
  needs: { zh: '今年要处理的', en: 'What the year asks for' },
  against: { zh: '与台账不符', en: 'against the ledger' },
  overdue: { zh: '逾期', en: 'overdue' },
  atRisk: { zh: '有风险', en: 'at risk' },
  nothing: { zh: '没有要处理的', en: 'Nothing to do' },
}

const ofYear = ({ year }: { year: number }): Label => ({
  zh: `${year}年逾期`,
  en: `overdue from ${year}`,
})

/** The year of a phone in one line of counts, each the way to what it counts. */
export function YearNeeds(props: {
  view: YearView
  onChange: (next: Partial<YearFilter>) => void
}) {
  const { say } = useSay()
  const { standings, due } = props.view
  const waiting = useQuery(waitingQuery).data?.items ?? []
  const inState = (state: 'overdue' | 'atRisk') =>
    standings.filter((one) => standingLook(one) === state).length
  const show = (state: YearFilter['state']) => () => props.onChange({ state })
  const toLists = () => document.getElementById(listsId)?.scrollIntoView()
  const last = useLastYearLate()
  const navigate = useNavigate()
  const toYear = (of: { year: number }) => () => {
    void navigate({ to: '/', search: { year: of.year } })
  }
  const needs = [
    { word: words.against, count: standings.filter(isBrokenInYear).length, go: show('notDone') },
    { word: words.overdue, count: inState('overdue'), go: show('overdue') },
    { word: words.atRisk, count: inState('atRisk'), go: show('atRisk') },
    // What is late or due soon the year says of the whole unit.
    ...waitingAsks
      .filter((asks) => asks !== 'overdue' && asks !== 'due')
      .map((asks) => ({
        word: waitingWords[asks],
        count: waiting.filter((one) => one.asks === asks).length,
        go: toLists,
      })),
    { word: soonWord, count: due.length, go: toLists },
    ...(last === null ? [] : [{ word: ofYear(last), count: last.count, go: toYear(last) }]),
  ].filter(({ count }) => count > 0)
  if (needs.length === 0) return <p className="quiet">{say(words.nothing)}</p>
  return (
    <div className="year-needs unprinted" role="group" aria-label={say(words.needs)}>
      {needs.map(({ word, count, go }) => (
        <button
          key={word.en}
          type="button"
          className={word === words.against || word === words.overdue ? 'overdue' : undefined}
          onClick={go}
        >
          <span className="number">{count}</span> {say(word)}
        </button>
      ))}
    </div>
  )
}
