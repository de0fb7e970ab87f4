import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { Claim, ReportDocument } from '../../report/document.ts'
import { reportQuery } from '../ask/queries.ts'
import { useYear } from '../frame/use-year.ts'
import { Loading } from '../parts/loading.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { useSay } from '../say.tsx'
import '../styles/report.css'
import { ClaimPanel } from './claim-panel.tsx'
import { ClaimsBar } from './claims-bar.tsx'
import { ReportSheet } from './report-sheet.tsx'

const words = {
  reading: { zh: '核对已有文字', en: 'Check a text' },
  print: { zh: '打印', en: 'Print' },
  title: { zh: '报告', en: 'Report' },
}

/** The report as it will print, and beside it the claim under the cursor. */
export function ReportPage() {
  const { say } = useSay()
  const { report } = useParams({ from: '/inside/reports/$report' })
  const { year } = useYear()
  const query = useQuery(reportQuery(report, year))
  useEffect(() => {
    document.title = query.data?.title ?? say(words.title)
  }, [query.data?.title, say])
  if (query.isPending) return <Loading />
  if (query.error) return <ProblemNote error={query.error} retry={() => void query.refetch()} />
  return <Report key={`${report} ${year}`} document={query.data} />
}

function Report({ document: tree }: { document: ReportDocument }) {
  const { say } = useSay()
  const [chosen, setChosen] = useState<string | null>(null)
  const claim = tree.claims.find((one) => one.id === chosen) ?? null
  const step = (to: Claim) => {
    setChosen(to.id)
    document.getElementById(`claim-${to.id}`)?.scrollIntoView({ block: 'center' })
  }
  return (
    <div className="report">
      <ClaimsBar claims={tree.claims} chosen={claim} onStep={step}>
        <Link to="/reading">{say(words.reading)}</Link>
        <button type="button" className="button plain" onClick={() => print()}>
          {say(words.print)}
        </button>
      </ClaimsBar>
      <div className="report-body">
        <ReportSheet document={tree} chosen={chosen} onChoose={setChosen} />
        <ClaimPanel claim={claim} year={tree.year} claims={tree.claims} />
      </div>
    </div>
  )
}
