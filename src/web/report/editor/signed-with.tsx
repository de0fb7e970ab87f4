import type { WhatIsSigned } from '../../../report/verify/what-is-signed.ts'
import { useNames } from '../../components/use-names.ts'
import { useSay } from '../../say.tsx'
import { VerdictPair } from '../../verify/verdict-pair.tsx'
import { NotMentionedList } from './not-mentioned-list.tsx'
import './signed-with.css'

const words = {
  verdicts: { zh: '核验结论（以此刻为准）', en: 'Verdicts as of now' },
  kept: { zh: '说明理由保留（{count}处）', en: 'Kept with reasons ({count})' },
  accepted: {
    zh: '署名确认、没有依据（{count}句）',
    en: 'Accepted by name, without support ({count})',
  },
  by: { zh: '{person}确认', en: 'Accepted by {person}' },
}

/** What a signature answers for beside what is proved, as readers of the file will find it. */
export function SignedWith(props: {
  readonly signed: WhatIsSigned
  readonly doneLate: readonly string[]
}) {
  const { signed, doneLate } = props
  const { say } = useSay()
  const nameOf = useNames()
  const { file, content, kept, accepted, notMentioned } = signed
  return (
    <div className="signed-with">
      <h3>{say(words.verdicts)}</h3>
      <VerdictPair {...{ file, content }} />
      {kept.length > 0 ? (
        <section>
          <h3>{say(words.kept, { count: kept.length })}</h3>
          <ul>
            {kept.map(({ text, state, sentence }) => (
              <li key={text}>
                <q lang="zh-CN">{text}</q> <span className="quiet small">{say(state)}</span>
                <br />
                <span className="quiet small">{say(sentence)}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {accepted.length > 0 ? (
        <section>
          <h3>{say(words.accepted, { count: accepted.length })}</h3>
          <ul>
            {accepted.map(({ sentence, by }) => (
              <li key={sentence}>
                <span lang="zh-CN">{sentence}</span>{' '}
                <span className="quiet small">{say(words.by, { person: nameOf(by) })}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <NotMentionedList {...{ items: notMentioned, doneLate }} />
    </div>
  )
}
