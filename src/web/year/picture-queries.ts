import { queryOptions } from '@tanstack/react-query'
import type { BurdenView, LatenessView } from '../../api/contract/year.ts'
import type { Lang } from '../../ledger/label.ts'
import { ask } from '../api-client/ask.ts'

const atText = (at: number | undefined) => (at === undefined ? '' : `?at=${at}`)

/** What the year cost. Under the key of the year, so that a write asks again. */
export const burdenQuery = (year: number, at: number | undefined) =>
  queryOptions({
    queryKey: ['year', year, at ?? 'now', 'burden'],
    queryFn: ({ signal }) => ask<BurdenView>(`/years/${year}/burden${atText(at)}`, { signal }),
  })

/** When things happened and when they were written. */
export const latenessQuery = (year: number, at: number | undefined) =>
  queryOptions({
    queryKey: ['year', year, at ?? 'now', 'lateness'],
    queryFn: ({ signal }) => ask<LatenessView>(`/years/${year}/lateness${atText(at)}`, { signal }),
  })

/** Where one of the two is kept as a file. */
export function costFile(
  what: 'burden' | 'lateness',
  as: {
    readonly year: number
    readonly at: number | undefined
    readonly format: 'xlsx' | 'csv'
    readonly lang: Lang
  },
): string {
  const at = as.at === undefined ? '' : `&at=${as.at}`
  return `/api/v1/years/${as.year}/${what}/file?format=${as.format}&lang=${as.lang}${at}`
}
