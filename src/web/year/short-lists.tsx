import type { ReactNode } from 'react'
import { useState } from 'react'
import type { PackView, YearView } from '../../api/contract/views.ts'
import { dayInWords } from '../parts/day.ts'
import { useSay } from '../say.tsx'
import type { Opened } from './year-page.tsx'

const words = {
  due: { zh: '未来十个工作日到期', en: 'Due in the next 10 working days' },
  short: { zh: '若无变化将不能完成', en: 'Falls short if nothing changes' },
  mine: { zh: '等我处理', en: 'Waits for me' },
  nothing: { zh: '没有', en: 'Nothing' },
  all: { zh: '还有 {count} 项', en: '{count} more' },
}

/** Lines a short list shows before it is asked for the rest; short is its point. */
const linesMax = 5

/** The three short lists beside the grid. */
export function ShortLists(props: {
  view: YearView
  pack: PackView
  onOpen: (cell: Opened) => void
}) {
  const { say, lang } = useSay()
  const { view, pack, onOpen } = props
  const name = (id: string) => {
    const duty = pack.duties.find((one) => one.id === id)
    return duty ? say(duty.label) : id
  }
  const openAt = (duty: string, day: string) => {
    const windows = view.standings.find((one) => one.duty === duty)?.windows ?? []
    const window = windows.find((one) => one.from <= day && day <= one.to) ?? windows.at(-1)
    if (window) onOpen({ duty, period: window.period })
  }
  const line = (
    duty: string,
    open: () => void,
    { reason, when, key = when }: { reason: string; when?: string; key?: string | undefined },
  ) => (
    <li key={`${duty} ${key ?? ''}`}>
      <button type="button" className="link" onClick={open}>
        {name(duty)}
      </button>
      <p className="quiet small">{when ? `${when} · ${reason}` : reason}</p>
    </li>
  )
  return (
    <>
      <ShortList title={say(words.mine)}>
        {view.waitsForMe.map((one) =>
          line(
            one.duty,
            () => onOpen({ duty: one.duty, period: one.period }),
            // The reason names the period.
            { reason: say(one.reason), key: one.period },
          ),
        )}
      </ShortList>
      <ShortList title={say(words.due)}>
        {view.due.map((one) =>
          line(one.duty, () => openAt(one.duty, one.on), {
            reason: say(one.reason),
            when: dayInWords(one.on, lang),
          }),
        )}
      </ShortList>
      <ShortList title={say(words.short)}>
        {view.fallsShort.map((one) =>
          line(one.duty, () => openAt(one.duty, view.today), { reason: say(one.reason) }),
        )}
      </ShortList>
    </>
  )
}

function ShortList({ title, children }: { title: string; children: readonly ReactNode[] }) {
  const { say } = useSay()
  const [shown, setShown] = useState(linesMax)
  return (
    <section className="short-list">
      <h2>
        {title}{' '}
        {children.length > 0 ? <span className="count number">{children.length}</span> : null}
      </h2>
      {children.length > 0 ? (
        <ul>{children.slice(0, shown)}</ul>
      ) : (
        <p className="quiet">{say(words.nothing)}</p>
      )}
      {children.length > shown ? (
        <button type="button" className="link small" onClick={() => setShown(children.length)}>
          {say(words.all, { count: children.length - shown })}
        </button>
      ) : null}
    </section>
  )
}
