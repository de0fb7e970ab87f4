import { byConcern, headlineOf, verdictOf } from '../../report/verify/headline.ts'
import type { ClaimResult, Finding, Verification } from '../../report/verify/verification.ts'
import { headLines } from '../../report/verify/verification-head.ts'
import { Table } from '../components/table.tsx'
import { useSay } from '../say.tsx'

const words = {
  findings: { zh: '核验中发现', en: 'What was found' },
  claims: { zh: '逐处表述', en: 'Claim by claim' },
  verdict: { zh: '结论', en: 'Verdict' },
  claim: { zh: '表述', en: 'Claim' },
  recomputed: { zh: '重新计算', en: 'Computed again' },
}

/** What a dropped report proves: the conclusion, what was found, and every claim. */
export function ReportResult({ found }: { found: Verification }) {
  const { say } = useSay()
  const [conclusion, ...facts] = headLines(found)
  return (
    <>
      <p className={`report-conclusion ${headlineOf(found).tone}`}>
        {conclusion ? say(conclusion) : null}
      </p>
      <ul className="report-facts">
        {facts.map((fact) => (
          <li key={fact.en}>{say(fact)}</li>
        ))}
      </ul>
      {found.findings.length > 0 ? <Findings findings={found.findings} /> : null}
      {found.claims.length > 0 ? <Claims claims={found.claims} /> : null}
    </>
  )
}

function Findings({ findings }: { findings: readonly Finding[] }) {
  const { say } = useSay()
  const sorted = [...findings].sort((one, other) => weightOf(one) - weightOf(other))
  return (
    <>
      <h3>{say(words.findings)}</h3>
      <ul className="report-findings">
        {sorted.map(({ code, weight, sentence }) => (
          <li key={`${code} ${sentence.en}`} className={weight} title={code}>
            {weight === 'broken' ? '✗ ' : '· '}
            {say(sentence)}
          </li>
        ))}
      </ul>
    </>
  )
}

function weightOf({ weight }: Finding): number {
  return weight === 'broken' ? 0 : 1
}

function Claims({ claims }: { claims: readonly ClaimResult[] }) {
  const { say } = useSay()
  return (
    <>
      <h3>{say(words.claims)}</h3>
      <Table
        name={say(words.claims)}
        className="report-claims"
        heads={[words.verdict, words.claim, words.recomputed]}
      >
        {byConcern(claims).map((one) => (
          <tr key={one.claim}>
            <td className={`verdict ${one.kept ? 'kept' : one.verdict}`}>{say(verdictOf(one))}</td>
            <td>
              <span lang="zh-CN">{one.text}</span>
              <span className="small quiet">{say(one.sentence)}</span>
            </td>
            <td className="number">{one.recomputed}</td>
          </tr>
        ))}
      </Table>
    </>
  )
}
