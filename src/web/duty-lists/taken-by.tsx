import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type { ListTakenByView, SentDutyListView } from '../../api/contract/duty-list.ts'
import { dayInWords } from '../components/day.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { MoreButton } from '../components/more-button.tsx'
import { Table } from '../components/table.tsx'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import '../sent/sent.css'
import { fetchTakenBy, listTakenByQuery } from './duty-list-queries.ts'

const words = {
  title: { zh: '各单位认领情况', en: 'Who took it' },
  count: { zh: '下达{asked}家，已认领{taken}家', en: '{taken} of {asked} have taken it' },
  earlier: { zh: '；仍按先前版本{earlier}家', en: '; {earlier} go by an earlier version' },
  fetch: { zh: '取回认领情况', en: 'Fetch who took it' },
  fetched: { zh: '新取回{taken}家。', en: 'New: {taken}.' },
  body: { zh: '单位', en: 'Body' },
  state: { zh: '认领', en: 'Taken' },
  told: { zh: '单位的说明', en: 'What it tells' },
  not: { zh: '未认领', en: 'Not taken yet' },
  noLog: { zh: '没有台账，请另行告知', en: 'Keeps no ledger; tell it otherwise' },
  on: { zh: '{day}认领', en: 'on {day}' },
  onEarlier: { zh: '{day}认领先前版本', en: 'an earlier version, on {day}' },
  silent: { zh: '未说明', en: 'Does not tell' },
  all: { zh: '各项都适用', en: 'All of it applies' },
  some: { zh: '{count}项适用', en: '{count} {count:applies|apply}' },
  no: { zh: '不适用：{title}（{reason}）', en: 'Does not apply: {title} ({reason})' },
  more: { zh: '更多单位', en: 'More bodies' },
}

type TakenByOne = ListTakenByView['bodies'][number]

/** Which bodies took a list of ours, in the official order, and what each chose to tell of it. */
export function TakenBy({ sent }: { sent: SentDutyListView }) {
  const { say } = useSay()
  const { session } = useUnit()
  const queryClient = useQueryClient()
  const query = useInfiniteQuery(listTakenByQuery(sent.id))
  const fetchAll = useMutation({
    mutationFn: () => fetchTakenBy(sent.id),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['duty-lists'] }),
  })
  const [first] = query.data?.pages ?? []
  const bodies = query.data?.pages.flatMap((page) => page.bodies) ?? []
  const titles = new Map(sent.list.items.map(({ item, title }) => [item, title]))
  return (
    <section className="duty-list-part">
      <h2>{say(words.title)}</h2>
      {first ? (
        <p>
          {say(words.count, { asked: first.asked, taken: first.taken })}
          {first.earlier === 0 ? '' : say(words.earlier, { earlier: first.earlier })}
        </p>
      ) : null}
      {session.may.includes('record') ? (
        <div className="actions">
          <button
            type="button"
            className="button"
            disabled={fetchAll.isPending}
            onClick={() => fetchAll.mutate()}
          >
            {say(words.fetch)}
          </button>
          {fetchAll.data ? <span role="status">{say(words.fetched, fetchAll.data)}</span> : null}
        </div>
      ) : null}
      {fetchAll.error ? <ErrorNote error={fetchAll.error} /> : null}
      {query.error ? <ErrorNote error={query.error} retry={() => void query.refetch()} /> : null}
      {bodies.length === 0 ? null : (
        <Table
          name={say(words.title)}
          heads={[words.body, words.state, words.told]}
          className="sent-bodies"
        >
          {bodies.map((one) => (
            <tr key={one.id} className="long-row">
              <th scope="row">{one.name}</th>
              <State {...one} />
              <Told taken={one.taken} titles={titles} />
            </tr>
          ))}
        </Table>
      )}
      <MoreButton query={query} label={words.more} />
    </section>
  )
}

function State({ taken, isWithoutLog }: TakenByOne) {
  const { say, lang } = useSay()
  if (taken === null) return <td>{say(isWithoutLog ? words.noLog : words.not)}</td>
  const said = taken.isNewest ? words.on : words.onEarlier
  return <td>{say(said, { day: dayInWords(taken.takenOn, lang) })}</td>
}

function Told(props: { taken: TakenByOne['taken']; titles: ReadonlyMap<string, string> }) {
  const { say } = useSay()
  const { taken, titles } = props
  if (taken === null) return <td />
  if (taken.told === null) return <td className="quiet">{say(words.silent)}</td>
  const refused = taken.told.filter(({ applies }) => !applies)
  if (refused.length === 0) return <td>{say(words.all)}</td>
  return (
    <td>
      {say(words.some, { count: taken.told.length - refused.length })}
      {refused.map(({ item, reason }) => (
        <p key={item}>{say(words.no, { title: titles.get(item) ?? item, reason: reason ?? '' })}</p>
      ))}
    </td>
  )
}
