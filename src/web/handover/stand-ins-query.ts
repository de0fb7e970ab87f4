import { queryOptions } from '@tanstack/react-query'
import type { StandInView } from '../../api/contract/standing-in.ts'
import { ask } from '../api-client/ask.ts'

/** Who stands in for whom, the past ones too. */
export const standInsQuery = queryOptions({
  queryKey: ['stand-ins'],
  queryFn: ({ signal }) => ask<readonly StandInView[]>('/stand-ins', { signal }),
})
