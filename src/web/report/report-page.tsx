import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { Claim, ReportDocument } from '../../report/document.ts'
import { periodOf } from '../../report/document.ts'
import { reportFileAddress, reportQuery } from '../api-client/queries.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { Loading } from '../components/loading.tsx'
import { MenuButton } from '../components/menu-button.tsx'
import { useYear } from '../components/use-year.ts'
import { useSay } from '../say.tsx'
import './report-page.css'
import { ClaimPanel } from './claim-panel.tsx'
import { ClaimsBar } from './claims-bar.tsx'
import { ReportSheet } from './report-sheet.tsx'

const words = {
  reading: { zh: '核对已有报告', en: 'Check a report' },
  keep: { zh: '下载', en: 'Download' },
  word: { zh: 'Word 文件', en: 'Word' },
  redHead: { zh: 'Word 文件（红头格式）', en: 'Word, with masthead' },
  page: { zh: '网页（标明各处依据）', en: 'Page, with the state of each claim' },
  text: { zh: '纯文本', en: 'Plain text' },
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
  if (query.error) return <ErrorNote error={query.error} retry={() => void query.refetch()} />
  return <Report key={`${report} ${year}`} report={report} document={query.data} />
}

function Report({ report, document: tree }: { report: string; document: ReportDocument }) {
  const { say } = useSay()
  const { year } = tree
  const [chosen, setChosen] = useState<string | null>(null)
  const claim = tree.claims.find((one) => one.id === chosen) ?? null
  const step = (to: Claim) => {
    setChosen(to.id)
    document.getElementById(`claim-${to.id}`)?.scrollIntoView({ block: 'center' })
  }
  return (
    <div>
      <ClaimsBar claims={tree.claims} chosen={claim} onStep={step}>
        <Link to="/reading">{say(words.reading)}</Link>
        <MenuButton
          label={say(words.keep)}
          choices={[
            {
              label: say(words.word),
              address: reportFileAddress(report, { year, format: 'docx' }),
            },
            {
              label: say(words.redHead),
              address: reportFileAddress(report, { year, format: 'docx', redHead: true }),
            },
            {
              label: say(words.page),
              address: reportFileAddress(report, { year, format: 'html' }),
            },
            { label: say(words.text), address: reportFileAddress(report, { year, format: 'txt' }) },
          ]}
        />
        <button type="button" className="button plain" onClick={() => print()}>
          {say(words.print)}
        </button>
      </ClaimsBar>
      <div className="report-body">
        <ReportSheet document={tree} chosen={chosen} onChoose={setChosen} />
        <ClaimPanel
          {...{ claim, period: periodOf(tree), report: null }}
          sheet={() => setChosen(null)}
        />
      </div>
    </div>
  )
}
