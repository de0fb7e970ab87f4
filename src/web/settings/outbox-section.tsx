import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type { OutboxPageView, OutboxRowView } from '../../api/contract/reminder.ts'
import { ask } from '../api-client/ask.ts'
import { dayInWords } from '../components/day.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { Table } from '../components/table.tsx'
import { useMoments } from '../components/use-moments.ts'
import { useSay } from '../say.tsx'
import { channelWords, stateWords } from './reminder-words.ts'

const words = {
  title: { zh: '发件箱', en: 'Outbox' },
  about: {
    zh: '只记给谁、何时、是否发出；有几项待办不在此显示。已了结的保留90天。',
    en: 'To whom, when, and whether it went; how much waits is not shown here. What has ended is kept for 90 days.',
  },
  none: { zh: '还没有发过提醒。', en: 'No reminder has been made yet.' },
  day: { zh: '日期', en: 'Day' },
  who: { zh: '给谁', en: 'To' },
  way: { zh: '方式', en: 'By' },
  state: { zh: '状态', en: 'State' },
  next: { zh: '下次 {at}', en: 'next at {at}' },
  again: { zh: '再发一次', en: 'Send again' },
  againOf: { zh: '再发一次：{name}', en: 'Send again: {name}' },
  may: { zh: '可能已送达，再发会收到两次', en: 'it may have arrived; again may make two' },
  more: { zh: '更早的', en: 'Earlier' },
}

const outboxKey = ['reminders', 'outbox']

/** What went out, what waits, and what could not be sent, with the reason. */
export function OutboxSection() {
  const { say } = useSay()
  const queryClient = useQueryClient()
  const query = useInfiniteQuery({
    queryKey: outboxKey,
    queryFn: ({ pageParam }) =>
      ask<OutboxPageView>(`/reminders/outbox${pageParam ? `?after=${pageParam}` : ''}`),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
  const again = useMutation({
    mutationFn: (id: string) => ask(`/reminders/outbox/${id}/again`, { method: 'POST' }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: outboxKey }),
  })
  const rows = query.data?.pages.flatMap((page) => page.items) ?? []
  const today = query.data?.pages[0]?.today ?? ''
  const error = query.error ?? again.error
  return (
    <section aria-labelledby="outbox-title">
      <h2 id="outbox-title">{say(words.title)}</h2>
      <p className="quiet">{say(words.about)}</p>
      {error ? <ErrorNote error={error} /> : null}
      {query.data && rows.length === 0 ? <p>{say(words.none)}</p> : null}
      {rows.length > 0 ? (
        <Table
          name={{ labelledBy: 'outbox-title' }}
          className="outbox"
          heads={[words.day, words.who, words.way, words.state]}
        >
          {rows.map((row) => (
            <Row key={row.id} row={row} today={today} onAgain={() => again.mutate(row.id)} />
          ))}
        </Table>
      ) : null}
      {query.hasNextPage ? (
        <button type="button" className="link" onClick={() => void query.fetchNextPage()}>
          {say(words.more)}
        </button>
      ) : null}
    </section>
  )
}

function Row(props: { row: OutboxRowView; today: string; onAgain: () => void }) {
  const { say, lang } = useSay()
  const { minuteOf } = useMoments()
  const { row, today, onAgain } = props
  const isOver = row.state === 'dead' || row.state === 'unknown'
  return (
    <tr>
      <td className="number">{dayInWords(row.day, lang)}</td>
      <td>{row.name || row.person}</td>
      <td>{say(channelWords[row.channel])}</td>
      <td>
        <span className={isOver ? 'reminder-failed' : undefined}>{say(stateWords[row.state])}</span>
        {row.nextAt === null ? null : (
          <span className="quiet"> {say(words.next, { at: minuteOf(row.nextAt) })}</span>
        )}
        {row.reason === null ? null : <p className="quiet small">{say(row.reason)}</p>}
        {isOver && row.day === today ? (
          <p>
            <button
              type="button"
              className="link"
              aria-label={say(words.againOf, { name: row.name })}
              onClick={onAgain}
            >
              {say(words.again)}
            </button>
            {row.state === 'unknown' ? (
              <span className="quiet small"> {say(words.may)}</span>
            ) : null}
          </p>
        ) : null}
      </td>
    </tr>
  )
}
