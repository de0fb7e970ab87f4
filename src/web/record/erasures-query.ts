import { queryOptions } from '@tanstack/react-query'
import type { ErasureView } from '../../api/contract/erase.ts'
import { ask } from '../api-client/ask.ts'

/** What was lawfully erased of a record. */
export const erasuresQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'erasures'],
    queryFn: ({ signal }) => ask<readonly ErasureView[]>(`/records/${id}/erasures`, { signal }),
  })
