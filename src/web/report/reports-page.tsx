import { Link, Navigate } from '@tanstack/react-router'
import { useYear } from '../frame/use-year.ts'
import { Empty } from '../parts/empty.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { useUnit } from '../parts/use-unit.ts'
import { useSay } from '../say.tsx'

const words = {
  title: { zh: '报告', en: 'Reports' },
  of: { zh: '{year}年', en: '{year}' },
  none: { zh: '业务包里还没有报告模板', en: 'The pack has no report template yet' },
  reading: { zh: '核对一份已有的报告', en: 'Check an existing report' },
}

/** The reports of the pack; with only one there is nothing to choose. */
export function ReportsPage() {
  const { say } = useSay()
  const { pack } = useUnit()
  const { year } = useYear()
  const [first, ...others] = pack.reports
  if (first && others.length === 0) {
    return <Navigate to="/reports/$report" params={{ report: first.id }} replace />
  }
  return (
    <>
      <PageHead title={say(words.title)} aside={say(words.of, { year })}>
        <Link to="/reading">{say(words.reading)}</Link>
      </PageHead>
      {first ? (
        <ul className="record-links">
          {pack.reports.map((report) => (
            <li key={report.id}>
              <Link to="/reports/$report" params={{ report: report.id }}>
                {say(report.label)}
              </Link>
            </li>
          ))}
        </ul>
      ) : (
        <Empty title={say(words.none)} />
      )}
    </>
  )
}
