import type { YearView } from '../../api/contract/year.ts'
import { isBrokenInYear } from '../../duty/broken.ts'
import { useSay } from '../say.tsx'
import { listsId } from './short-lists.tsx'
import type { YearFilter } from './year-filter.ts'

const words = {
  needs: { zh: '今年要处理的', en: 'What the year asks for' },
  against: { zh: '与台账不符', en: 'against the ledger' },
  overdue: { zh: '逾期', en: 'overdue' },
  atRisk: { zh: '有风险', en: 'at risk' },
  attest: { zh: '待我确认', en: 'for me to attest' },
  due: { zh: '近期到期', en: 'due soon' },
  nothing: { zh: '没有要处理的', en: 'Nothing to do' },
}

/** The year of a phone in one line of counts, each the way to what it counts. */
export function YearNeeds(props: {
  view: YearView
  onChange: (next: Partial<YearFilter>) => void
}) {
  const { say } = useSay()
  const { standings, waitsForMe, due } = props.view
  const inState = (state: 'overdue' | 'atRisk') =>
    standings.filter((one) => one.state === state).length
  const show = (state: YearFilter['state']) => () => props.onChange({ state })
  const toLists = () => document.getElementById(listsId)?.scrollIntoView()
  const needs = [
    { word: words.against, count: standings.filter(isBrokenInYear).length, go: show('notDone') },
    { word: words.overdue, count: inState('overdue'), go: show('overdue') },
    { word: words.atRisk, count: inState('atRisk'), go: show('atRisk') },
    { word: words.attest, count: waitsForMe.length, go: toLists },
    { word: words.due, count: due.length, go: toLists },
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
