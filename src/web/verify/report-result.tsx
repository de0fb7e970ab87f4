import { resultWords, shownResult } from '../../report/verify/shown-result.ts'
import type { ShownResult } from '../../report/verify/shown-result.ts'
import type { Verification } from '../../report/verify/verification.ts'
import { Table } from '../components/table.tsx'
import { useSay } from '../say.tsx'
import { VerdictPair } from './verdict-pair.tsx'

/** What a dropped report proves: both verdicts, findings, every claim, what nothing proves. */
export function ReportResult({ found }: { found: Verification }) {
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
      {claims.length > 0 ? <Claims claims={claims} /> : null}
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

function Claims({ claims }: Pick<ShownResult, 'claims'>) {
  const { say } = useSay()
  return (
    <>
      <h3>{say(resultWords.claims)}</h3>
      <Table
        name={say(resultWords.claims)}
        className="report-claims"
        heads={[resultWords.verdict, resultWords.claim, resultWords.recomputed]}
      >
        {claims.map(({ claim, state, text, sentence, recomputed }) => (
          <tr key={claim}>
            <td className={`verdict ${state.id}`}>
              {state.mark} {say(state.label)}
            </td>
            <td>
              <span lang="zh-CN">{text}</span>
              <span className="small quiet">{say(sentence)}</span>
            </td>
            <td className="number">{recomputed}</td>
          </tr>
        ))}
      </Table>
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
