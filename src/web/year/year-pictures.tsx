import type { YearView } from '../../api/contract/views.ts'
import { BurdenChart } from './burden-chart.tsx'
import { LatenessChart } from './lateness-chart.tsx'

/** What the year costs, and when it was written down. */
export function YearPictures({ view }: { view: YearView }) {
  return (
    <div className="year-charts">
      <BurdenChart view={view} />
      <LatenessChart view={view} />
    </div>
  )
}
