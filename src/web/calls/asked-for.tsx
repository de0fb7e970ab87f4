import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { BelowView } from '../../api/contract/calls-below.ts'
import { dayInWords } from '../components/day.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { useUnit } from '../components/use-unit.ts'
import { refreshAfterWrite } from '../form/use-record-form.ts'
import { useSay } from '../say.tsx'
import { AskFirst } from './ask-first.tsx'
import { askForAnswer } from './call-queries.ts'

const words = {
  ask: { zh: '请{sender}转交原件', en: 'Ask {sender} for the answer' },
  about: {
    zh: '请{sender}转交“{body}”签名的答复原件。要求和理由写入双方日志；是否转交由{sender}的人决定。',
    en: '{sender} is asked to hand on the signed answer of {body}. That and the reason stand in both logs; somebody of {sender} decides.',
  },
  reason: { zh: '调阅理由', en: 'Why you ask for it' },
  waiting: {
    zh: '{day}已请转交：{reason}。尚未办理',
    en: 'asked for on {day}: {reason}; not decided yet',
  },
  undelivered: {
    zh: '对方的服务器还没有收到：随下一次交换送去；其程序较旧的，升级后送到',
    en: 'its server has not heard of it: it goes with the next exchange, and to an older program once that is upgraded',
  },
  handed: { zh: '{day}已转交：打开原件', en: 'Handed on, {day}: open the answer' },
  declined: { zh: '{day}不予转交：{reasons}', en: 'declined on {day}: {reasons}' },
}

/** An answer that a body counted: it may be asked for, with a reason, and opens once it is here. */
export function AskedFor(props: {
  call: string
  record: string
  sender: string
  /** The log that signed it. */
  log: string
  body: BelowView['bodies'][number]
}) {
  const { call, record, sender, log, body } = props
  const { say, lang } = useSay()
  const { session } = useUnit()
  const { name, asked } = body
  const day = dayInWords(asked?.decidedOn ?? asked?.askedOn ?? '', lang)
  if (asked?.step === 'handed') {
    return (
      <p>
        <Link to="/calls/$call/asked/$asked" params={{ call, asked: asked.id }}>
          {say(words.handed, { day })} <span className="unseen">{name}</span>
        </Link>
      </p>
    )
  }
  if (asked?.step === 'asked') {
    return (
      <p className="quiet small">
        {say(words.waiting, { day, reason: asked.reason })}
        {asked.isDelivered ? null : <> · {say(words.undelivered)}</>}
      </p>
    )
  }
  return (
    <>
      {asked === null ? null : (
        <p className="quiet small">{say(words.declined, { day, reasons: asked.reasons ?? '' })}</p>
      )}
      {session.may.includes('override') ? (
        <Ask record={record} sender={sender} log={log} name={name} />
      ) : null}
    </>
  )
}

function Ask(props: { record: string; sender: string; log: string; name: string }) {
  const { record, sender, log, name } = props
  const { say } = useSay()
  const queryClient = useQueryClient()
  const asking = useMutation({
    mutationFn: (reason: string) => askForAnswer(record, { log, reason }),
    onSuccess: async () => {
      refreshAfterWrite(queryClient)
      await queryClient.invalidateQueries({ queryKey: ['calls'] })
    },
  })
  const act = {
    zh: words.ask.zh.replace('{sender}', sender),
    en: words.ask.en.replace('{sender}', sender),
  }
  return (
    <>
      <AskFirst
        act={act}
        of={name}
        isPlain
        reason={words.reason}
        isPending={asking.isPending}
        onConfirm={(reason) => asking.mutate(reason)}
      >
        <p>{say(words.about, { sender, body: name })}</p>
      </AskFirst>
      {asking.error ? <ErrorNote error={asking.error} /> : null}
    </>
  )
}
