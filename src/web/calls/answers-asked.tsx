import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { AnswersAskedView } from '../../api/contract/calls-below.ts'
import { dayInWords } from '../components/day.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { useUnit } from '../components/use-unit.ts'
import { refreshAfterWrite } from '../form/use-record-form.ts'
import { useSay } from '../say.tsx'
import { AskFirst } from './ask-first.tsx'
import { answersAskedQuery, handOn } from './call-queries.ts'

const words = {
  title: { zh: '上级调阅的答复', en: 'Answers that the body above asks for' },
  asks: {
    zh: '{asker}于{day}调阅“{body}”的答复：{reason}',
    en: '{asker} asked on {day} for the answer of {body}: {reason}',
  },
  open: { zh: '看这份答复', en: 'Open the answer' },
  gone: {
    zh: '这份答复的文件已不在本单位，无法转交；请不予转交并说明。',
    en: 'Its file is no longer here and cannot be handed on; decline and say so.',
  },
  firstOnly: {
    zh: '由第一责任人决定是否转交。',
    en: 'The first responsible person decides whether it is handed on.',
  },
  handOn: { zh: '转交', en: 'Hand on' },
  handOnAbout: {
    zh: '把“{body}”签名的答复原件转交{asker}。转交写入本单位日志，不能收回。',
    en: 'The signed answer of {body} goes to {asker}. An entry of our log says so, and it does not come back.',
  },
  decline: { zh: '不予转交', en: 'Decline' },
  declineAbout: {
    zh: '{asker}会看到原因，可以另写理由再次调阅。',
    en: '{asker} reads why, and may ask again with another reason.',
  },
  reasons: { zh: '原因', en: 'Why' },
  handed: {
    zh: '{day}已向{asker}转交“{body}”的答复（调阅理由：{reason}）',
    en: 'The answer of {body} was handed on to {asker} on {day} (asked for: {reason})',
  },
  declined: {
    zh: '{day}未向{asker}转交“{body}”的答复：{reasons}',
    en: 'The answer of {body} was not handed on to {asker} on {day}: {reasons}',
  },
}

/** Answers to a call that was passed on which the body above asks for, and what became of each. */
export function AnswersAsked({ call }: { call: string }) {
  const { say, lang } = useSay()
  const { data, error, refetch } = useQuery(answersAskedQuery(call))
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />
  if (!data || data.open.length + data.decided.length === 0) return null
  return (
    <section className="call-part">
      <h2>{say(words.title)}</h2>
      {data.open.map((one) => (
        <Asked key={one.asked} call={call} one={one} />
      ))}
      {data.decided.length === 0 ? null : (
        <ul>
          {data.decided.map(({ id, step, reasons, decidedOn, ...one }) => (
            <li key={id}>
              {say(step === 'handed' ? words.handed : words.declined, {
                ...one,
                reasons: reasons ?? '',
                day: dayInWords(decidedOn, lang),
              })}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Asked({ call, one }: { call: string; one: AnswersAskedView['open'][number] }) {
  const { say, lang } = useSay()
  const { session } = useUnit()
  const queryClient = useQueryClient()
  const { asked, asker, body, reason, askedOn, answer, hasFile } = one
  const decide = useMutation({
    mutationFn: (reasons: string | null) =>
      handOn(call, { asked, step: reasons === null ? 'handed' : 'declined', reasons }),
    onSuccess: async () => {
      refreshAfterWrite(queryClient)
      await queryClient.invalidateQueries({ queryKey: ['calls'] })
    },
  })
  return (
    <article className="offered-call">
      <p>{say(words.asks, { asker, body, reason, day: dayInWords(askedOn, lang) })}</p>
      <p>
        <Link to="/calls/$call/answers/$record" params={{ call, record: answer }}>
          {say(words.open)}
        </Link>
      </p>
      {hasFile ? null : <p className="note bad">{say(words.gone)}</p>}
      {session.may.includes('override') ? (
        <div className="actions">
          {hasFile ? (
            <AskFirst
              act={words.handOn}
              isPending={decide.isPending}
              onConfirm={() => decide.mutate(null)}
            >
              <p>{say(words.handOnAbout, { body, asker })}</p>
            </AskFirst>
          ) : null}
          <AskFirst
            act={words.decline}
            isPlain
            reason={words.reasons}
            isPending={decide.isPending}
            onConfirm={(reasons) => decide.mutate(reasons)}
          >
            <p>{say(words.declineAbout, { asker })}</p>
          </AskFirst>
        </div>
      ) : (
        <p className="quiet small">{say(words.firstOnly)}</p>
      )}
      {decide.error ? <ErrorNote error={decide.error} /> : null}
    </article>
  )
}
