import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { TakenCallView } from '../../api/contract/call.ts'
import { core, coreLists } from '../../ledger/core/core-registers.ts'
import { dayInWords } from '../components/day.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { Table } from '../components/table.tsx'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import { groundOf } from '../sent/ground.ts'
import { openAnswer, passOn } from './call-queries.ts'

const words = {
  taken: { zh: '已签收的报送任务', en: 'Calls taken' },
  call: { zh: '任务', en: 'Call' },
  sender: { zh: '布置单位', en: 'From' },
  due: { zh: '期限', en: 'Due' },
  answer: { zh: '答复', en: 'Answer' },
  begin: { zh: '起草答复', en: 'Draft the answer' },
  passOn: { zh: '转发下级', en: 'Pass on to the bodies below' },
  passedOn: { zh: '已转发下级', en: 'Passed on' },
  handedTo: {
    zh: '{sender}于{day}转交{name}',
    en: 'handed on to {name} by {sender} on {day}',
  },
  drafting: { zh: '起草中', en: 'Being drafted' },
  correction: { zh: '更正稿', en: 'corrected version' },
  overdue: { zh: '逾期', en: 'overdue' },
}

/** Calls that were taken: each with its answers, or where to begin one. */
export function TakenCalls({ taken }: { taken: readonly TakenCallView[] }) {
  const { say } = useSay()
  if (taken.length === 0) return null
  return (
    <Table
      name={say(words.taken)}
      look="index"
      heads={[words.call, words.sender, words.due, words.answer]}
    >
      {taken.map((one) => (
        <Row key={one.id} taken={one} />
      ))}
    </Table>
  )
}

function Row({ taken }: { taken: TakenCallView }) {
  const { id, call, sender, answers, isOverdue, passedOn, canPassOn } = taken
  const { say, lang } = useSay()
  const { pack, session } = useUnit()
  const steps = pack.lists[coreLists.reportSteps]
  return (
    <tr>
      <th scope="row">
        <Link
          to="/registers/$register/$record"
          params={{ register: core.callTaken.id, record: id }}
        >
          {call.title}
        </Link>
        <p className="quiet small">{say(groundOf(call))}</p>
      </th>
      <td data-label={say(words.sender)}>{say(sender)}</td>
      <td data-label={say(words.due)}>
        <span>
          {dayInWords(call.due, lang)}
          {isOverdue ? <strong className="call-overdue"> {say(words.overdue)}</strong> : null}
        </span>
      </td>
      <td data-label={say(words.answer)}>
        {answers.map(({ draft, step, isCorrection, handedTo }) => (
          <p key={draft} className="taken-step">
            <Link to="/drafts/$draft" params={{ draft }}>
              {say(steps?.find((one) => one.id === step)?.label ?? words.drafting)}
            </Link>
            {isCorrection ? <span className="quiet small"> {say(words.correction)}</span> : null}
            {handedTo.map(({ name, on }) => (
              <span key={`${name} ${on}`} className="quiet small">
                {' '}
                {say(words.handedTo, { sender: say(sender), name, day: dayInWords(on, lang) })}
              </span>
            ))}
          </p>
        ))}
        {answers.length === 0 && session.may.includes('record') ? <BeginAnswer taken={id} /> : null}
        {passedOn === null ? (
          canPassOn && session.may.includes('record') ? (
            <PassOn taken={id} />
          ) : null
        ) : (
          <p className="taken-step">
            <Link to="/calls/$call" params={{ call: passedOn }}>
              {say(words.passedOn)}
            </Link>
          </p>
        )}
      </td>
    </tr>
  )
}

/** One click: the call that goes down is then to be signed. */
function PassOn({ taken }: { taken: string }) {
  const { say } = useSay()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const pass = useMutation({
    mutationFn: () => passOn(taken),
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: ['calls'] })
      await navigate({ to: '/calls/$call', params: { call: id } })
    },
  })
  return (
    <>
      <button
        type="button"
        className="button plain"
        disabled={pass.isPending}
        onClick={() => pass.mutate()}
      >
        {say(words.passOn)}
      </button>
      {pass.error ? <ErrorNote error={pass.error} /> : null}
    </>
  )
}

function BeginAnswer({ taken }: { taken: string }) {
  const { say } = useSay()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const begin = useMutation({
    mutationFn: () => openAnswer(taken),
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: ['calls'] })
      await navigate({ to: '/drafts/$draft', params: { draft: id } })
    },
  })
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={begin.isPending}
        onClick={() => begin.mutate()}
      >
        {say(words.begin)}
      </button>
      {begin.error ? <ErrorNote error={begin.error} /> : null}
    </>
  )
}
