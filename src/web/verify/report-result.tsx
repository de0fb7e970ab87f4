import { useState } from 'react'
import type { RecordBehind, RecordsBehind } from '../../report/verify/records-behind.ts'
import { resultWords, shownResult } from '../../report/verify/shown-result.ts'
import type { ShownResult } from '../../report/verify/shown-result.ts'
import type { Verification } from '../../report/verify/verification.ts'
import { dayInWords } from '../components/day.ts'
import { Table } from '../components/table.tsx'
import { useSay } from '../say.tsx'
import { VerdictPair } from './verdict-pair.tsx'

const words = {
  records: {
    zh: '打开依据的{records}条记录',
    en: 'Open {records} {records:record|records} behind it',
  },
  behindAbout: {
    zh: '只列文件公开并经核对的字段；人员、其他字段和附件没有随文件公开。',
    en: 'Only fields that the file opens, each proved; people, other fields and attachments stay closed.',
  },
  field: { zh: '{label}：{text}', en: '{label}: {text}' },
}

/** What a dropped report proves: both verdicts, findings, every claim, what nothing proves. */
export function ReportResult(props: {
  found: Verification
  /** What the records behind its claims say. */
  behind: () => RecordsBehind
}) {
  const { found, behind } = props
  const { say } = useSay()
  const { facts, trace, findings, claims, free, ...verdicts } = shownResult(found)
  return (
    <>
      <VerdictPair {...verdicts} />
      <ul className="report-facts">
        {facts.map((fact) => (
          <li key={fact.en}>{say(fact)}</li>
        ))}
      </ul>
      {trace.length > 0 ? (
        <details className="report-trace">
          <summary>{say(resultWords.trace)}</summary>
          <ul className="report-facts">
            {trace.map((line) => (
              <li key={line.en}>{say(line)}</li>
            ))}
          </ul>
        </details>
      ) : null}
      {findings.length > 0 ? <Findings findings={findings} /> : null}
      {claims.length > 0 ? <Claims claims={claims} behind={behind} /> : null}
      {free.length > 0 ? <Free free={free} /> : null}
    </>
  )
}

function Findings({ findings }: Pick<ShownResult, 'findings'>) {
  const { say } = useSay()
  return (
    <>
      <h3>{say(resultWords.findings)}</h3>
      <ul className="report-findings">
        {findings.map(({ code, weight, mark, sentence }) => (
          <li key={`${code} ${sentence.en}`} className={weight} title={code}>
            {mark} {say(sentence)}
          </li>
        ))}
      </ul>
    </>
  )
}

function Claims(props: Pick<ShownResult, 'claims'> & { behind: () => RecordsBehind }) {
  const { claims, behind } = props
  const { say } = useSay()
  // All of them at once, when the first is opened: the file is read through again for it.
  const [opened, setOpened] = useState<RecordsBehind | null>(null)
  return (
    <>
      <h3>{say(resultWords.claims)}</h3>
      <Table
        name={say(resultWords.claims)}
        className="report-claims"
        heads={[resultWords.verdict, resultWords.claim, resultWords.recomputed]}
      >
        {claims.map(({ claim, state, text, sentence, records, recomputed }) => (
          <tr key={claim}>
            <td className={`verdict ${state.id}`}>
              {state.mark} {say(state.label)}
            </td>
            <td>
              <span lang="zh-CN">{text}</span>
              <span className="small quiet">{say(sentence)}</span>
              {records === 0 ? null : (
                <details onToggle={() => setOpened((before) => before ?? behind())}>
                  <summary className="link">{say(words.records, { records })}</summary>
                  {opened ? <Behind records={opened.get(claim) ?? []} /> : null}
                </details>
              )}
            </td>
            <td className="number">{recomputed}</td>
          </tr>
        ))}
      </Table>
    </>
  )
}

/** The records of one claim: each with its day, and what of it the file opens. */
function Behind({ records }: { records: readonly RecordBehind[] }) {
  const { say, lang } = useSay()
  return (
    <>
      <p className="small quiet">{say(words.behindAbout)}</p>
      <ol className="report-records">
        {records.map(({ id, register, occurredOn, fields }) => (
          <li key={id}>
            {say(register)}
            {occurredOn === null ? null : ` · ${dayInWords(occurredOn, lang)}`}
            <ul className="report-facts">
              {fields.map((field) => (
                <li key={field.id}>
                  {say(words.field, { label: say(field.label), text: say(field.text) })}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </>
  )
}

function Free({ free }: Pick<ShownResult, 'free'>) {
  const { say } = useSay()
  return (
    <>
      <h3>{say(resultWords.free)}</h3>
      <ul className="report-findings">
        {free.map(({ sentence, words, accepted }) => (
          <li key={sentence}>
            <span lang="zh-CN">{sentence}</span>{' '}
            <span className="small quiet">
              {[words, ...(accepted ? [say(accepted)] : [])].join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
