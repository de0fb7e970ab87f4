import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { core } from '../../ledger/core/core-registers.ts'
import { dayInWords, periodInWords } from '../components/day.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { MoreButton } from '../components/more-button.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Table } from '../components/table.tsx'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import { KnownToPack } from '../sent/known-to-pack.tsx'
import { useStepWord } from '../sent/step-word.ts'
import './calls-page.css'
import { callsQuery, offeredQuery, takenQuery } from './call-queries.ts'
import { CallTaking } from './call-taking.tsx'
import { standingWords } from './call-words.ts'
import { ExchangePart } from './exchange-part.tsx'
import { OfferedCalls, TakeFile } from './offered-calls.tsx'
import { SubordinatesNote } from './subordinates-note.tsx'
import { TakenCalls } from './taken-calls.tsx'

const words = {
  title: { zh: '报送任务', en: 'Calls' },
  reports: { zh: '报告', en: 'Reports' },
  received: { zh: '收到的报告', en: 'Received reports' },
  dutyLists: { zh: '责任清单', en: 'Duty lists' },
  none: { zh: '业务包里还没有报送任务', en: 'The pack knows no calls yet' },
  fromAbove: { zh: '上级布置的', en: 'From the body above' },
  nothing: { zh: '上级没有布置报送任务。', en: 'The body above asks nothing.' },
  sent: { zh: '布置给下级的', en: 'To the bodies below' },
  prepare: { zh: '布置报送任务', en: 'Prepare a call' },
  call: { zh: '任务', en: 'Call' },
  period: { zh: '时段', en: 'Period' },
  due: { zh: '期限', en: 'Due' },
  step: { zh: '步骤', en: 'Step' },
  standing: { zh: '报送情况', en: 'Answers' },
  more: { zh: '更早的任务', en: 'Earlier calls' },
  noneSent: { zh: '还没有布置过。', en: 'Nothing was asked yet.' },
}

/** What the body above asks of the unit, and what the unit asks of those below. */
export function CallsPage() {
  const { say } = useSay()
  return (
    <>
      <PageHead title={say(words.title)}>
        <Link to="/reports">{say(words.reports)}</Link>
        <Link to="/received">{say(words.received)}</Link>
        <Link to="/duty-lists">{say(words.dutyLists)}</Link>
      </PageHead>
      <KnownToPack register={core.call.id} unknown={words.none}>
        <FromAbove />
        <SentCalls />
        <ExchangePart />
      </KnownToPack>
    </>
  )
}

function FromAbove() {
  const { say } = useSay()
  const offered = useQuery(offeredQuery)
  const taken = useQuery(takenQuery)
  const isNothing = offered.data?.length === 0 && taken.data?.length === 0
  return (
    <section className="call-part">
      <h2>{say(words.fromAbove)}</h2>
      {offered.error ? <ErrorNote error={offered.error} /> : null}
      {taken.error ? <ErrorNote error={taken.error} /> : null}
      <OfferedCalls offered={offered.data ?? []} />
      <TakenCalls taken={taken.data ?? []} />
      {isNothing ? <p className="quiet">{say(words.nothing)}</p> : null}
      <TakeFile />
      <CallTaking />
    </section>
  )
}

function SentCalls() {
  const { say, lang } = useSay()
  const { session } = useUnit()
  const stepWord = useStepWord()
  const query = useInfiniteQuery(callsQuery)
  const calls = query.data?.pages.flatMap((page) => page.calls) ?? []
  return (
    <section className="call-part">
      <h2>{say(words.sent)}</h2>
      <SubordinatesNote />
      {session.may.includes('record') ? (
        <p className="actions">
          <Link className="button" to="/calls/new">
            {say(words.prepare)}
          </Link>
        </p>
      ) : null}
      {query.error ? <ErrorNote error={query.error} retry={() => void query.refetch()} /> : null}
      {query.data && calls.length === 0 ? <p className="quiet">{say(words.noneSent)}</p> : null}
      {calls.length === 0 ? null : (
        <Table
          name={say(words.sent)}
          look="index"
          heads={[words.call, words.period, words.due, words.step, words.standing]}
        >
          {calls.map(({ id, title, period, due, step, standing }) => (
            <tr key={id}>
              <th scope="row">
                <Link to="/calls/$call" params={{ call: id }}>
                  {title}
                </Link>
              </th>
              <td data-label={say(words.period)}>{periodInWords(period, lang)}</td>
              <td data-label={say(words.due)}>{dayInWords(due, lang)}</td>
              <td data-label={say(words.step)}>{stepWord(step)}</td>
              {standing === null ? (
                <td />
              ) : (
                <td data-label={say(words.standing)}>{say(standingWords(standing))}</td>
              )}
            </tr>
          ))}
        </Table>
      )}
      <MoreButton query={query} label={words.more} />
    </section>
  )
}
