import { queryOptions } from '@tanstack/react-query'
import type { BodyBelowView } from '../../api/contract/call.ts'
import { ask } from '../api-client/ask.ts'

/** The bodies below that something would go to today, in the official order. */
export const bodiesQuery = queryOptions({
  queryKey: ['calls', 'bodies'],
  queryFn: ({ signal }) => ask<readonly BodyBelowView[]>('/subordinates', { signal }),
})
