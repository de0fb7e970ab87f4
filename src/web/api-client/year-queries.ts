import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { PlanView } from '../../api/contract/plan.ts'
import type { WantedView, YearView } from '../../api/contract/year.ts'
import { ask } from './ask.ts'

/** The year now, or as it stood when the log had so many entries. */
export const yearAtQuery = (year: number, at?: number) =>
  queryOptions({
    queryKey: ['year', year, at ?? 'now'],
    queryFn: ({ signal }) =>
      ask<YearView>(`/years/${year}${at === undefined ? '' : `?at=${at}`}`, { signal }),
  })

/** What has to be recorded for a window of a duty. */
export const wantedQuery = (duty: string, period: string) =>
  queryOptions({
    queryKey: ['year', 'wanted', duty, period],
    queryFn: ({ signal }) => ask<WantedView>(`/duties/${duty}/wanted?period=${period}`, { signal }),
  })

/** Who answers for what in the year. */
export const planQuery = (year: number) =>
  queryOptions({
    queryKey: ['plan', year],
    queryFn: ({ signal }) => ask<PlanView>(`/plan?year=${year}`, { signal }),
    placeholderData: keepPreviousData,
  })
