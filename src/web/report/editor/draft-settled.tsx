import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { DraftView } from '../../../api/contract/draft.ts'
import { coreLists } from '../../../ledger/core/core-registers.ts'
import { claimStateWord } from '../../../report/claim-state-words.ts'
import type { Claim } from '../../../report/document.ts'
import { periodOf } from '../../../report/document.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { useUnit } from '../../components/use-unit.ts'
import { useSay } from '../../say.tsx'
import { KeptVerdicts } from '../../verify/verdict-pair.tsx'
import { ClaimPanel } from '../claim-panel.tsx'
import { ClaimsBar } from '../claims-bar.tsx'
import { ReportSheet } from '../report-sheet.tsx'
import { verdictsQuery } from './draft-queries.ts'
import { Stands } from './draft-side.tsx'
import { FlowActs } from './flow-acts.tsx'
import { FlowBar } from './flow-bar.tsx'
import { keptClaims } from './kept-claims.ts'
import { ReplySection } from './reply-section.tsx'

const words = {
  records: {
    zh: '签发之后，所依据的台账有{count}条记录变动。',
    en: '{count} {count:record|records} behind it changed since it was signed.',
  },
  none: {
    zh: '签发之后，所依据的台账没有变动。',
    en: 'No record behind it changed since it was signed.',
  },
  verifying: { zh: '正在核验定稿…', en: 'Verifying the final file…' },
  corrected: { zh: '这份报告有更正稿：', en: 'A corrected version of this report:' },
  drafting: { zh: '起草中', en: 'being drafted' },
  overtaken: { zh: '今天再核对，以下表述已不成立：', en: 'Checked today, these stand no longer:' },
}

/** What whoever verifies the file is told of it. */
function ReadersTold({ report }: { report: string }) {
  const { say } = useSay()
  const { data, error } = useQuery(verdictsQuery(report))
  if (error) return <ErrorNote error={error} />
  return data ? (
    <KeptVerdicts text={data.verdicts} before="" />
  ) : (
    <p className="note quiet" role="status">
      {say(words.verifying)}
    </p>
  )
}

/** That other words were written in place of these, and how far those have come. */
function Corrected({ by }: { by: NonNullable<DraftView['correctedBy']> }) {
  const { say } = useSay()
  const { pack } = useUnit()
  const step = pack.lists[coreLists.reportSteps]?.find((one) => one.id === by.step)
  return (
    <p className="note wait">
      {say(words.corrected)}
      <Link to="/drafts/$draft" params={{ draft: by.draft }}>
        {say(step?.label ?? words.drafting)}
      </Link>
    </p>
  )
}

/** A report whose words are settled: as it was signed, and what changed since. */
export function DraftSettled({ view }: { view: DraftView }) {
  const { say } = useSay()
  const [chosen, setChosen] = useState<string | null>(null)
  const since = view.since?.claims ?? []
  // What is drawn is today's finding over the words of then.
  const claims = view.document.claims.map((claim): Claim => {
    const now = since.find((one) => one.id === claim.id)
    return now ? { ...claim, state: now.state, reason: now.reason } : claim
  })
  const claim = claims.find((one) => one.id === chosen) ?? null
  const see = (id: string) => {
    setChosen(id)
    document.getElementById(`claim-${id}`)?.scrollIntoView({ block: 'center' })
  }
  const count = view.since?.records ?? 0
  return (
    <div className="draft">
      <FlowBar view={view} />
      <ClaimsBar
        claims={claims}
        kept={keptClaims(view)}
        chosen={claim}
        onStep={(one) => see(one.id)}
      >
        <FlowActs view={view} disabled={false} />
      </ClaimsBar>
      {view.correctedBy ? <Corrected by={view.correctedBy} /> : null}
      {view.flow && view.flow.file !== null ? <ReadersTold report={view.flow.id} /> : null}
      <section className={since.length > 0 ? 'note bad' : 'note'}>
        <p>{count > 0 ? say(words.records, { count }) : say(words.none)}</p>
        {since.length > 0 ? (
          <>
            <p>{say(words.overtaken)}</p>
            <ul>
              {since.map((one) => (
                <li key={one.id}>
                  <button type="button" className="link" onClick={() => see(one.id)}>
                    {one.text}
                  </button>{' '}
                  <span className={`claim-state ${one.state}`}>
                    {say(claimStateWord(one.state))}
                  </span>{' '}
                  <span className="quiet">{say(one.reason)}</span>
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </section>
      {view.flow ? <ReplySection view={view} /> : null}
      <div className="report-body">
        <ReportSheet document={{ ...view.document, claims }} chosen={chosen} onChoose={setChosen} />
        <div className="draft-side">
          <ClaimPanel
            {...{ claim, period: periodOf(view.document) }}
            report={view.flow?.id ?? null}
            sheet={() => setChosen(null)}
          >
            {claim ? <Stands view={view} claim={claim} /> : null}
          </ClaimPanel>
        </div>
      </div>
    </div>
  )
}
