import { useQuery } from '@tanstack/react-query'
import { useSay } from '../say.tsx'
import { waitingQuery } from './waiting-query.ts'
import './waiting-count.css'

const words = { waits: { zh: '，{count}项等我办理', en: ', {count} waiting for me' } }

/** How many things wait for me, beside the way to them; nothing where none does. */
export function WaitingCount() {
  const { say } = useSay()
  const count = useQuery(waitingQuery).data?.items.length ?? 0
  if (count === 0) return null
  return (
    <span className="waiting-count number">
      <span aria-hidden="true">{count}</span>
      <span className="unseen">{say(words.waits, { count })}</span>
    </span>
  )
}
