import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Fragment, useState } from 'react'
import type { AddresseeView, SentCallView } from '../../api/contract/call.ts'
import type { AddresseeState } from '../../report/call/addressee-state.ts'
import { addresseeStates, answeredOf } from '../../report/call/addressee-state.ts'
import { dayInWords } from '../components/day.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { Table } from '../components/table.tsx'
import { useSay } from '../say.tsx'
import '../sent/sent.css'
import { addresseesQuery } from './call-queries.ts'
import { standingWords, stateWords } from './call-words.ts'

const words = {
  bodies: { zh: '各单位进度', en: 'Where each body stands' },
  body: { zh: '单位', en: 'Body' },
  state: { zh: '进度', en: 'State' },
  overdue: { zh: '逾期', en: 'overdue' },
  late: { zh: '晚于期限', en: 'after the day it was due' },
  open: { zh: '看答复', en: 'Open the answer' },
  sheet: { zh: '填报表', en: 'Sheet' },
  corrected: { zh: '有更正', en: 'corrected' },
  more: { zh: '更多单位', en: 'More bodies' },
  everybody: { zh: '各单位都已报送。', en: 'Every body has answered.' },
  missing: { zh: '尚未报送{count}个：', en: 'Not answered, {count}: ' },
  corrects: { zh: '退回更正中', en: 'corrects a returned answer' },
  others: { zh: '等', en: ' and others' },
  and: { zh: '、', en: ', ' },
}

const answeredStates: ReadonlySet<AddresseeState> = new Set(['answered', 'accepted'])

/** Named at most; who wants all of them reads the list below. */
const namedMax = 20

/** What somebody with a minute wants to know of a call: who has not answered. */
export function WhoIsMissing({ sent }: { sent: SentCallView }) {
  const { say } = useSay()
  const count = sent.asked - answeredOf(sent)
  if (count === 0) return <p>{say(words.everybody)}</p>
  const missing = sent.addressees.filter(({ state }) => !answeredStates.has(state))
  const named = missing.slice(0, namedMax)
  return (
    <p className="call-missing">
      {say(words.missing, { count })}
      {named.map(({ id, name, state, isOverdue }, at) => (
        <Fragment key={id}>
          {at === 0 ? null : say(words.and)}
          {name}
          {state === 'returned' ? (
            <span className="quiet small"> {say(words.corrects)}</span>
          ) : isOverdue ? (
            <strong className="call-overdue small"> {say(words.overdue)}</strong>
          ) : null}
        </Fragment>
      ))}
      {named.length < count ? say(words.others) : null}
    </p>
  )
}

/** Where the bodies stand that a call asks: how many where, and each in the official order. */
export function BodiesOfCall({ sent }: { sent: SentCallView }) {
  const { say } = useSay()
  const [isMore, setMore] = useState(false)
  const query = useInfiniteQuery({ ...addresseesQuery(sent.id, sent.next), enabled: isMore })
  const further = query.data?.pages.flatMap(({ addressees }) => addressees) ?? []
  const hasMore = query.data ? query.hasNextPage : sent.next !== null
  return (
    <>
      <p className="quiet">
        {[
          say(standingWords(sent)),
          ...addresseeStates.flatMap((state) => {
            const count = sent.states[state] ?? 0
            return count === 0 ? [] : [`${say(stateWords[state])} ${count}`]
          }),
        ].join(' · ')}
      </p>
      <Table
        name={say(words.bodies)}
        heads={[words.body, words.state, { label: words.open, isUnseen: true }]}
        className="sent-bodies"
      >
        {[...sent.addressees, ...further].map((one) => (
          <BodyRow key={one.id} call={sent.id} body={one} />
        ))}
      </Table>
      {query.error ? <ErrorNote error={query.error} retry={() => void query.refetch()} /> : null}
      {hasMore ? (
        <button
          type="button"
          className="button plain"
          disabled={query.isFetching}
          onClick={() => (isMore ? void query.fetchNextPage() : setMore(true))}
        >
          {say(words.more)}
        </button>
      ) : null}
    </>
  )
}

function BodyRow({ call, body }: { call: string; body: AddresseeView }) {
  const { say, lang } = useSay()
  const { id, name, isWithoutLog, state, isOverdue, isLate, answer, answers, takenOn } = body
  return (
    <tr className="long-row">
      <th scope="row">{name}</th>
      <td>
        {say(stateWords[state])}
        {isOverdue ? <strong className="call-overdue"> {say(words.overdue)}</strong> : null}
        {state === 'taken' && takenOn ? (
          <span className="quiet small"> {dayInWords(takenOn, lang)}</span>
        ) : null}
        {isLate ? <span className="quiet small"> {say(words.late)}</span> : null}
        {answers > 1 ? <span className="quiet small"> {say(words.corrected)}</span> : null}
      </td>
      <td>
        <span className="call-acts">
          {answer === null ? null : (
            <Link to="/calls/$call/answers/$record" params={{ call, record: answer }}>
              {say(words.open)}
            </Link>
          )}
          {answer === null || isWithoutLog ? (
            <a href={`/api/v1/calls/${call}/sheets/${id}`}>{say(words.sheet)}</a>
          ) : null}
        </span>
      </td>
    </tr>
  )
}
