import { useLastYear } from '../components/use-last-year.ts'
import { shortOf } from './short-of.ts'

/** How many duties of a year that is over are late. */
export const lateOfYear = {
  zh: '{year}年还有 {count} 项逾期',
  en: 'Still overdue from {year}: {count}',
}

/** At New Year: how many duties of the year before are late; null where there are none. */
export function useLastYearLate(): { readonly year: number; readonly count: number } | null {
  const view = useLastYear()
  const count = view === null ? 0 : shortOf(view, 'overdue').length
  return view === null || count === 0 ? null : { year: view.year, count }
}
