import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { WaitingView } from '../../api/contract/waiting.ts'
import { waitingAsks } from '../../matter/waiting.ts'
import { dayInWords } from '../components/day.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { Loading } from '../components/loading.tsx'
import { useSay } from '../say.tsx'
import { waitingQuery } from './waiting-query.ts'
import { waitingWords } from './waiting-words.ts'
import './waiting-part.css'

const words = {
  title: { zh: '等我办理', en: 'Waits for me' },
  nothing: { zh: '没有等您办理的事项', en: 'Nothing waits for you' },
  due: { zh: '{day}到期', en: 'due {day}' },
  wasDue: { zh: '应于{day}前', en: 'was due {day}' },
  all: { zh: '还有 {count} 项', en: '{count} more' },
}

/** Lines of one kind that stand there before it is asked for the rest. */
const linesMax = 5

/**
 * Everything that waits for me, by what it asks, each line leading to where it is done: the same
 * list on the page of the year, on "mine", on a phone, and in the number that a reminder says.
 */
export function WaitingPart() {
  const { say } = useSay()
  const { data, error, refetch } = useQuery(waitingQuery)
  if (error && !data) return <ErrorNote error={error} retry={() => void refetch()} />
  const items = data?.items ?? []
  return (
    <section className="waiting-part" aria-labelledby="waiting-title">
      <h2 id="waiting-title">
        {say(words.title)}{' '}
        {items.length > 0 ? <span className="count number">{items.length}</span> : null}
      </h2>
      {data ? null : <Loading />}
      {data && items.length === 0 ? <p className="quiet">{say(words.nothing)}</p> : null}
      {waitingAsks.map((asks) => {
        const of = items.filter((one) => one.asks === asks)
        return of.length === 0 ? null : <Group key={asks} asks={asks} items={of} />
      })}
    </section>
  )
}

function Group({ asks, items }: { asks: WaitingView['asks']; items: readonly WaitingView[] }) {
  const { say } = useSay()
  const [shown, setShown] = useState(linesMax)
  const rest = items.length - shown
  return (
    <div className={`waiting-group ${asks}`}>
      <h3>
        {say(waitingWords[asks])} <span className="number">{items.length}</span>
      </h3>
      <ul>
        {items.slice(0, shown).map((one) => (
          <Line key={one.key} one={one} />
        ))}
      </ul>
      {rest > 0 ? (
        <button type="button" className="link small" onClick={() => setShown(items.length)}>
          {say(words.all, { count: rest })}
        </button>
      ) : null}
    </div>
  )
}

function Line({ one }: { one: WaitingView }) {
  const { say, lang } = useSay()
  const { title, about, due, asks } = one
  const day = due === null ? null : dayInWords(due, lang)
  return (
    <li>
      <Place place={one.place}>{say(title)}</Place>
      <p className="quiet small">
        {day === null ? '' : `${say(asks === 'overdue' ? words.wasDue : words.due, { day })} · `}
        {say(about)}
      </p>
    </li>
  )
}

/** The way to where it is done. */
function Place({ place, children }: { place: WaitingView['place']; children: string }) {
  switch (place.kind) {
    case 'window': {
      const { year, duty, period } = place
      return (
        <Link to="/" search={{ year, duty, period }}>
          {children}
        </Link>
      )
    }
    case 'record': {
      const { register, record } = place
      return (
        <Link to="/registers/$register/$record" params={{ register, record }}>
          {children}
        </Link>
      )
    }
    case 'draft':
      return (
        <Link to="/drafts/$draft" params={{ draft: place.draft }}>
          {children}
        </Link>
      )
    case 'received':
      return <Link to="/received">{children}</Link>
    case 'calls':
      return <Link to="/calls">{children}</Link>
    case 'call':
      return (
        <Link to="/calls/$call" params={{ call: place.call }}>
          {children}
        </Link>
      )
    case 'dutyLists':
      return <Link to="/duty-lists">{children}</Link>
    case 'dutyList':
      return (
        <Link to="/duty-lists/$list" params={{ list: place.list }}>
          {children}
        </Link>
      )
  }
}
