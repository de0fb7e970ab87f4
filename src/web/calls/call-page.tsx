import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import type { SentCallView } from '../../api/contract/call.ts'
import type { Label } from '../../ledger/label.ts'
import { answeredOf } from '../../report/call/addressee-state.ts'
import { askedKindWords } from '../../report/call/asked-kind-words.ts'
import { dayInWords, periodInWords } from '../components/day.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Table } from '../components/table.tsx'
import { useUnit } from '../components/use-unit.ts'
import { refreshAfterWrite } from '../form/use-record-form.ts'
import { SignForm } from '../mine/sign-form.tsx'
import { useSay } from '../say.tsx'
import { bodiesQuery } from '../sent/bodies-query.ts'
import { groundOf } from '../sent/ground.ts'
import { useStepWord } from '../sent/step-word.ts'
import { WaitsToBeSigned } from '../sent/waits-to-be-signed.tsx'
import './calls-page.css'
import { AnswersAsked } from './answers-asked.tsx'
import { AskFirst } from './ask-first.tsx'
import { BodiesOfCall, WhoIsMissing } from './bodies-of-call.tsx'
import { callQuery, decideCall, fetchAnswers, prepareSigning } from './call-queries.ts'
import { urgeRestWords } from './call-words.ts'
import { CircularDraft } from './circular-draft.tsx'
import { CollectedOfItem } from './collected-of-item.tsx'
import { PassesOn } from './passes-on.tsx'
import { TakeSheet } from './take-sheet.tsx'

const words = {
  calls: { zh: '报送任务', en: 'Calls' },
  file: { zh: '下载任务文件', en: 'The file of the call' },
  due: { zh: '{due}前报送', en: 'Due on {due}' },
  signAbout: {
    zh: '签发后下达给上列单位，由各单位自行签收。',
    en: 'Once signed it goes down to the bodies above; each takes it itself.',
  },
  urge: { zh: '催报', en: 'Urge' },
  urgeAbout: {
    zh: '这些单位的待办事项里各出现一次催报；退回更正的也在内。每天至多一次，共至多三次。',
    en: 'Each of them finds it once among what waits, those who correct an answer too. At most once a day, three times in all.',
  },
  urged: { zh: '已催报{urged}次，最近{day}', en: 'Urged {urged} times, last on {day}' },
  withdraw: { zh: '撤回任务', en: 'Withdraw the call' },
  withdrawAbout: {
    zh: '撤回后，各单位不必再答复，不能恢复；已收到的答复保留。',
    en: 'Nobody has to answer it any more, and it does not come back. Answers that arrived are kept.',
  },
  fetch: { zh: '取回签收和答复', en: 'Fetch receipts and answers' },
  fetched: {
    zh: '新签收{acknowledged}个，新收到答复{received}份，未接收{refused}份。',
    en: 'Newly taken: {acknowledged}; answers received: {received}; not received: {refused}.',
  },
  fetchedHanded: {
    zh: '调阅的答复：已转交{handed}份，不予转交{declined}份。',
    en: ' Of the answers asked for, handed on: {handed}; declined: {declined}.',
  },
  totals: { zh: '汇总', en: 'Totals' },
  asked: { zh: '填报内容', en: 'Asked' },
  sum: { zh: '合计', en: 'Sum' },
  unit: { zh: '单位', en: 'Unit' },
  said: { zh: '已填报', en: 'Said' },
  missing: { zh: '未填报', en: 'Missing' },
  unproved: { zh: '其中未经证明', en: 'Not proved' },
  inSheets: { zh: '其中无证据（表格）', en: 'In sheets, no evidence' },
  below: {
    zh: '另含下级已报{answered}、未报{missing}',
    en: 'with {answered} below that answered, {missing} missing',
  },
  change: { zh: '修改', en: 'Change it' },
  own: { zh: '本单位另加', en: 'added by us' },
  notTo: { zh: '没有列入的下级单位{count}个：', en: 'Bodies below that are left out, {count}: ' },
  goesTo: { zh: '布置给{count}个单位', en: 'Goes to {count} bodies' },
  goesToAll: { zh: '布置给全部{count}个下级单位', en: 'Goes to every body below ({count})' },
  and: { zh: '、', en: ', ' },
  more: { zh: '等', en: ' …' },
  bodies: { zh: '各单位进度', en: 'Where each body stands' },
  each: { zh: '看各单位', en: 'each body' },
}

/** A call of ours: signed here, then who stands where, and what was collected. */
export function CallPage() {
  const { call: id } = useParams({ from: '/inside/calls/$call' })
  const { item } = useSearch({ from: '/inside/calls/$call' })
  const { say, lang } = useSay()
  const { session } = useUnit()
  const { data: sent } = useSuspenseQuery(callQuery(id))
  const { call } = sent
  const stepWord = useStepWord()
  return (
    <>
      <PageHead
        title={call.title}
        aside={`${periodInWords(call.period, lang)} · ${stepWord(sent.step)}`}
      >
        <Link to="/calls">{say(words.calls)}</Link>
        {sent.step === 'prepared' && session.may.includes('record') ? (
          <Link to="/calls/new" search={{ of: id }}>
            {say(words.change)}
          </Link>
        ) : null}
        {sent.step === 'prepared' ? null : (
          <a href={`/api/v1/calls/${id}/sealed`}>{say(words.file)}</a>
        )}
      </PageHead>
      <p>{say(words.due, { due: dayInWords(call.due, lang) })}</p>
      <p className="quiet">{say(groundOf(call))}</p>
      {sent.above === null ? null : <PassesOn above={sent.above} call={call} />}
      {call.note ? <p>{call.note}</p> : null}
      {sent.step === 'issued' ? <WhoIsMissing sent={sent} /> : null}
      {call.above === null ? null : <AnswersAsked call={id} />}
      {sent.step === 'prepared' ? <GoesTo sent={sent} /> : null}
      {sent.step === 'prepared' ? <SignCall sent={sent} /> : null}
      <Totals sent={sent} chosen={item} />
      {item ? <CollectedOfItem sent={sent} item={item} /> : null}
      {sent.step === 'prepared' ? null : <Bodies sent={sent} />}
      {sent.step === 'issued' ? <CircularDraft sent={sent} /> : null}
    </>
  )
}

/** Whoever signs sees whom it goes to. */
function GoesTo({ sent: { units, addressees, asked: count, next } }: { sent: SentCallView }) {
  const { say } = useSay()
  const bodies = useQuery({ ...bodiesQuery, enabled: units !== null })
  const left = (bodies.data ?? []).filter(({ id }) => units?.includes(id) === false)
  const namesOf = (some: readonly { readonly name: string }[]) =>
    some.map(({ name }) => name).join(say(words.and))
  return (
    <details>
      <summary>{say(units === null ? words.goesToAll : words.goesTo, { count })}</summary>
      <p>
        {namesOf(addressees)}
        {next === null ? '' : say(words.more)}
      </p>
      {left.length === 0 ? null : (
        <p>
          {say(words.notTo, { count: left.length })}
          {namesOf(left.slice(0, namedMax))}
          {left.length > namedMax ? say(words.more) : ''}
        </p>
      )}
    </details>
  )
}

/** Bodies that are named as left out at most. */
const namedMax = 200

function useAfterStep() {
  const queryClient = useQueryClient()
  return async () => {
    refreshAfterWrite(queryClient)
    await queryClient.invalidateQueries({ queryKey: ['calls'] })
  }
}

function SignCall({ sent }: { sent: SentCallView }) {
  const { say } = useSay()
  const { session } = useUnit()
  const onSuccess = useAfterStep()
  if (!session.may.includes('override')) return <WaitsToBeSigned />
  return (
    <section className="call-part unprinted">
      <p className="quiet">{say(words.signAbout)}</p>
      <SignForm
        what="call"
        prepare={() => prepareSigning(sent)}
        sign={(body) => decideCall(sent, 'issue', body)}
        onSuccess={onSuccess}
      />
    </section>
  )
}

function Totals({ sent, chosen }: { sent: SentCallView; chosen: string | undefined }) {
  const { say } = useSay()
  const isAsked = sent.step !== 'prepared'
  const hasSheets =
    sent.addressees.some(({ isWithoutLog }) => isWithoutLog) ||
    sent.totals.some(({ inSheets }) => inSheets > 0)
  // Of what is passed on, what the body above does not ask.
  const isOwn = (item: string) => sent.above?.call.items.every((one) => one.item !== item) === true
  const number = (label: Label) => ({ label, className: 'number' })
  const counted = [words.sum, words.said, words.missing, words.unproved]
  return (
    <section className="call-part">
      <h2>{say(isAsked ? words.totals : words.asked)}</h2>
      <Table
        name={say(isAsked ? words.totals : words.asked)}
        heads={
          isAsked
            ? [words.asked, ...[...counted, ...(hasSheets ? [words.inSheets] : [])].map(number)]
            : [words.asked, words.unit]
        }
        className="call-totals"
      >
        {sent.call.items.map(({ item, label, kind, unit }) => {
          const total = sent.totals.find((one) => one.item === item)
          const said = (total?.numbers ?? 0) + (total?.others ?? 0)
          return (
            <tr key={item} aria-current={chosen === item ? 'true' : undefined}>
              <th scope="row">
                {label} <span className="quiet small">{say(askedKindWords[kind])}</span>
                {isOwn(item) ? <span className="quiet small"> · {say(words.own)}</span> : null}
                {total && total.belowAnswered + total.belowMissing > 0 ? (
                  <p className="quiet small">
                    {say(words.below, {
                      answered: total.belowAnswered,
                      missing: total.belowMissing,
                    })}
                  </p>
                ) : null}
              </th>
              {isAsked ? (
                <>
                  <td className="number" data-label={say(words.sum)}>
                    <Link
                      to="/calls/$call"
                      params={{ call: sent.id }}
                      search={(before) => ({ ...before, item })}
                    >
                      {total?.sum == null ? say(words.each) : `${total.sum}${unit ?? ''}`}
                    </Link>
                  </td>
                  <td className="number" data-label={say(words.said)}>
                    {said}
                  </td>
                  <td className="number" data-label={say(words.missing)}>
                    {sent.asked - said}
                  </td>
                  <td className="number" data-label={say(words.unproved)}>
                    {total?.unproved ?? 0}
                  </td>
                  {hasSheets ? (
                    <td className="number" data-label={say(words.inSheets)}>
                      {total?.inSheets ?? 0}
                    </td>
                  ) : null}
                </>
              ) : (
                <td>{unit ?? ''}</td>
              )}
            </tr>
          )
        })}
      </Table>
    </section>
  )
}

function Bodies({ sent }: { sent: SentCallView }) {
  const { say, lang } = useSay()
  const { session } = useUnit()
  const onSuccess = useAfterStep()
  const fetchAll = useMutation({ mutationFn: () => fetchAnswers(sent.id), onSuccess })
  const withdraw = useMutation({ mutationFn: () => decideCall(sent, 'withdraw'), onSuccess })
  const urging = useMutation({ mutationFn: () => decideCall(sent, 'urge'), onSuccess })
  const { data } = fetchAll
  const isOpen = answeredOf(sent) < sent.asked
  return (
    <section className="call-part">
      <h2>{say(words.bodies)}</h2>
      <div className="actions">
        {session.may.includes('record') ? (
          <button
            type="button"
            className="button"
            disabled={fetchAll.isPending}
            onClick={() => fetchAll.mutate()}
          >
            {say(words.fetch)}
          </button>
        ) : null}
        {session.may.includes('record') && sent.step === 'issued' && isOpen ? (
          <AskFirst
            act={words.urge}
            rests={sent.urgeRest && urgeRestWords[sent.urgeRest]}
            isPending={urging.isPending}
            onConfirm={() => urging.mutate()}
          >
            <WhoIsMissing sent={sent} />
            <p>{say(words.urgeAbout)}</p>
          </AskFirst>
        ) : null}
        {session.may.includes('override') && sent.step === 'issued' ? (
          <AskFirst
            act={words.withdraw}
            isPlain
            isPending={withdraw.isPending}
            onConfirm={() => withdraw.mutate()}
          >
            <p>{say(words.withdrawAbout)}</p>
          </AskFirst>
        ) : null}
      </div>
      {sent.urgedOn === null ? null : (
        <p className="quiet">
          {say(words.urged, { urged: sent.urged, day: dayInWords(sent.urgedOn, lang) })}
        </p>
      )}
      {data ? (
        <div role="status">
          <p>
            {say(words.fetched, { ...data, refused: data.refused.length })}
            {data.handed + data.declined > 0
              ? say(words.fetchedHanded, { handed: data.handed, declined: data.declined })
              : null}
          </p>
          {data.refused.map(({ name, faults }) => (
            <div key={name} className="note bad">
              <p>
                <strong>{name}</strong>
              </p>
              <ul>
                {faults.map((one) => (
                  <li key={one.code}>
                    {say(one.text)} <span className="quiet">{say(one.hint)}</span>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      ) : null}
      {fetchAll.error ? <ErrorNote error={fetchAll.error} /> : null}
      {urging.error ? <ErrorNote error={urging.error} /> : null}
      {withdraw.error ? <ErrorNote error={withdraw.error} /> : null}
      {session.may.includes('record') ? <TakeSheet call={sent.id} /> : null}
      <BodiesOfCall sent={sent} />
    </section>
  )
}
