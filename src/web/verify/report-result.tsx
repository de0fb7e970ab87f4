import { useState } from 'react'
import type { ClaimGrounds, RecordsBehind } from '../../report/verify/records-behind.ts'
import type { ShownGrounds } from '../../report/verify/shown-grounds.ts'
import { groundsWords, shownGrounds } from '../../report/verify/shown-grounds.ts'
import type { ShownResult } from '../../report/verify/shown-result.ts'
import { resultWords, shownResult } from '../../report/verify/shown-result.ts'
import type { Verification } from '../../report/verify/verification.ts'
import { Table } from '../components/table.tsx'
import { useSay } from '../say.tsx'
import { FactList, Trace } from './fact-list.tsx'
import { VerdictPair } from './verdict-pair.tsx'

/** What a dropped report proves: both verdicts, findings, every claim, what nothing proves. */
export function ReportResult(props: {
  found: Verification
  /** What the records behind its claims say. */
  behind: () => RecordsBehind
}) {
  const { found, behind } = props
  const { facts, trace, findings, claims, free, ...verdicts } = shownResult(found)
  return (
    <>
      <VerdictPair {...verdicts} />
      <FactList facts={facts} />
      <Trace trace={trace} />
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
        {claims.map(({ claim, state, text, sentence, behind: ids, recomputed }) => (
          <tr key={claim}>
            <td className={`verdict ${state.id}`}>
              {state.mark} {say(state.label)}
            </td>
            <td>
              <span lang="zh-CN">{text}</span>
              <span className="small quiet">{say(sentence)}</span>
              {ids.length === 0 ? null : (
                <details onToggle={() => setOpened((before) => before ?? behind())}>
                  <summary className="link">{say(groundsWords.open(ids.length))}</summary>
                  <Grounds of={opened?.get(claim)} />
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

/** What is behind one claim: first some records, the rest on demand, and how many stay closed. */
export function Grounds({ of }: { of: ClaimGrounds | undefined }) {
  const { say } = useSay()
  if (of === undefined) return null
  const { first, rest, withheld } = shownGrounds(of)
  return (
    <>
      <p className="small quiet">{say(groundsWords.about)}</p>
      <Records of={first} from={1} />
      {rest.length === 0 ? null : (
        <details>
          <summary className="link">{say(groundsWords.more(rest.length))}</summary>
          <Records of={rest} from={first.length + 1} />
        </details>
      )}
      {withheld === null ? null : <p className="small quiet">{say(withheld)}</p>}
    </>
  )
}

function Records({ of, from }: { of: ShownGrounds['first']; from: number }) {
  const { say } = useSay()
  return (
    <ol className="report-records" start={from}>
      {of.map(({ id, title, lines }) => (
        <li key={id}>
          {say(title)}
          <FactList facts={lines} />
        </li>
      ))}
    </ol>
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
