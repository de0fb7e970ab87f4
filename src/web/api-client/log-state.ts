import { queryOptions } from '@tanstack/react-query'
import type { LogStateView } from '../../api/contract/log-state.ts'
import { ask } from './ask.ts'

const lookEveryMs = 60_000

/** Whether our log is signed, rightly dated, and can be written to; looked at every minute. */
export const logStateQuery = queryOptions({
  queryKey: ['log-state'],
  queryFn: () => ask<LogStateView>('/log-state'),
  staleTime: lookEveryMs,
  refetchInterval: lookEveryMs,
  retry: false,
})
