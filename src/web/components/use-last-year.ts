import { useQuery } from '@tanstack/react-query'
import type { YearView } from '../../api/contract/year.ts'
import { yearAtQuery } from '../api-client/year-queries.ts'
import { useUnit } from './use-unit.ts'
import { useYear } from './use-year.ts'

/** Until the end of this month people write about the year before, and put it right. */
const lastMonth = '03'

/**
 * At New Year, on a page of the running year: the year before, as it stands. Null at any other
 * time, and for a unit whose ledger began since, which owed nothing then.
 */
export function useLastYear(): YearView | null {
  const { session } = useUnit()
  const { year, thisYear } = useYear()
  const isTime = year === thisYear && session.today.slice(5, 7) <= lastMonth
  const { data: view } = useQuery({ ...yearAtQuery(thisYear - 1), enabled: isTime })
  if (!isTime || view === undefined) return null
  const isOwed = view.standings.some(({ windows }) => windows.some(({ owed }) => owed > 0))
  return isOwed ? view : null
}
