import { useQueries } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { firstRecordsQuery } from '../api-client/queries.ts'
import { dayInWords } from '../components/day.ts'
import { Empty } from '../components/empty.tsx'
import { Loading } from '../components/loading.tsx'
import { PageHead } from '../components/page-head.tsx'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import './register-page.css'
import { inDailyOrder } from './daily-order.ts'

const words = {
  title: { zh: '搜索“{q}”', en: 'Search “{q}”' },
  none: { zh: '没有找到', en: 'Nothing found' },
  hint: {
    zh: '查找记录的标题和文字字段；换一个词，或到台账里按条件筛选。',
    en: 'Titles and text fields are searched; try another word, or filter in a register.',
  },
  all: { zh: '在{register}中查看全部', en: 'All of these in {register}' },
}

const shownEach = 5

/** One word looked for in every register. */
export function SearchPage() {
  const { say, lang } = useSay()
  const { pack } = useUnit()
  const { q = '' } = useSearch({ from: '/inside/search' })
  const registers = inDailyOrder(pack)
  const answers = useQueries({
    queries: registers.map((register) =>
      firstRecordsQuery({ register: register.id, search: q }, shownEach),
    ),
  })
  const found = registers.flatMap((register, index) => {
    const items = answers[index]?.data?.items ?? []
    return items.length > 0 ? [{ register, items }] : []
  })
  const pending = answers.some((answer) => answer.isPending)
  return (
    <>
      <PageHead title={say(words.title, { q })} />
      {found.map(({ register, items }) => (
        <section key={register.id} className="found">
          <h2>{say(register.label)}</h2>
          <ol className="record-links">
            {items.map((record) => (
              <li key={record.id}>
                <Link
                  to="/registers/$register/$record"
                  params={{ register: register.id, record: record.id }}
                >
                  {record.title}
                </Link>{' '}
                <span className="quiet small">
                  {record.occurredOn && !record.title.includes(dayInWords(record.occurredOn, lang))
                    ? dayInWords(record.occurredOn, lang)
                    : ''}
                </span>
              </li>
            ))}
          </ol>
          {items.length === shownEach ? (
            <p>
              <Link
                to="/registers/$register"
                params={{ register: register.id }}
                search={{ search: q, from: '1900-01-01' }}
              >
                {say(words.all, { register: say(register.label) })}
              </Link>
            </p>
          ) : null}
        </section>
      ))}
      {pending ? <Loading /> : null}
      {!pending && found.length === 0 ? (
        <Empty title={say(words.none)}>
          <p>{say(words.hint)}</p>
        </Empty>
      ) : null}
    </>
  )
}
