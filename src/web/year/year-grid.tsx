import type { ReactNode } from 'react'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { YearView } from '../../api/contract/year.ts'
import { monthInWords } from '../components/day.ts'
import { moveInGrid, stopAt, stopInGrid } from '../components/grid-keys.ts'
import { useSay } from '../say.tsx'
import type { Opened } from './opened.ts'
import { PartRows } from './part-rows.tsx'
import type { PartView } from './part-views.ts'
import { keepViews, keptViews } from './part-views.ts'
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

/**
 * What the cell says that the pointer or a key came to last, else the one that has the focus: a
 * pointer that lies still, or beside the cells, takes nothing from whoever walks by keys. Alone it
 * is drawn again, not the grid.
 */
function Sentence({ table }: { table: { readonly current: HTMLTableElement | null } }) {
  const { say } = useSay()
  const [pointed, setPointed] = useState<string | null>(null)
  const [focused, setFocused] = useState<string | null>(null)
  useEffect(() => {
    const grid = table.current
    const listeners = {
      // Not mouseover, which also comes when the page moves under a pointer that lies still.
      mousemove: (event: Event) => setPointed(saidByCell(event.target)),
      mouseleave: () => setPointed(null),
      focusin: (event: Event) => {
        setPointed(null)
        setFocused(saidByCell(event.target))
      },
      focusout: () => setFocused(null),
    }
    const all = Object.entries(listeners)
    for (const [type, listener] of all) grid?.addEventListener(type, listener)
    return () => {
      for (const [type, listener] of all) grid?.removeEventListener(type, listener)
    }
  }, [table])
  return (
    <p className="sentence unprinted" aria-hidden="true">
      {pointed ?? focused ?? <span className="quiet">{say(words.hint)}</span>}
    </p>
  )
}

function saidByCell(target: EventTarget | null): string | null {
  const cell = target instanceof Element ? target.closest('td button') : null
  return cell?.getAttribute('aria-label') ?? null
}
