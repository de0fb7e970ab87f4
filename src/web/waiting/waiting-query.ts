import { queryOptions } from '@tanstack/react-query'
import type { WaitingList } from '../../api/contract/waiting.ts'
import { ask } from '../api-client/ask.ts'

/** How often what waits is asked again while a page is open: others hand things in. */
const askedEveryMs = 60_000

/** What waits for me. */
export const waitingQuery = queryOptions({
  queryKey: ['waiting'],
  queryFn: ({ signal }) => ask<WaitingList>('/waiting', { signal }),
  refetchInterval: askedEveryMs,
  staleTime: 0,
})
