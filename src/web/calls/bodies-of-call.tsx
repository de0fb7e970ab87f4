import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { AddresseeView, SentCallView } from '../../api/contract/call.ts'
import { core } from '../../ledger/core-registers.ts'
import { addresseeStates } from '../../report/call/addressee-state.ts'
import { dayInWords } from '../components/day.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { Table } from '../components/table.tsx'
import { useSay } from '../say.tsx'
import { addresseesQuery } from './call-queries.ts'
import { inSheetWords, stateWords } from './call-words.ts'

const words = {
  bodies: { zh: '各单位进度', en: 'Where each body stands' },
  body: { zh: '单位', en: 'Body' },
  state: { zh: '进度', en: 'State' },
  overdue: { zh: '逾期', en: 'overdue' },
  asked: { zh: '共{asked}个单位', en: '{asked} bodies' },
  late: { zh: '逾期{overdue}', en: 'overdue {overdue}' },
  open: { zh: '看答复', en: 'Open the answer' },
  sheet: { zh: '填报表', en: 'Sheet' },
  corrected: { zh: '有更正', en: 'corrected' },
  more: { zh: '更多单位', en: 'More bodies' },
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
          say(words.asked, { asked: sent.asked }),
          ...addresseeStates.flatMap((state) => {
            const count = sent.states[state] ?? 0
            return count === 0 ? [] : [`${say(stateWords[state])} ${count}`]
          }),
          ...(sent.overdue === 0 ? [] : [say(words.late, { overdue: sent.overdue })]),
        ].join(' · ')}
      </p>
      <Table
        name={say(words.bodies)}
        heads={[words.body, words.state, { label: words.open, isUnseen: true }]}
        className="call-bodies"
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
  const { id, name, isWithoutLog, state, isOverdue, answer, answers, takenOn } = body
  const isInSheet = isWithoutLog && state === 'notDelivered'
  return (
    <tr className="long-row">
      <th scope="row">{name}</th>
      <td>
        {say(isInSheet ? inSheetWords : stateWords[state])}
        {isOverdue ? <strong className="call-overdue"> {say(words.overdue)}</strong> : null}
        {state === 'taken' && takenOn ? (
          <span className="quiet small"> {dayInWords(takenOn, lang)}</span>
        ) : null}
        {answers > 1 ? <span className="quiet small"> {say(words.corrected)}</span> : null}
      </td>
      <td>
        <span className="call-acts">
          {answer === null ? null : (
            <Link
              to="/registers/$register/$record"
              params={{ register: core.receivedReport.id, record: answer }}
            >
              {say(words.open)}
            </Link>
          )}
          <a href={`/api/v1/calls/${call}/sheets/${id}`}>{say(words.sheet)}</a>
        </span>
      </td>
    </tr>
  )
}
