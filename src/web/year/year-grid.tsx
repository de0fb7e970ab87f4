import { useCallback, useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import type { YearView } from '../../api/contract/year.ts'
import { monthInWords } from '../components/day.ts'
import { moveInGrid, stopAt, stopInGrid } from '../components/grid-keys.ts'
import { useSay } from '../say.tsx'
import type { Opened } from './opened.ts'
import { PartRows } from './part-rows.tsx'
import { keepViews, keptViews } from './part-views.ts'
import type { PartView } from './part-views.ts'
import type { ShownSection } from './shown-duties.ts'

const words = {
  caption: { zh: '责任事项按月一览', en: 'Duties by month' },
  duty: { zh: '责任事项', en: 'Duty' },
  hint: {
    zh: '移到格上看说明，点开看要求和记录；方向键可在格间移动。空心点为补录。',
    en: 'Point at a cell to read it, open it for its rule and records; arrow keys move between cells. An open dot was entered late.',
  },
}

const months = Array.from({ length: 12 }, (_, index) => index + 1)

/** Duties in their parts down, months across; a window stretches over the months it covers. */
export function YearGrid(props: {
  view: YearView
  parts: readonly ShownSection[]
  /** Some duties were chosen: all of them are in sight. */
  isChosen: boolean
  opened: Opened | null
  onOpen: (cell: Opened) => void
  empty: ReactNode
}) {
  const { say, lang } = useSay()
  const { view, parts, isChosen, opened, onOpen } = props
  const table = useRef<HTMLTableElement>(null)
  const [views, setView] = useViews(isChosen)
  const thisMonth = view.today.startsWith(String(view.year)) ? Number(view.today.slice(5, 7)) : 0
  useEffect(() => stopInGrid(table.current))
  return (
    <section className="year-grid" aria-label={say(words.caption)}>
      <table
        ref={table}
        onKeyDown={(event) => moveInGrid(event, table.current)}
        onFocus={(event) => stopAt(table.current, event.target)}
      >
        <caption className="unseen">{say(words.caption)}</caption>
        <thead>
          <tr>
            <th scope="col" className="duty-head">
              {say(words.duty)}
            </th>
            {months.map((month) => (
              <th key={month} scope="col" className={month === thisMonth ? 'now' : undefined}>
                {monthInWords(month, lang)}
              </th>
            ))}
          </tr>
        </thead>
        {parts.map((part) => (
          <PartRows
            key={part.id}
            part={part}
            year={view.year}
            kept={views.get(part.id)}
            isChosen={isChosen}
            openedAt={part.duties.some(({ duty }) => duty.id === opened?.duty) ? opened : null}
            onView={setView}
            onOpen={onOpen}
          />
        ))}
      </table>
      {parts.length === 0 ? props.empty : <Sentence table={table} />}
    </section>
  )
}

type Views = ReadonlyMap<string, PartView>

/** How much of each part is in sight; of duties that were chosen it is not kept. */
function useViews(isChosen: boolean): [Views, (part: string, view: PartView) => void] {
  const [kept, setKept] = useState(keptViews)
  const [passing, setPassing] = useState<Views>(new Map())
  const setView = useCallback(
    (part: string, view: PartView) => {
      if (isChosen) return setPassing((before) => new Map(before).set(part, view))
      setKept((before) => {
        const after = new Map(before).set(part, view)
        keepViews(after)
        return after
      })
    },
    [isChosen],
  )
  return [isChosen ? passing : kept, setView]
}

/** What the cell under the pointer or the focus says; alone it is drawn again, not the grid. */
function Sentence({ table }: { table: { readonly current: HTMLTableElement | null } }) {
  const { say } = useSay()
  const [sentence, setSentence] = useState<string | null>(null)
  useEffect(() => {
    const grid = table.current
    const tell = (event: Event) => {
      const cell = event.target instanceof Element ? event.target.closest('td button') : null
      setSentence(cell?.getAttribute('aria-label') ?? null)
    }
    const still = () => setSentence(null)
    grid?.addEventListener('mouseover', tell)
    grid?.addEventListener('focusin', tell)
    grid?.addEventListener('mouseleave', still)
    grid?.addEventListener('focusout', still)
    return () => {
      grid?.removeEventListener('mouseover', tell)
      grid?.removeEventListener('focusin', tell)
      grid?.removeEventListener('mouseleave', still)
      grid?.removeEventListener('focusout', still)
    }
  }, [table])
  return (
    <p className="sentence unprinted" aria-hidden="true">
      {sentence ?? <span className="quiet">{say(words.hint)}</span>}
    </p>
  )
}
