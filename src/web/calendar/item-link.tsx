import { Link } from '@tanstack/react-router'
import type { CalendarItem } from '../../api/contract/calendar.ts'
import type { Label } from '../../ledger/label.ts'
import { useSay } from '../say.tsx'

const words = {
  mine: { zh: '我负责', en: 'mine' },
  there: { zh: '有我', en: 'with me' },
}

/** One item: its mark, its word, its title; the way to the record or to the cell of the year. */
export function ItemLink({ item, short }: { item: CalendarItem; short?: boolean }) {
  const { say } = useSay()
  const word = say(itemWord(item))
  return (
    <span className={itemClass(item)}>
      <ItemMark item={item} />
      {item.time ? <span className="number">{item.time}</span> : null}
      <span className={short ? 'unseen' : 'item-word'}>{word}</span>
      <ItemAddress item={item} />
      {item.mine && !short ? (
        <span className="own-mark">
          {say(item.kind === 'due' || item.kind === 'task' ? words.mine : words.there)}
        </span>
      ) : null}
    </span>
  )
}

/** How an item is drawn. */
export function itemClass({ kind, late }: Pick<CalendarItem, 'kind' | 'late'>): string {
  return `calendar-item ${kind}${late ? ' late' : ''}`
}

/** What an item is, in a word; its mark never stands alone. */
function itemWord({ kind, late }: Pick<CalendarItem, 'kind' | 'late'>): Label {
  switch (kind) {
    case 'held':
      return { zh: '已开', en: 'Held' }
    case 'planned':
      return late ? { zh: '未开', en: 'Not held' } : { zh: '拟开', en: 'Planned' }
    case 'due':
      return late ? { zh: '逾期', en: 'Overdue' } : { zh: '到期', en: 'Due' }
    case 'task':
      return late ? { zh: '任务逾期', en: 'Task overdue' } : { zh: '任务到期', en: 'Task due' }
  }
}

function ItemAddress({ item }: { item: CalendarItem }) {
  const { say } = useSay()
  const title = say(item.title)
  if (item.register !== null && item.record !== null) {
    return (
      <Link
        to="/registers/$register/$record"
        params={{ register: item.register, record: item.record }}
        title={title}
      >
        {title}
      </Link>
    )
  }
  return (
    <Link
      to="/"
      search={{
        // A window of last year may be due in this one.
        year: Number((item.period ?? item.on).slice(0, 4)),
        duty: item.duty ?? undefined,
        period: item.period ?? undefined,
      }}
      title={title}
    >
      {title}
    </Link>
  )
}

/** Filled when it happened, open while it is to come, crossed when it is late. */
export function ItemMark({ item: { kind, late } }: { item: CalendarItem }) {
  return (
    <svg viewBox="0 0 12 12" width="10" height="10" aria-hidden="true">
      {late ? (
        <path d="M2 2l8 8M10 2l-8 8" stroke="currentColor" strokeWidth="2" />
      ) : kind === 'due' || kind === 'task' ? (
        <path d="M6 1.2 10.8 6 6 10.8 1.2 6z" fill="none" stroke="currentColor" strokeWidth="1.6" />
      ) : (
        <rect
          x="1.8"
          y="1.8"
          width="8.4"
          height="8.4"
          fill={kind === 'held' ? 'currentColor' : 'none'}
          stroke="currentColor"
          strokeWidth="1.4"
        />
      )}
    </svg>
  )
}
