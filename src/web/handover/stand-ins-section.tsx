import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { StandInView } from '../../api/contract/standing-in.ts'
import type { Label } from '../../ledger/label.ts'
import { ask } from '../api-client/ask.ts'
import { actUnder, standingInRecord } from '../api-client/standing-in.ts'
import { dayInWords } from '../components/day.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { Table } from '../components/table.tsx'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import { GrantForm } from './grant-form.tsx'
import { standInsQuery } from './stand-ins-query.ts'

const words = {
  title: { zh: '代行职责', en: 'Standing in' },
  about: {
    zh: '某人外出、请假时，可书面授权另一人在一段时间内代为登记和书面确认。代办的每一笔都标明“代”。由被代人本人或管理员登记授权，不能授权给自己；系统管理和审计不能代行。',
    en: 'While somebody is away, another may record and attest for them for a time, on a written authorisation. Everything done so is marked. The person or an administrator grants it, nobody to themselves; running and auditing the system cannot be stood in for.',
  },
  none: { zh: '没有代行授权。', en: 'Nobody stands in for anybody.' },
  person: { zh: '被代人', en: 'For' },
  deputy: { zh: '代行人', en: 'Stands in' },
  dates: { zh: '期限', en: 'Dates' },
  span: { zh: '{from}至{to}', en: '{from} to {to}' },
  by: { zh: '书面授权', en: 'Authorised by' },
  state: { zh: '状态', en: 'State' },
  begin: { zh: '开始代行', en: 'Begin' },
  end: { zh: '收回', en: 'Revoke' },
  endOf: { zh: '收回{deputy}代{person}的授权', en: 'Revoke {deputy} standing in for {person}' },
  endReason: { zh: '授权收回', en: 'Revoked' },
}

const stateWords: Readonly<Record<StandInView['state'], Label>> = {
  inForce: { zh: '有效', en: 'In force' },
  toCome: { zh: '未开始', en: 'To come' },
  over: { zh: '已到期', en: 'Over' },
  revoked: { zh: '已收回', en: 'Revoked' },
}

/** Who stands in for whom; granting, beginning and revoking it. */
export function StandInsSection() {
  const { say } = useSay()
  const list = useQuery(standInsQuery)
  return (
    <section aria-labelledby="stand-ins-title">
      <h2 id="stand-ins-title">{say(words.title)}</h2>
      <p className="quiet plan-about">{say(words.about)}</p>
      {list.error ? <ErrorNote error={list.error} /> : null}
      {list.data?.length === 0 ? <p className="quiet">{say(words.none)}</p> : null}
      {list.data && list.data.length > 0 ? <StandInTable list={list.data} /> : null}
      <GrantForm />
    </section>
  )
}

function StandInTable({ list }: { list: readonly StandInView[] }) {
  return (
    <Table
      name={{ labelledBy: 'stand-ins-title' }}
      look="plan"
      heads={[words.person, words.deputy, words.dates, words.by, words.state, null]}
    >
      {list.map((one) => (
        <StandInRow key={one.record} standIn={one} />
      ))}
    </Table>
  )
}

function StandInRow({ standIn }: { standIn: StandInView }) {
  const { say, lang } = useSay()
  const { roster } = useUnit()
  const nameOf = (id: string) => roster.people.find((one) => one.id === id)?.name ?? id
  const [person, deputy] = [nameOf(standIn.person), nameOf(standIn.deputy)]
  const span = {
    from: dayInWords(standIn.from, lang),
    to: dayInWords(standIn.to, lang),
  }
  return (
    <tr>
      <td data-label={say(words.person)}>{person}</td>
      <th scope="row" data-label={say(words.deputy)}>
        {deputy}
      </th>
      <td data-label={say(words.dates)}>{say(words.span, span)}</td>
      <td data-label={say(words.by)}>{standIn.authorisedBy}</td>
      <td data-label={say(words.state)}>{say(stateWords[standIn.state])}</td>
      <td>
        <StandInActs standIn={standIn} names={{ person, deputy }} />
      </td>
    </tr>
  )
}

function StandInActs(props: { standIn: StandInView; names: { person: string; deputy: string } }) {
  const { say } = useSay()
  const { session } = useUnit()
  const queryClient = useQueryClient()
  const { standIn, names } = props
  const [error, setError] = useState<unknown>(null)
  const revoke = useMutation({
    mutationFn: () =>
      ask(`/stand-ins/${standIn.record}/end`, {
        method: 'POST',
        body: { version: standIn.version, reason: words.endReason.zh },
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['stand-ins'] }),
    onError: setError,
  })
  const { person: me } = session
  const isMine = standIn.deputy === me && standIn.state === 'inForce'
  const mayEnd =
    (standIn.state === 'inForce' || standIn.state === 'toCome') &&
    (session.may.includes('manage-people') || standIn.deputy === me || standIn.person === me)
  return (
    <span className="actions">
      {isMine && standingInRecord() === null ? (
        <button type="button" className="button" onClick={() => actUnder(standIn.record)}>
          {say(words.begin)}
        </button>
      ) : null}
      {mayEnd ? (
        <button
          type="button"
          className="link"
          aria-label={say(words.endOf, names)}
          onClick={() => revoke.mutate()}
        >
          {say(words.end)}
        </button>
      ) : null}
      {error ? <ErrorNote error={error} /> : null}
    </span>
  )
}
