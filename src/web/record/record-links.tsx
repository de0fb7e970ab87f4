import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { recordQuery } from '../api-client/queries.ts'
import { dayBeside } from '../components/day.ts'
import { useSay } from '../say.tsx'

const words = {
  more: { zh: '再看 {count} 条', en: 'Show {count} more' },
  opening: { zh: '正在打开…', en: 'Opening…' },
  hidden: { zh: '一条您无权查看的记录', en: 'A record you may not read' },
  late: { zh: '补', en: 'late' },
}

const shownAtOnce = 12

/** The records behind a number, by title, each the way to itself. */
export function RecordLinks({ ids }: { ids: readonly string[] }) {
  const { say, lang } = useSay()
  const [shown, setShown] = useState(shownAtOnce)
  const records = useQueries({ queries: ids.slice(0, shown).map((id) => recordQuery(id)) })
  const rest = ids.length - shown
  return (
    <ol className="record-links">
      {records.map((query, index) => {
        const record = query.data?.body
        return (
          <li key={ids[index]}>
            {record ? (
              <>
                <Link
                  to="/registers/$register/$record"
                  params={{ register: record.register, record: record.id }}
                >
                  {record.title}
                </Link>
                {record.lateDays > 0 ? <span className="late-mark">{say(words.late)}</span> : null}
                <span className="quiet small"> {dayBeside(record, lang)}</span>
              </>
            ) : (
              <span className="quiet">{say(query.error ? words.hidden : words.opening)}</span>
            )}
          </li>
        )
      })}
      {rest > 0 ? (
        <li>
          <button type="button" className="link" onClick={() => setShown(shown + shownAtOnce)}>
            {say(words.more, { count: Math.min(rest, shownAtOnce) })}
          </button>
        </li>
      ) : null}
    </ol>
  )
}
