import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { RecordView } from '../../api/contract/record.ts'
import type { Register } from '../../ledger/register/register.ts'
import type { Values } from '../../ledger/value.ts'
import { ask } from '../api-client/ask.ts'
import { dayInWords } from '../components/day.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { useUnit } from '../components/use-unit.ts'
import { refreshAfterWrite } from '../form/use-record-form.ts'
import { useSay } from '../say.tsx'
import { returnsQuery } from './problem-queries.ts'

const words = {
  mayBe: {
    zh: '同类问题在销号后一年内再次出现。请核对是否为下列问题的反复：',
    en: 'A problem of this class was closed out less than a year before. Say whether this is its return:',
  },
  closed: { zh: '{day}销号', en: 'closed out on {day}' },
  isReturn: { zh: '是它的反复', en: 'It is this one' },
  isReturnOf: { zh: '是“{title}”的反复', en: 'It is the return of “{title}”' },
  isNot: { zh: '都不是，与上述问题无关', en: 'None of them; it is another matter' },
  returnedAs: { zh: '销号后又出现：', en: 'It came back after it was closed out:' },
  reasonYes: { zh: '经核对，属同类问题反复出现', en: 'Looked at: the same has returned' },
  reasonNo: { zh: '经核对，不属反复出现', en: 'Looked at: not a return' },
}

/** What the ledger sees of a return, and the two answers that a person can give. */
export function ReturnNote(props: { record: RecordView; register: Register; etag: string }) {
  const { say } = useSay()
  const { session } = useUnit()
  const { record } = props
  const { data } = useQuery(returnsQuery(record.id))
  if (!data) return null
  return (
    <>
      {data.returnedAs.length > 0 ? (
        <div className="note bad">
          {say(words.returnedAs)}
          <ReturnLinks records={data.returnedAs} />
        </div>
      ) : null}
      {data.mayBe.length > 0 && record.state === 'live' ? (
        <div className="note wait">
          {say(words.mayBe)}
          {session.may.includes('correct') ? (
            <Answers {...props} mayBe={data.mayBe} />
          ) : (
            <ReturnLinks records={data.mayBe} settledOn={props.register.returns?.after} />
          )}
        </div>
      ) : null}
    </>
  )
}

function ReturnLinks(props: {
  records: readonly RecordView[]
  settledOn?: string | undefined
  children?: (record: RecordView) => ReactNode
}) {
  const { say, lang } = useSay()
  return (
    <ul>
      {props.records.map((one) => {
        const closed = props.settledOn === undefined ? null : one.values[props.settledOn]
        return (
          <li key={one.id}>
            <Link to="/problems/$record" params={{ record: one.id }}>
              {one.title}
            </Link>{' '}
            {typeof closed === 'string' ? (
              <span className="small">{say(words.closed, { day: dayInWords(closed, lang) })}</span>
            ) : null}{' '}
            {props.children?.(one)}
          </li>
        )
      })}
    </ul>
  )
}

function Answers(props: {
  record: RecordView
  register: Register
  etag: string
  mayBe: readonly RecordView[]
}) {
  const { say } = useSay()
  const queryClient = useQueryClient()
  const { record, register, etag } = props
  const { returns } = register
  const answer = useMutation({
    mutationFn: ({ change, reason }: { change: Values; reason: string }) =>
      ask(`/records/${record.id}`, {
        method: 'PUT',
        headers: { 'if-match': etag },
        body: { values: { ...record.values, ...change }, reason },
      }),
    onSuccess: () => refreshAfterWrite(queryClient),
  })
  if (returns === undefined) return null
  const tell = (change: Values, reason: string) => answer.mutate({ change, reason })
  return (
    <>
      <ReturnLinks records={props.mayBe} settledOn={returns.after}>
        {({ id, title }) => (
          <button
            type="button"
            className="link"
            disabled={answer.isPending}
            aria-label={say(words.isReturnOf, { title })}
            onClick={() => tell({ [returns.via]: id }, say(words.reasonYes))}
          >
            {say(words.isReturn)}
          </button>
        )}
      </ReturnLinks>
      <button
        type="button"
        className="button"
        disabled={answer.isPending}
        onClick={() => tell({ [returns.ruledOut]: true }, say(words.reasonNo))}
      >
        {say(words.isNot)}
      </button>
      {answer.error ? <ErrorNote error={answer.error} /> : null}
    </>
  )
}
