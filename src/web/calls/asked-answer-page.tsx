import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { core } from '../../ledger/core/core-registers.ts'
import { dayInWords } from '../components/day.ts'
import { PageHead } from '../components/page-head.tsx'
import { useSay } from '../say.tsx'
import '../verify/verify-page.css'
import './calls-page.css'
import { AnswerEvidence } from './answer-evidence.tsx'
import { askedAnswerQuery, askedFileQuery, callQuery } from './call-queries.ts'
import { HeldAnswer } from './held-answer.tsx'

const words = {
  about: { zh: '{sender}转交 · {day}', en: 'handed on by {sender} on {day}' },
  reason: { zh: '调阅理由：{reason}', en: 'Asked for: {reason}' },
  counted: { zh: '与{sender}所计的核对', en: 'Held against what {sender} counted' },
  missing: {
    zh: '这份答复的文件不在这里：请回到报送任务，重新取回。',
    en: 'Its file is not here: go back to the call and fetch it again.',
  },
  file: { zh: '下载原文件', en: 'Download the file' },
  record: { zh: '台账记录', en: 'The record' },
}

/** An answer of two levels below that was handed on: what was counted of it, and its evidence. */
export function AskedAnswerPage() {
  const { call, asked } = useParams({ from: '/inside/calls/$call/asked/$asked' })
  const { say, lang } = useSay()
  const { data: sent } = useSuspenseQuery(callQuery(call))
  const { data } = useSuspenseQuery(askedAnswerQuery(asked))
  const { body, sender, reason, decidedOn, held, key } = data
  const verified = useQuery(askedFileQuery({ asked, key: key ?? '' }))
  return (
    <>
      <PageHead
        title={body}
        aside={say(words.about, { sender, day: dayInWords(decidedOn ?? '', lang) })}
      >
        <Link to="/calls/$call" params={{ call }}>
          {sent.call.title}
        </Link>
        {held === null ? null : (
          <a href={`/api/v1/asked-answers/${asked}/file`}>{say(words.file)}</a>
        )}
        <Link
          to="/registers/$register/$record"
          params={{ register: core.answerAsked.id, record: asked }}
        >
          {say(words.record)}
        </Link>
      </PageHead>
      <p className="quiet">{say(words.reason, { reason })}</p>
      {held === null ? (
        <p className="note bad">{say(words.missing)}</p>
      ) : (
        <>
          <section className="call-part">
            <h2>{say(words.counted, { sender })}</h2>
            <HeldAnswer held={held} />
          </section>
          <AnswerEvidence query={verified} />
        </>
      )}
    </>
  )
}
