import { memo } from 'react'
import { monthInWords } from '../components/day.ts'
import { StateMark } from '../duty/state-mark.tsx'
import type { Look } from '../duty/state-words.ts'
import { looksInOrder, lookWord, standingLook } from '../duty/state-words.ts'
import { useSay } from '../say.tsx'
import { DutyRow } from './duty-row.tsx'
import type { Opened } from './opened.ts'
import type { PartView } from './part-views.ts'
import type { ShownDuty, ShownSection } from './shown-duties.ts'
import type { StripMonth } from './trouble.ts'
import { firstInTrouble, stripOf } from './trouble.ts'

const words = {
  count: { zh: '{count}项', en: '{count}' },
  month: { zh: '{month}到期{count}项：{state}', en: '{month}: {count} due, {state}' },
  rest: { zh: '其余{count}项', en: '{count} more' },
  less: { zh: '收起', en: 'Fewer' },
}

/** A part of the grid: one line with counts and months, and under it what is in sight of it. */
export const PartRows = memo(function PartRows(props: {
  part: ShownSection
  year: number
  /** How somebody left it; undefined: as it stands at first. */
  kept: PartView | undefined
  /** Chosen by a filter, so that all of it is in sight. */
  isChosen: boolean
  openedAt: Opened | null
  onView: (part: string, view: PartView) => void
  onOpen: (cell: Opened) => void
}) {
  const { part, openedAt } = props
  const inSight = firstInTrouble(part.duties)
  const asking = inSight.size
  const view = viewOf(props, asking)
  const setView = (next: PartView) => props.onView(part.id, next)
  return (
    <tbody className={view}>
      <PartLine {...props} view={view} asking={asking} onView={setView} />
      {part.duties.map((one) => (
        <DutyRow
          key={one.duty.id}
          {...one}
          year={props.year}
          openedAt={openedAt}
          onOpen={props.onOpen}
          isRest={!inSight.has(one.duty.id) && openedAt?.duty !== one.duty.id}
        />
      ))}
    </tbody>
  )
})

function viewOf(
  given: {
    readonly kept: PartView | undefined
    readonly isChosen: boolean
    readonly openedAt: unknown
  },
  asking: number,
): PartView {
  const { kept, isChosen, openedAt } = given
  if (kept !== undefined) return kept
  if (isChosen) return 'all'
  return asking > 0 || openedAt !== null ? 'trouble' : 'line'
}

function PartLine(props: {
  part: ShownSection
  year: number
  view: PartView
  asking: number
  onView: (view: PartView) => void
}) {
  const { say } = useSay()
  const { part, view, asking, onView } = props
  const rest = part.duties.length - asking
  return (
    <tr className="part">
      <th scope="row">
        <div className="part-line">
          <button
            type="button"
            className="part-open"
            aria-expanded={view !== 'line'}
            onClick={() => onView(view !== 'line' ? 'line' : asking > 0 ? 'trouble' : 'all')}
          >
            <span className="part-name">{say(part.label)}</span>
            <PartSums duties={part.duties} />
          </button>
          {view !== 'line' && asking > 0 && rest > 0 ? (
            <button
              type="button"
              className="link small unprinted"
              aria-expanded={view === 'all'}
              onClick={() => onView(view === 'all' ? 'trouble' : 'all')}
            >
              {view === 'all' ? say(words.less) : say(words.rest, { count: rest })}
            </button>
          ) : null}
        </div>
      </th>
      {stripOf(part.duties, props.year).map((month, nth) => (
        <StripCell key={nth} nth={nth} month={month} />
      ))}
    </tr>
  )
}

/** What of a part falls due in a month, and how it stands. */
function StripCell({ nth, month }: { nth: number; month: StripMonth }) {
  const { say, lang } = useSay()
  const { state, count, asking } = month
  if (state === null) return <td className="strip" />
  const said = say(words.month, {
    month: monthInWords(nth + 1, lang),
    count,
    state: say(lookWord(state)),
  })
  return (
    <td className={`strip ${state}`} title={said}>
      <span aria-hidden="true">{asking > 0 ? asking : null}</span>
      <span className="unseen">{said}</span>
    </td>
  )
}

/** How many duties of a part are in each state; those met or on track only where all are. */
function PartSums({ duties }: { duties: readonly ShownDuty[] }) {
  const { say } = useSay()
  const count = (look: Look) =>
    duties.filter(({ standing }) => standingLook(standing) === look).length
  const calm: readonly Look[] = ['met', 'doneLate', 'onTrack', 'notApplicable']
  const telling = looksInOrder.filter((state) => count(state) > 0 && !calm.includes(state))
  const shown = telling.length > 0 ? telling : looksInOrder.filter((state) => count(state) > 0)
  return (
    <span className="part-sums">
      <span className="quiet">{say(words.count, { count: duties.length })}</span>
      {shown.map((state) => (
        <span key={state} className={state}>
          <StateMark state={state} />
          <span className="unseen">{say(lookWord(state))}</span> {count(state)}
        </span>
      ))}
    </span>
  )
}
