import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { CalendarView, FeedView } from '../../api/contract/calendar.ts'
import { ask } from '../api-client/ask.ts'

/** Meetings and due days of a span; the month before stays while the next is fetched. */
export const calendarQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ['calendar', from, to],
    queryFn: ({ signal }) => ask<CalendarView>(`/calendar?from=${from}&to=${to}`, { signal }),
    placeholderData: keepPreviousData,
  })

/** Whether I have a calendar address. */
export const feedQuery = queryOptions({
  queryKey: ['feed'],
  queryFn: ({ signal }) => ask<FeedView>('/calendar/feed', { signal }),
})
